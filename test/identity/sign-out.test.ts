import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sampleCities } from '../../data/sample/index.ts';
import { SampleCity } from '../../demo/sample-city.ts';
import { Visitor } from '../links/visitor.ts';
import { on } from '../ways/way.ts';
import { Issuing } from './issuing.ts';

/** Signing out on all devices: what was issued, proven or remembered before is worth nothing from the next request on. */
let city: SampleCity;
let issuing: Issuing;
beforeAll(async () => {
  city = await SampleCity.begin('2026-03-02T09:00:00+08:00');
  issuing = new Issuing(city);
});
afterAll(() => city?.end());

const phone = (number: number) => `190-0000-${String(number).padStart(4, '0')}`;
const seconds = (count: number) => city.until(city.now() + count * 1000);
const signsOut = (who: string, whom: string) => city.person(who).post(`/v1/people/${whom}/sign-out`, {});

describe('somebody', () => {
  test('signs themselves out everywhere, and in again by phone and code', async () => {
    const [one, other] = [issuing.browser(), issuing.browser()];
    const first = await issuing.signIn(one, phone(11));
    await seconds(61);
    const second = await issuing.signIn(other, phone(11));
    await seconds(1);
    const { status, body } = await city.call('POST', '/v1/people/me/sign-out', {}, { authorization: `Bearer ${first}` });
    expect([status, body]).toEqual([200, { id: 'person-speaker-011', signedOutAt: expect.any(String) }]);
    for (const token of [first, second]) expect(await issuing.apiSays(token)).toBe(401);
    for (const browser of [one, other]) expect(await issuing.comesBack(browser)).toBeUndefined();
    await seconds(61);
    expect(await issuing.apiSays(await issuing.signIn(one, phone(11)))).toBe(200);
    expect(await issuing.comesBack(other)).toBeUndefined();
  });

  test('is signed out by who administers an organisation for which they act, by nobody else, and it is recorded', async () => {
    const whom = 'person-school-donghu-01-2';
    const token = await issuing.signIn(issuing.browser(), phone(4008));
    await seconds(1);
    for (const who of ['school-donghu-02', 'union-xihu', 'union-donghu-2', 'school-donghu-01-head', 'shili-union-city'])
      expect([who, (await signsOut(who, whom)).status]).toEqual([who, 404]);
    expect((await signsOut('union-donghu', 'person-nobody')).status).toBe(404);
    expect(await issuing.apiSays(token)).toBe(200);
    expect((await signsOut('school-donghu-01', whom)).status).toBe(200);
    expect(await issuing.apiSays(token)).toBe(401);
    const trail = await city.person('union-donghu').get('/v1/audit?organisation=school-donghu-01&month=2026-03');
    expect(trail.body.entries).toContainEqual(
      expect.objectContaining({
        type: 'person-signed-out',
        by: expect.objectContaining({ person: 'person-school-donghu-01', role: 'administrator' }),
        data: { person: whom },
      }),
    );
  });

  test('whose number is set by an administrator is signed out by that; the old phone leads nowhere', async () => {
    const browser = issuing.browser();
    const token = await issuing.signIn(browser, phone(2));
    await seconds(1);
    const corrects = (who: string, body: object) => city.person(who).post('/v1/people/person-speaker-002/correction', body);
    // Neither the number in the pool nor another name changes how one signs in.
    await corrects('union-qingshanhu-head', { phone: '199-0000-0202' });
    await corrects('union-qingshanhu', { name: '示例王更正', phone: '19000000002' });
    expect(await issuing.apiSays(token)).toBe(200);
    expect((await corrects('union-qingshanhu', { phone: '199-0000-0203' })).status).toBe(200);
    expect(await issuing.apiSays(token)).toBe(401);
    expect(await issuing.comesBack(browser)).toBeUndefined();
    await seconds(1);
    expect(await issuing.apiSays(await issuing.signIn(issuing.browser(), '199-0000-0203'))).toBe(200);
  });
});

describe('what was proven before is worth nothing after', () => {
  test('a code of the client', async () => {
    const browser = issuing.browser();
    const { page, verifier } = await issuing.asksForCode(browser, phone(13));
    const done = await browser.submit(page, { code: await issuing.lastCode() });
    expect(new URL(done.url).searchParams.has('code')).toBe(true);
    await seconds(1);
    expect((await signsOut('union-city', 'person-speaker-013')).status).toBe(200);
    await expect(issuing.tokenFrom(done, verifier)).rejects.toThrow('invalid_grant');
  });

  test('a link’s page that was opened by a code', async () => {
    const visit = await city.person('school-donghu-02').asksFor({ slots: [on('2026-03-18')], speakerId: 'speaker-001' });
    await city.person('union-donghu').approves(visit, { reserves: [] });
    const { id } = await city.person('employer-01').task(visit, 'employer-release');
    const visitor = await Visitor.of(city, id, 'union-qingshanhu');
    expect((await visitor.enters()).status).toBe(303);
    const asks = 'name="outcome"';
    expect((await visitor.get()).text).toContain(asks);
    await seconds(1);
    const whose = sampleCities()[0]!.people.find((each) => each.phone?.replaceAll('-', '') === visitor.phone)!.id;
    expect((await signsOut('union-city', whose)).status).toBe(200);
    expect((await visitor.get()).text).not.toContain(asks);
    expect((await visitor.submit({ outcome: 'release' })).status).toBe(401);
    await seconds(61);
    expect((await visitor.enters()).status).toBe(303);
    expect((await visitor.get()).text).toContain(asks);
  });
});
