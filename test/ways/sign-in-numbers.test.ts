import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { SampleCity } from '../../demo/sample-city.ts';
import { Issuing } from '../identity/issuing.ts';
import { messages, Visitor } from '../links/visitor.ts';
import { on } from './way.ts';

/** Whoever sets the number by which somebody signs in could sign in as them. */
let city: SampleCity;
let issuing: Issuing;
beforeAll(async () => {
  city = await SampleCity.begin('2026-03-02T09:00:00+08:00');
  issuing = new Issuing(city);
});
afterAll(() => city?.end());

const CLERK = 'union-qingshanhu-head'; // acts for the union of the pool, and administers nothing
const ADMINISTRATOR = 'union-qingshanhu';
const corrects = (who: string, whom: string, body: object) =>
  city.person(who).post(`/v1/people/person-${whom}/correction`, body);
const numbersOf = async (speaker: string) => {
  const { body } = await city.person(ADMINISTRATOR).get(`/v1/people/person-${speaker}/data`);
  return [body.person.phone, body.speaker.phone];
};
/** What of this kind came to a number, however that is written. */
const got = async (number: string, what: string) =>
  (await messages(city)).filter(({ kind, to }) => kind === what && to.replaceAll('-', '') === number.replaceAll('-', ''));
const told = (number: string) => got(number, 'number-changed');
/** As whom a phone signs in; undefined for nobody. */
async function signsInAs(phone: string): Promise<string | undefined> {
  const browser = issuing.browser();
  const { page, verifier } = await issuing.asksForCode(browser, phone);
  const [sent] = await got(phone, 'one-time-code');
  if (!sent) return undefined;
  const token = await issuing.tokenFrom(await browser.submit(page, { code: /\d{6}/.exec(sent.text.zh)![0] }), verifier);
  const me = await city.call('GET', '/v1/people/me', undefined, { authorization: `Bearer ${token}` });
  return me.body.id;
}

describe('a union that looks after a pool entry, and no more', () => {
  test('corrects the number in the pool, by which nobody signs in', async () => {
    const { status, body } = await corrects(CLERK, 'speaker-001', { phone: '199-0000-0101' });
    expect([status, body.corrected]).toEqual([200, ['poolPhone']]);
    expect(await numbersOf('speaker-001')).toEqual(['190-0000-0001', '199-0000-0101']);
    expect(await signsInAs('199-0000-0101')).toBeUndefined();
    expect(await signsInAs('190-0000-0001')).toBe('person-speaker-001');
    expect((await city.person('speaker-001').get('/v1/tasks')).status).toBe(200);
    expect(await told('190-0000-0001')).toEqual([]);
    expect((await city.person(ADMINISTRATOR).get('/v1/speakers/speaker-001')).body.phone).toBe('199-0000-0101');
  });

  test('learns from it neither whose a number is nor that it is somebody’s', async () => {
    expect((await corrects(CLERK, 'speaker-002', { phone: '190-0000-3008' })).body.corrected).toEqual(['poolPhone']);
    const all = await corrects(CLERK, 'speaker-002', { phone: '199-0000-0102', name: '示例王更正', biography: '示例' });
    expect(all.body.corrected).toEqual(['name', 'poolPhone', 'biography']);
  });

  test('does not decide with it: the codes of links go to the phone by which the speaker signs in', async () => {
    const visit = await city.person('school-donghu-02').asksFor({ slots: [on('2026-03-18')], speakerId: 'speaker-001' });
    await city.person('union-donghu').approves(visit, { reserves: [] });
    await city.person('employer-01').releases(visit);
    const { id } = await city.person('speaker-001').task(visit, 'speaker-confirmation');
    const visitor = await Visitor.of(city, id, CLERK);
    expect(visitor.phone.replaceAll('-', '')).toBe('19000000001');
    expect((await visitor.get()).text).toContain('尾号 01');
    await city.until(city.now() + 16 * 60_000);
    expect((await visitor.enters()).status).toBe(303);
    for (const kind of ['task-link', 'one-time-code']) expect(await got('199-0000-0101', kind)).toEqual([]);
  });
});

describe('a number by which somebody signs in that an administrator sets', () => {
  test('signs them in from then on, and the number before is told by whom', async () => {
    const { status, body } = await corrects(ADMINISTRATOR, 'speaker-003', { phone: '199-0000-0103' });
    expect([status, body.corrected]).toEqual([200, ['phone', 'poolPhone']]);
    expect(await numbersOf('speaker-003')).toEqual(['199-0000-0103', '199-0000-0103']);
    // Whatever is of the second in which they were signed out counts as before it.
    await city.until(city.now() + 1000);
    expect(await signsInAs('190-0000-0003')).toBeUndefined();
    expect(await signsInAs('199-0000-0103')).toBe('person-speaker-003');
    const [message, ...more] = await told('190-0000-0003');
    expect(message.text.zh).toMatch(/您本人或.*青山湖区总工会.*的管理员已更改您的登录手机号码/);
    expect(message.text.en).toContain('changed the number by which you sign in');
    expect([more, await told('199-0000-0103')]).toEqual([[], []]);
  });

  test('is told of once: the same number again changes nothing, and of somebody without a pool entry there is only one', async () => {
    await corrects(ADMINISTRATOR, 'speaker-003', { phone: '19900000103' });
    expect(await told('199-0000-0103')).toEqual([]);
    const { body } = await corrects('union-xihu', 'school-xihu-01-2', { phone: '199-0000-0104' });
    expect(body.corrected).toEqual(['phone']);
    expect(await told('190-0000-4009')).toHaveLength(1);
  });

  test('is told of where somebody sets their own, too: it may be a stolen session that does', async () => {
    const { body } = await corrects('speaker-005', 'speaker-005', { phone: '199-0000-0105' });
    expect(body.corrected).toEqual(['phone', 'poolPhone']);
    const [message, ...more] = await told('190-0000-0005');
    expect([message.text.zh, more]).toEqual([expect.stringMatching(/您本人或.*青山湖区总工会.*的管理员/), []]);
    expect(message.text.en).toContain('changed the number by which you sign in');
    expect(await told('199-0000-0105')).toEqual([]);
    const taken = await corrects(ADMINISTRATOR, 'speaker-003', { phone: '199-0000-0105' });
    expect([taken.status, taken.body.type]).toEqual([409, 'phone-taken']);
    expect(await told('199-0000-0103')).toEqual([]);
    // Whom to call is the organisation for which they act.
    await corrects('school-donghu-01-2', 'school-donghu-01-2', { phone: '199-0000-0106' });
    const [ofSchool] = await told('190-0000-4008');
    const { name } = (await city.person('school-donghu-01').get('/v1/organisations/school-donghu-01')).body;
    expect(ofSchool.text.zh).toContain(`您本人或${name}的管理员`);
  });
});
