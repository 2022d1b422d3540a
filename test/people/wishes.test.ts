import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import * as z from 'zod/mini';
import { Person } from '../../functions/access/person.ts';
import { getWishes } from '../../functions/people/contract.ts';
import { handler } from '../../functions/people/people-api.handler.ts';
import { addressesOf } from '../../functions/personal/addresses.ts';
import { handler as personal } from '../../functions/personal/personal-api.handler.ts';
import { personNumber } from '../../functions/personal/sealing.ts';
import { CITY, cityItems, type people } from '../support/city.ts';
import { send } from '../support/http.ts';
import { ring } from '../support/numbers.ts';
import { identityItems, issuer } from '../support/sign-in.ts';
import { fakeTable } from '../support/table.ts';
import { today } from '../support/visit.ts';

const table = fakeTable();
const oidc = issuer();
beforeAll(() => void vi.useFakeTimers({ toFake: ['Date'], now: today }));
afterAll(() => void vi.useRealTimers());
beforeEach(() => {
  table.fill([...cityItems(), ...identityItems()]);
  table.change(`${CITY}#PERSON`, 'teacher', { phone: ring.seal('000-0000001', personNumber(CITY, 'teacher')) });
});

type Who = keyof typeof people;
const PATH = '/v1/people/me/notices';
const reads = async (who: Who) => send(handler, 'GET', PATH, { token: await oidc.token(who) });
const wishes = async (who: Who, body: object, headers: Record<string, string> = {}) =>
  send(handler, 'PATCH', PATH, { token: await oidc.token(who), body, headers });
const stored = (who: Who) => z.parse(Person, table.get(`${CITY}#PERSON`, who));
const codes = ({ body }: { body: { errors?: { path: string; code: string }[] } }) =>
  body.errors?.map(({ path, code }) => `${path} ${code}`);
const events = () => table.all().filter(({ type }) => type === 'person-changed');

const addresses = { email: 'sample.teacher@example.cn', wecom: 'ShiLi.007', officialAccount: 'oSample-0123456789_abcdefgh' };
const all = { language: 'en', immediate: ['wecom', 'sms'], digest: ['email', 'official-account'], ...addresses };

test('whoever has said nothing is told in Chinese, by SMS', async () => {
  const { status, body } = await reads('teacher');
  expect([status, body]).toEqual([200, { language: 'zh', immediate: ['sms'], digest: ['sms'] }]);
});

describe('everybody chooses for themselves', () => {
  test('language, channels and addresses; these are sealed, and shown only so far that one knows them again', async () => {
    const { status, body } = await wishes('teacher', all);
    expect(status).toBe(200);
    expect(z.safeParse(getWishes.answer, body).error).toBeUndefined();
    expect(body).toEqual({ ...all, email: 's••@example.cn', wecom: '••07', officialAccount: '••gh' });
    expect((await reads('teacher')).body).toEqual(body);
    const everything = JSON.stringify(table.all());
    for (const address of Object.values(addresses)) expect(everything).not.toContain(address);
    expect(await addressesOf(stored('teacher'))).toEqual(addresses);
  });

  test('what they leave out stays, and null takes an address away', async () => {
    await wishes('teacher', all);
    const { body } = await wishes('teacher', { digest: ['email'], officialAccount: null });
    expect(body).toEqual({ ...all, digest: ['email'], email: 's••@example.cn', wecom: '••07', officialAccount: undefined });
    expect(await addressesOf(stored('teacher'))).toEqual({ email: addresses.email, wecom: addresses.wecom });
  });

  test('a channel needs what reaches them: an address that is given now or before, for SMS a registered phone', async () => {
    expect(codes(await wishes('teacher', { immediate: ['sms', 'email'], digest: ['wecom'] }))).toEqual([
      'immediate.1 no-address',
      'digest.0 no-address',
    ]);
    expect(codes(await wishes('neighbour', { immediate: ['sms'] }))).toEqual(['immediate.0 no-address']);
    // Who never chose a channel is not held to one.
    expect((await wishes('neighbour', { language: 'en' })).body).toMatchObject({ language: 'en', immediate: ['sms'] });
    await wishes('teacher', all);
    expect(codes(await wishes('teacher', { email: null }))).toEqual(['digest.0 no-address']);
    expect(await addressesOf(stored('teacher'))).toEqual(addresses);
  });

  test.each([
    ['email', 'a@b.cn, c@d.cn'],
    ['email', 'a@b.cn\r\nBcc: c@d.cn'],
    ['email', '示例 <a@b.cn>'],
    ['email', 'a@localhost'],
    ['wecom', '@all'],
    ['wecom', 'a|b'],
    ['officialAccount', 'short'],
  ])('an address is one address: %s is not %j', async (field, address) => {
    const code = field === 'email' ? 'email' : 'account-id';
    expect(codes(await wishes('teacher', { [field]: address }))).toEqual([`${field} ${code}`]);
  });

  test('the same again changes nothing; in between somebody else may have written', async () => {
    await wishes('teacher', all);
    const once = stored('teacher');
    await wishes('teacher', all);
    expect([stored('teacher'), events().length]).toEqual([once, 1]);
    table.meanwhile(() => table.change(`${CITY}#PERSON`, 'teacher', { version: 5, name: '示例改名' }));
    expect((await wishes('teacher', { language: 'zh' })).body.language).toBe('zh');
    expect(stored('teacher')).toMatchObject({ name: '示例改名', version: 6, notices: { language: 'zh' } });
  });

  test('over what they have read, where they say so', async () => {
    const etag = String((await reads('teacher')).headers.etag);
    expect((await wishes('teacher', { language: 'en' }, { 'if-match': etag })).status).toBe(200);
    expect((await wishes('teacher', { language: 'zh' }, { 'if-match': etag })).status).toBe(412);
  });

  test('and it is recorded which wishes changed, under whom they act for, by ids alone', async () => {
    await wishes('teacher', { ...all, language: 'zh' });
    await wishes('worker', { email: addresses.email });
    const under = (organisation: string) => events().filter((event) => event.organisation === organisation);
    expect(under('school-1')).toMatchObject([
      {
        by: { person: 'teacher', role: 'school' },
        data: { person: 'teacher', notices: ['immediate', 'digest', 'email', 'wecom', 'officialAccount'] },
      },
    ]);
    expect(under('city-union')).toMatchObject([
      { by: { person: 'worker', role: 'speaker' }, data: { person: 'worker', notices: ['email'] } },
    ]);
  });

  test('but not whoever acts for nobody', async () => {
    expect([(await reads('stranger')).status, (await wishes('stranger', all)).status]).toEqual([404, 404]);
  });
});

test('the addresses are written out with what is held about a person, and go with the person', async () => {
  await wishes('teacher', all);
  const token = await oidc.token('teacher');
  const { body } = await send(personal, 'GET', '/v1/people/teacher/data', { token });
  expect(body.person.notices).toEqual(all);
  const sealed = Object.values(stored('teacher').notices!).filter((value) => /^v1\./.test(String(value)));
  expect(sealed).toHaveLength(3);
  await send(personal, 'POST', '/v1/people/teacher/erasure', { token, body: { reasonCode: 'left' } });
  const everything = JSON.stringify(table.all());
  for (const each of sealed) expect(everything).not.toContain(each);
});
