import ICAL from 'ical.js';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Json } from '../../demo/actor.ts';
import { SampleCity } from '../../demo/sample-city.ts';

/** One visit, as the people hear of it whom it concerns. */
let city: SampleCity;
let visit: string;
const SCHOOL = 'school-donghu-01';
const SPEAKER = 'speaker-006';
const EMPLOYER = 'employer-03';

beforeAll(async () => {
  city = await SampleCity.begin(undefined, { telling: true });
  const wishes = { email: 'school@example.com', immediate: ['sms', 'email'], digest: ['email'] };
  expect((await city.person(SCHOOL).patch('/v1/people/me/notices', wishes)).status).toBe(200);
  expect((await city.person(EMPLOYER).patch('/v1/people/me/notices', { language: 'en' })).status).toBe(200);
  visit = await city.person(SCHOOL).asksFor({ speakerId: SPEAKER });
});
afterAll(() => city?.end());

const told = async (who: string): Promise<Json[]> => (await city.person(who).get('/v1/notices')).body.notices;
const kinds = async (who: string) => (await told(who)).map(({ kind }) => kind);
/** What went out since the last look, oldest first. */
let looked = 0;
function sent(): Json[] {
  const all = [...city.cloud.providers.messages()].reverse();
  const news = all.slice(looked);
  looked = all.length;
  return news;
}

test('the union is asked at once, by a link to one plain page; who has asked need not be told so', async () => {
  const messages = sent();
  expect(messages.map(({ kind, route }) => [kind, route])).toEqual([
    ['asked', 'sms'],
    ['asked', 'sms'],
  ]);
  expect(messages[0].text).toMatch(/有一件“工会审批”事项待示例东湖区总工会办理：.*请在 3月5日 周四 18:00 前办理/);
  const page = await city.call('GET', new URL(messages[0].link).pathname);
  expect([page.status, page.body]).toEqual([200, expect.stringContaining('请您办理：工会审批')]);
  expect(await kinds(SCHOOL)).toEqual([]);
});

test('somebody stands in for the union’s officer: the question goes to them, who learns how much waits', async () => {
  const until = '2026-03-06T18:00:00+08:00';
  const body = { organisation: 'union-donghu', role: 'union', to: 'person-union-donghu-2', until };
  const { status } = await city.person('union-donghu').post('/v1/people/person-union-donghu/delegations', body);
  expect(status).toBe(200);
  await city.settle();
  expect(sent().map(({ kind, text }) => [kind, text])).toEqual([['standing-in', expect.stringContaining('1 件事项待办')]]);
  expect(await kinds('union-donghu-2')).toEqual(['standing-in', 'asked']);
});

test('who waits is reminded on the sweep’s time: the stand-in, not who is away; in the end the head and the superior', async () => {
  await city.until('2026-03-05T18:00:00+08:00');
  const reminders = sent().filter(({ kind }) => kind !== 'digest');
  expect(reminders.map(({ kind, title, at }) => [kind, title, at.slice(0, 16)])).toEqual([
    ['reminder', '提醒：工会审批还有一个工作日到期', '2026-03-04T00:30'],
    ['reminder', '提醒：工会审批今天到期', '2026-03-05T00:30'],
    ...Array.from({ length: 4 }, () => ['overdue', '已到期：工会审批', '2026-03-05T10:00']),
  ]);
  expect(await kinds('union-donghu-head')).toEqual(['overdue']);
  expect(await kinds('union-city')).toContain('overdue');
  expect(await kinds('union-donghu')).toEqual(['asked']);
});

test('the superior approves by its own right; the employer is asked in the language it chose, and the school hears in the morning', async () => {
  await city.person('union-city').approves(visit, { reserves: [] });
  const messages = sent();
  expect(messages.map(({ kind, text }) => [kind, text.slice(0, 20)])).toContainEqual(['asked', '“Employer release” w']);
  expect(await kinds(SCHOOL)).toEqual(['union-approved']);
  expect(messages.some(({ kind }) => kind === 'union-approved')).toBe(false);
  await city.until('2026-03-06T08:40:00+08:00');
  const mails = sent().filter(({ route }) => route === 'email');
  expect(mails).toMatchObject([{ to: 'school@example.com', title: '工会已批准' }]);
});

test('nobody is reminded of what is decided', async () => {
  await city.person(EMPLOYER).releases(visit);
  await city.person(SPEAKER).confirms(visit, 'speaker-confirmation');
  sent();
  await city.person(SCHOOL).confirms(visit, 'school-confirmation');
  expect(sent().some(({ kind }) => kind === 'reminder')).toBe(false);
});

describe('once it is confirmed', () => {
  test('both sides and the employer hear it, the school with a calendar file in its mail', async () => {
    for (const who of [SPEAKER, EMPLOYER]) expect(await kinds(who), who).toContain('confirmed');
    // Who has confirmed has nothing to be told.
    expect(await kinds(SCHOOL)).not.toContain('confirmed');
    expect(await kinds(`${SCHOOL}-head`)).toEqual([]);
  });

  test('a change reaches all, and the calendar by the same entry with a higher number', async () => {
    const { slot } = await city.person(SCHOOL).visit(visit);
    const later = (instant: string) => new Date(Date.parse(instant) + 1_800_000).toISOString();
    await city.person('union-donghu-2').changes(visit, 'shift', { start: later(slot.start), end: later(slot.end) });
    const mail = sent().find(({ title, route }) => title === '活动改期' && route === 'email')!;
    const page = await city.call('GET', new URL(mail.link).pathname);
    expect([page.status, page.body]).toEqual([200, expect.stringContaining('活动改期')]);
    const [file] = mail.attachments as Json[];
    const entry = (content: string) => new ICAL.Component(ICAL.parse(content)).getFirstSubcomponent('vevent')!;
    const moved = entry(file.content);
    expect(moved.getFirstPropertyValue('uid')).toContain(visit);
    await city.person(SPEAKER).confirms(visit, 'speaker-confirmation');
    await city.person(SCHOOL).confirms(visit, 'school-confirmation');
    const now = await city.person(SCHOOL).get(`/v1/visits/${visit}/calendar`);
    const confirmed = entry(now.body);
    expect(confirmed.getFirstPropertyValue('uid')).toBe(moved.getFirstPropertyValue('uid'));
    expect(Number(confirmed.getFirstPropertyValue('sequence'))).toBeGreaterThan(
      Number(moved.getFirstPropertyValue('sequence')),
    );
  });

  test('on the day before each side learns whom it meets, where, how many, and whom to call; the look is recorded', async () => {
    sent();
    const { slot, contact } = await city.person(SCHOOL).visit(visit);
    await city.until(Date.parse(slot.start) - 20 * 3_600_000);
    const bySms = sent().filter(({ kind, route }) => kind === 'briefing' && route === 'sms');
    expect(bySms.map(({ text }) => text)).toContainEqual(expect.stringContaining(contact.phone));
    expect(bySms.every(({ text }) => /地点：.*学生 45 人.*学校联系人：示例/.test(text))).toBe(true);
    const { entries } = (await city.person('union-donghu').get('/v1/audit?organisation=union-donghu&month=2026-03')).body;
    expect(entries.some(({ type, by }: Json) => type === 'numbers-seen' && by.person === `person-${SPEAKER}`)).toBe(true);
    // What stands in the inbox afterwards has no numbers.
    expect(JSON.stringify(await told(SPEAKER))).not.toContain(contact.phone);
  });
});

test('a channel that is away for a day loses nothing, and what gathered comes as one message that leads to a page', async () => {
  city.cloud.providers.away('sms', true);
  const { slot } = await city.person(SCHOOL).visit(visit);
  await city.until(Date.parse(slot.end) + 60_000);
  const other = await city.person(SCHOOL).asksFor({ slots: [city.slot(20)] });
  sent();
  await city.days(1);
  expect(sent().filter(({ route }) => route === 'sms')).toEqual([]);
  city.cloud.providers.away('sms', false);
  await city.days(0.5);
  const messages = sent().filter(({ route }) => route === 'sms');
  expect(messages.some(({ kind }) => kind === 'asked')).toBe(true);
  const digest = messages.find(({ kind }) => kind === 'digest');
  const page = digest && (await city.call('GET', new URL(digest.link).pathname));
  expect(page?.status ?? 200).toBe(200);
  await city.person(SCHOOL).cancels(other);
});

test('what was read counts as read; nobody sees another’s notices', async () => {
  const [newest] = await told(SCHOOL);
  expect(newest.read).toBe(false);
  expect((await city.person(SCHOOL).post('/v1/notices/read', { upTo: newest.at })).status).toBe(200);
  expect((await told(SCHOOL)).every(({ read }) => read)).toBe(true);
  const first = (await city.person(SCHOOL).get('/v1/notices?limit=1')).body;
  expect(first.notices).toHaveLength(1);
  const foreign = await city.person('school-xihu-02').get(`/v1/notices?limit=1&cursor=${encodeURIComponent(first.cursor)}`);
  expect(foreign.status).toBe(422);
});

test('what could not be delivered in days waits until the city’s union sends it on its way again', async () => {
  city.cloud.providers.away('sms', true);
  await city.person('school-donghu-02').cancels(await city.person('school-donghu-02').asksFor({ slots: [city.slot(30)] }));
  sent();
  await city.days(8);
  city.cloud.providers.away('sms', false);
  expect((await city.person('union-donghu').post('/v1/notices/redrive', {})).status).toBe(403);
  const { status, body } = await city.person('union-city').post('/v1/notices/redrive', {});
  expect([status, body.redriven > 0, body.more]).toEqual([200, true, false]);
  const audited = `/v1/audit?organisation=union-city&day=${new Date(city.now() + 8 * 3_600_000).toISOString().slice(0, 10)}`;
  const entries: Json[] = (await city.person('union-city').get(audited)).body.entries;
  expect(entries.filter(({ type }) => type === 'notices-redriven')).toMatchObject([
    { by: { person: 'person-union-city', role: 'union' }, data: { redriven: body.redriven } },
  ]);
  expect(sent().filter(({ kind }) => kind === 'cancelled')).toEqual([]);
  await city.days(0.5);
  expect(sent().some(({ kind, route }) => kind === 'cancelled' && route === 'sms')).toBe(true);
  expect((await city.person('union-city').post('/v1/notices/redrive', {})).body.redriven).toBe(0);
});

test('a link that leads nowhere says so', async () => {
  for (const reference of ['x', 'a'.repeat(43)]) expect((await city.call('GET', `/n/${reference}`)).status).toBe(404);
});
