import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, PutCommand, ScanCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { createRemoteJWKSet, decodeJwt, decodeProtectedHeader, jwtVerify } from 'jose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sampleCities } from '../../data/sample/index.ts';
import { SampleCity } from '../../demo/sample-city.ts';
import { identityKey, type Key, personKey, phonesOf } from '../../functions/platform/keys.ts';
import { challenge } from '../support/browser.ts';
import { CLIENT, Issuing } from './issuing.ts';

let city: SampleCity;
let issuing: Issuing;
beforeAll(async () => {
  city = await SampleCity.begin();
  issuing = new Issuing(city);
});
afterAll(() => city.end());

/** Phones of the sample: the pool's speakers have the first numbers. Each test takes its own, because they are limited. */
const phone = (number: number) => `190-0000-${String(number).padStart(4, '0')}`;
const NOBODYS = '190-0000-9999';
const minutes = (count: number) => city.days(count / (24 * 60));

test('discovery and keys are what the standard says', async () => {
  const { body: discovered, headers } = await city.call('GET', '/.well-known/openid-configuration');
  expect(headers.get('content-type')).toContain('application/json');
  const url = city.cloud.url;
  expect(discovered).toMatchObject({
    issuer: url,
    authorization_endpoint: `${url}/oidc/auth`,
    token_endpoint: `${url}/oidc/token`,
    jwks_uri: `${url}/oidc/jwks`,
    end_session_endpoint: `${url}/oidc/sign-out`,
    response_types_supported: ['code'],
    code_challenge_methods_supported: ['S256'],
    id_token_signing_alg_values_supported: ['ES256'],
  });
  const { body: keys } = await city.call('GET', '/oidc/jwks');
  expect(keys.keys).toHaveLength(1);
  expect(keys.keys[0]).toMatchObject({ kty: 'EC', crv: 'P-256', alg: 'ES256', use: 'sig' });
  expect(keys.keys[0]).not.toHaveProperty('d');
});

test('a phone and a code lead to a token with which the API knows the person; the device needs no code after that', async () => {
  const browser = issuing.browser();
  const token = await issuing.signIn(browser, phone(1));
  const keys = createRemoteJWKSet(new URL(`${city.cloud.url}/oidc/jwks`));
  const right = { issuer: city.cloud.url, audience: 'model-worker-visits', currentDate: new Date(city.now()) };
  const { payload } = await jwtVerify(token, keys, right);
  expect(payload.sub).toBe('person-speaker-001');
  expect(payload.exp! - payload.iat!).toBe(15 * 60);
  expect(await issuing.apiSays(token)).toBe(200);
  const sent = (await issuing.mail()).length;
  expect(decodeJwt((await issuing.comesBack(browser))!).sub).toBe('person-speaker-001');
  expect(await issuing.mail()).toHaveLength(sent);
});

test('the message names the code, what it is for and how long it is good, in both languages; no log holds it', async () => {
  await issuing.asksForCode(issuing.browser(), phone(2));
  const [message] = await issuing.mail();
  const code = await issuing.lastCode();
  expect(message).toMatchObject({ to: phone(2), kind: 'one-time-code', at: expect.stringMatching(/Z$/) });
  expect(message!.text.zh).toMatch(/验证码 \d{6}，5 分钟内有效，用于登录/);
  expect(message!.text.en).toMatch(/^\d{6} is your code to sign in .* 5 minutes/);
  expect(city.cloud.logs().join('\n')).not.toContain(code);
});

describe('a code', () => {
  test('is good once', async () => {
    const browser = issuing.browser();
    const { page } = await issuing.asksForCode(browser, phone(3));
    const code = await issuing.lastCode();
    expect((await browser.submit(page, { code })).url).toContain('code=');
    const other = issuing.browser();
    const late = await other.submit((await issuing.asksForCode(other, phone(3))).page, { code });
    expect([late.status, late.text.includes('验证码不正确或已失效')]).toEqual([403, true]);
  });

  test('is refused after five wrong tries, even the right one', async () => {
    const browser = issuing.browser();
    let { page } = await issuing.asksForCode(browser, phone(4));
    const code = await issuing.lastCode();
    const wrong = code === '000000' ? '111111' : '000000';
    for (let i = 0; i < 5; i++) page = await browser.submit(page, { code: wrong });
    expect(page.text).toContain('验证码不正确或已失效');
    page = await browser.submit(page, { code });
    expect([page.status, page.text.includes('验证码不正确或已失效')]).toEqual([403, true]);
  });

  test('is refused after five minutes; another one helps', async () => {
    const browser = issuing.browser();
    const asked = await issuing.asksForCode(browser, phone(5));
    const code = await issuing.lastCode();
    await minutes(5);
    const page = await browser.submit(asked.page, { code });
    expect(page.status).toBe(403);
    const anew = await browser.submit(page, {}, { says: '重新获取' });
    const done = await browser.submit(anew, { code: await issuing.lastCode() });
    expect(decodeJwt(await issuing.tokenFrom(done, asked.verifier)).sub).toBe('person-speaker-005');
  });

  test('can be asked for once a minute; who asks sooner is told so and when', async () => {
    const browser = issuing.browser();
    const { page } = await issuing.asksForCode(browser, phone(6));
    const sooner = await browser.submit(page, {}, { says: '重新获取' });
    expect(sooner.status).toBe(429);
    expect(Number(sooner.headers.get('retry-after'))).toBeGreaterThan(50);
    expect(sooner.text).toContain('过于频繁');
    await minutes(1);
    expect((await browser.submit(sooner, {}, { says: '重新获取' })).status).toBe(200);
  });
});

test('a phone that nobody knows is answered like a known one, word by word, and is sent nothing', async () => {
  const [known, unknown] = [issuing.browser(), issuing.browser()];
  const a = (await issuing.asksForCode(known, phone(7))).page;
  const before = (await issuing.mail()).length;
  const b = (await issuing.asksForCode(unknown, NOBODYS)).page;
  expect(await issuing.mail()).toHaveLength(before);
  const same = (text: string) =>
    text
      .replaceAll(/190-0000-\d+/g, 'PHONE')
      .replaceAll(/value="[\w-]{43}"/g, 'TOKEN')
      .replaceAll(/sign-in\/[\w-]+/g, 'PLACE');
  expect([b.status, same(b.text)]).toEqual([a.status, same(a.text)]);
  const [wrongA, wrongB] = [await known.submit(a, { code: 'x' }), await unknown.submit(b, { code: 'x' })];
  expect([wrongB.status, same(wrongB.text)]).toEqual([wrongA.status, same(wrongA.text)]);
  const [soonA, soonB] = [await known.submit(a, {}, { says: '重新获取' }), await unknown.submit(b, {}, { says: '重新获取' })];
  expect([soonB.status, same(soonB.text)]).toEqual([soonA.status, same(soonA.text)]);
});

test('what is no phone number is named as such', async () => {
  const { page } = await issuing.asksForCode(issuing.browser(), '12<b>');
  expect(page.status).toBe(422);
  expect(page.text).toContain('不是有效的电话号码');
  expect(page.text).not.toContain('<b>');
});

describe('a form is refused', () => {
  test('without the token of this sign-in, and from another place', async () => {
    const browser = issuing.browser();
    const start = await browser.open(issuing.authorization(challenge().challenge));
    const before = (await issuing.mail()).length;
    const forged = { ...start, text: start.text.replace(/name="csrf" value="[^"]*"/, 'name="csrf" value="forged"') };
    expect((await browser.submit(forged, { phone: phone(8) })).status).toBe(403);
    const elsewhere = await browser.submit(start, { phone: phone(8) }, { headers: { origin: 'https://evil.example' } });
    expect(elsewhere.status).toBe(403);
    expect(await issuing.mail()).toHaveLength(before);
    expect((await browser.submit(start, { phone: phone(8) }, { headers: { origin: city.cloud.url } })).status).toBe(200);
  });

  test('from a browser that did not begin the sign-in, or with a forged cookie', async () => {
    const [victim, thief] = [issuing.browser(), issuing.browser()];
    const start = await victim.open(issuing.authorization(challenge().challenge));
    expect((await thief.open(start.url)).status).toBe(400);
    expect((await thief.submit(start, { phone: phone(8) })).status).toBe(400);
    thief.cookies.set('__Host-sign-in', start.url.split('/').at(-1)!);
    expect((await thief.open(start.url)).status).toBe(400);
  });
});

describe('the client', () => {
  test.each<[string, Record<string, string | undefined>]>([
    ['another redirect URI', { redirect_uri: 'https://evil.example/' }],
    ['a longer redirect URI', { redirect_uri: '+/more' }],
    ['no redirect URI', { redirect_uri: undefined }],
    ['another client', { client_id: 'evil' }],
  ])('is not led anywhere with %s', async (_, changes) => {
    const uri = changes.redirect_uri?.replace('+', issuing.redirectUri);
    const wrong = 'redirect_uri' in changes ? { redirect_uri: uri } : changes;
    const page = await issuing.browser().open(issuing.authorization(challenge().challenge, wrong));
    expect(page.status).toBe(400);
    expect(page.headers.get('location')).toBeNull();
  });

  test.each<[string, Record<string, string | undefined>]>([
    ['without PKCE', { code_challenge: undefined, code_challenge_method: undefined }],
    ['with plain PKCE', { code_challenge_method: 'plain' }],
    ['with the implicit flow', { response_type: 'id_token' }],
  ])('is refused %s', async (_, changes) => {
    const page = await issuing.browser().open(issuing.authorization(challenge().challenge, changes));
    expect(page.url).toMatch(/error=(invalid_request|unsupported_response_type)/);
    expect(page.url).not.toMatch(/[?&#](code|id_token)=/);
  });

  test('exchanges a code once, with its own verifier only', async () => {
    const browser = issuing.browser();
    const { page, verifier } = await issuing.asksForCode(browser, phone(9));
    const done = new URL((await browser.submit(page, { code: await issuing.lastCode() })).url);
    expect(done.searchParams.get('state')).toBe('the-state');
    const code = done.searchParams.get('code')!;
    expect((await issuing.exchange(code, challenge().verifier)).status).toBe(400);
    const moved = await issuing.exchange(code, verifier, { redirect_uri: `${issuing.redirectUri}/more` });
    expect(moved.status).toBe(400);
    const { status, body } = await issuing.exchange(code, verifier);
    expect([status, body.token_type]).toEqual([200, 'Bearer']);
    expect(decodeJwt(body.id_token!)).toMatchObject({ sub: 'person-speaker-009', aud: CLIENT, nonce: 'the-nonce' });
    // An ID token says who somebody is to the client; the API takes access tokens only.
    expect(await issuing.apiSays(body.id_token!)).toBe(401);
    expect((await issuing.exchange(code, verifier)).body.error).toBe('invalid_grant');
  });

  test('of several exchanges at the same moment one is served', async () => {
    const browser = issuing.browser();
    const { page, verifier } = await issuing.asksForCode(browser, phone(10));
    const done = new URL((await browser.submit(page, { code: await issuing.lastCode() })).url);
    const code = done.searchParams.get('code')!;
    const answers = await Promise.all(Array.from({ length: 4 }, () => issuing.exchange(code, verifier)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  });

  test('may call from its own pages and from no others', async () => {
    const allowed = async (origin: string) => {
      const body = `grant_type=authorization_code&client_id=${CLIENT}&code=none&code_verifier=${challenge().verifier}`;
      const headers = { origin, 'content-type': 'application/x-www-form-urlencoded' };
      return (await city.call('POST', '/oidc/token', body, headers)).headers.get('access-control-allow-origin');
    };
    expect(await allowed('https://evil.example')).toBeNull();
    expect(await allowed(city.cloud.url)).toBe(city.cloud.url);
  });
});

test('a place that is not there says so', async () => {
  const page = await issuing.browser().open('/oidc/elsewhere');
  expect([page.status, page.text.includes('没有找到')]).toEqual([404, true]);
});

test('every page forbids scripts, frames and foreign content, and is kept by nobody', async () => {
  const browser = issuing.browser();
  const { page } = await issuing.asksForCode(browser, phone(11));
  for (const { headers, text } of [
    page,
    await browser.open('/oidc/auth?client_id=evil'),
    await browser.open('/oidc/signed-in'),
  ]) {
    const policy = headers.get('content-security-policy')!;
    for (const part of ["default-src 'none'", "frame-ancestors 'none'", "form-action 'self'"]) expect(policy).toContain(part);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(text).not.toContain('<script');
  }
  expect(page.headers.get('cache-control')).toContain('no-store');
});

test('somebody who signs out needs a code again', async () => {
  const browser = issuing.browser();
  await issuing.signIn(browser, phone(12));
  const asked = await browser.open('/oidc/sign-out');
  expect(asked.text).toContain('退出登录');
  const xsrf = /name="xsrf" value="([^"]*)"/.exec(asked.text)![1]!;
  const confirm = (token: string) =>
    browser.open('/oidc/sign-out/confirm', { method: 'POST', body: new URLSearchParams({ xsrf: token, logout: 'yes' }) });
  expect((await confirm('forged')).status).toBe(400);
  expect(await issuing.comesBack(browser)).toBeDefined();
  const again = /name="xsrf" value="([^"]*)"/.exec((await browser.open('/oidc/sign-out')).text)![1]!;
  expect(xsrf).not.toBe(again);
  expect((await confirm(again)).text).toContain('已退出登录');
  expect(await issuing.comesBack(browser)).toBeUndefined();
});

describe('with the table changed meanwhile', () => {
  const TableName = () => city.cloud.model.tables[0]!.name;
  const documents = () => DynamoDBDocumentClient.from(new DynamoDBClient(city.cloud.aws));
  const change = ({ pk, sk }: Key, attribute: string, value: unknown) =>
    documents().send(
      new UpdateCommand({
        TableName: TableName(),
        Key: { pk, sk },
        UpdateExpression: 'SET #a = :v',
        ExpressionAttributeNames: { '#a': attribute },
        ExpressionAttributeValues: { ':v': value },
      }),
    );

  test('a membership that is taken away is gone at the next request', async () => {
    const { phone: itsPhone } = sampleCities()[0]!.people.find(({ id }) => id === 'person-union-city')!;
    const token = await issuing.signIn(issuing.browser(), itsPhone!);
    const report = () => issuing.apiSays(token, '/v1/reports/statistics?unit=city-schools&month=2026-03');
    expect(await report()).toBe(200);
    await change(personKey('nanchang', 'person-union-city'), 'memberships', []);
    expect(await report()).not.toBe(200);
  });

  test('somebody whose devices were all signed out is refused at once, and needs a code on each', async () => {
    const browser = issuing.browser();
    const token = await issuing.signIn(browser, phone(14));
    await minutes(1);
    await change(identityKey('person-speaker-014'), 'signedOutAt', new Date(city.now()).toISOString());
    expect(await issuing.apiSays(token)).toBe(401);
    expect(await issuing.comesBack(browser)).toBeUndefined();
    await minutes(1);
    expect(await issuing.apiSays(await issuing.signIn(browser, phone(14)))).toBe(200);
    expect(await issuing.comesBack(browser)).toBeDefined();
  });

  test('a phone whose owner may not sign in any more leads nowhere', async () => {
    const browser = issuing.browser();
    const { page } = await issuing.asksForCode(browser, phone(20));
    await change(identityKey('person-speaker-020'), 'city', 'shili');
    const refused = await browser.submit(page, { code: await issuing.lastCode() });
    expect([refused.status, refused.text.includes('验证码不正确或已失效')]).toEqual([403, true]);
  });

  test('a phone of two cities lets its owner choose, and nobody else be chosen', async () => {
    const browser = issuing.browser();
    const { page, verifier } = await issuing.asksForCode(browser, phone(15));
    const code = await issuing.lastCode();
    await alsoSignsIn('person-speaker-015', 'person-shili-speaker-001');
    const choice = await browser.submit(page, { code });
    expect(choice.text).toContain('请选择身份');
    const forged = { ...choice, text: choice.text.replaceAll('person-speaker-015', 'person-union-city') };
    expect((await browser.submit(forged, {}, { says: 'person-union-city' })).status).toBe(403);
    const done = await browser.submit(choice, {}, { says: 'person-shili-speaker-001' });
    expect(decodeJwt(await issuing.tokenFrom(done, verifier)).sub).toBe('person-shili-speaker-001');
  });

  test('a choice that comes after somebody was signed out everywhere lets nobody in by the code before', async () => {
    const browser = issuing.browser();
    const { page } = await issuing.asksForCode(browser, phone(31));
    const code = await issuing.lastCode();
    await alsoSignsIn('person-speaker-031', 'person-shili-speaker-002');
    const choice = await browser.submit(page, { code });
    expect(choice.text).toContain('请选择身份');
    await minutes(1);
    await change(identityKey('person-speaker-031'), 'signedOutAt', new Date(city.now()).toISOString());
    const asked = await browser.submit(choice, {}, { says: 'person-speaker-031' });
    expect(new URL(asked.url).searchParams.has('code')).toBe(false);
    expect(asked.text).toContain('name="phone"');
    expect(await issuing.comesBack(browser)).toBeUndefined();
  });

  /** The phone of one person signs another in too, in the second city. */
  async function alsoSignsIn(owner: string, person: string) {
    const { Items = [] } = await documents().send(
      new ScanCommand({
        TableName: TableName(),
        FilterExpression: 'begins_with(pk, :phone) AND person = :owner',
        ExpressionAttributeValues: { ':phone': phonesOf(''), ':owner': owner },
      }),
    );
    const Item = { ...Items[0], sk: `shili#${person}`, city: 'shili', person };
    await documents().send(new PutCommand({ TableName: TableName(), Item }));
  }
});

test('another person on the same device takes the place of the first', async () => {
  const browser = issuing.browser();
  await issuing.signIn(browser, phone(16));
  const { verifier, challenge: sent } = challenge();
  const start = await browser.open(issuing.authorization(sent, { prompt: 'login' }));
  const page = await browser.submit(start, { phone: phone(17) });
  const done = await browser.submit(page, { code: await issuing.lastCode() });
  expect(decodeJwt(await issuing.tokenFrom(done, verifier)).sub).toBe('person-speaker-017');
  expect(decodeJwt((await issuing.comesBack(browser))!).sub).toBe('person-speaker-017');
});

describe('as time goes by', () => {
  test('the next key is published before it signs, and tokens of the old one stay good', async () => {
    const keys = async () => ((await city.call('GET', '/oidc/jwks')).body.keys as { kid: string }[]).map(({ kid }) => kid);
    const [first] = await keys();
    const browser = issuing.browser();
    await issuing.signIn(browser, phone(18));
    await city.days(30);
    const [signing, coming] = await keys();
    expect([signing, typeof coming]).toEqual([first, 'string']);
    await minutes(14);
    const last = (await issuing.comesBack(browser))!;
    expect(decodeProtectedHeader(last).kid).toBe(first);
    await minutes(2);
    const next = (await issuing.comesBack(browser))!;
    expect(decodeProtectedHeader(next).kid).toBe(coming);
    expect([await issuing.apiSays(last), await issuing.apiSays(next)]).toEqual([200, 200]);
    expect(await keys()).toEqual([coming, first]);
    await minutes(30);
    expect(await keys()).toEqual([coming]);
    expect(await issuing.apiSays(last)).toBe(401);
  });

  test('a device is remembered for ninety days from its code on, however often it comes', async () => {
    const browser = issuing.browser();
    await issuing.signIn(browser, phone(19));
    await city.days(60);
    expect(await issuing.comesBack(browser)).toBeDefined();
    await city.days(29 + 23 / 24);
    expect(await issuing.comesBack(browser)).toBeDefined();
    await minutes(120);
    expect(await issuing.comesBack(browser)).toBeUndefined();
    expect(decodeJwt(await issuing.signIn(browser, phone(19))).sub).toBe('person-speaker-019');
  });
});
