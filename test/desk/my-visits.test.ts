import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { SampleCity } from '../../demo/sample-city.ts';
import { ownVisits, yearIn } from '../../functions/desk/my-visits/own-visits.ts';
import { agreedVisit } from '../support/agreed.ts';
import { deskOf } from '../support/desk.ts';

let city: SampleCity;
let desk: ReturnType<typeof deskOf>;
beforeAll(async () => {
  city = await SampleCity.begin('2026-03-02T09:00:00+08:00');
  desk = deskOf(city);
});
afterAll(() => city.end());

const SCHOOL = 'school-city-schools-01';
const OTHER = 'school-city-schools-02';
const at = (days: number) => ({ slots: [city.slot(days)] });

describe('a speaker', () => {
  test('finds first what waits for an answer, then where to go, with the contact’s number once all have agreed', async () => {
    const browser = await desk.as('speaker-002');
    expect((await browser.open('/desk/my-visits')).text).toContain('没有已安排的活动');
    const asked = await city.person(SCHOOL).asksFor({ speakerId: 'speaker-002', speakerRequired: true, ...at(20) });
    await city.person((await city.person(SCHOOL).visit(asked)).union).approves(asked);
    const waiting = (await browser.open('/desk/my-visits')).text;
    expect(waiting.indexOf('等您答复')).toBeLessThan(waiting.indexOf('接下来'));
    expect(waiting).toContain('去答复');
    await city.person('speaker-002').confirms(asked, 'speaker-confirmation');
    const agreed = (await browser.open('/desk/my-visits')).text;
    expect(agreed).not.toContain('等您答复');
    expect(agreed).toContain(`href="/desk/visits/${asked}"`);
    const { contact } = await city.person('speaker-002').visit(asked);
    expect(contact.phone).toBeDefined();
    expect(agreed).toContain(contact.phone);
    const early = await agreedVisit(city, OTHER, 'speaker-002', { ...at(17), topics: ['safety'] });
    const both = (await browser.open('/desk/my-visits')).text;
    expect(both.indexOf(`/desk/visits/${early}"`)).toBeLessThan(both.indexOf(`/desk/visits/${asked}"`));
  });

  test('takes a visit into a calendar; nobody else does', async () => {
    const { visits } = (await city.person('speaker-002').get('/v1/visits')).body;
    const path = `/desk/visits/${visits[0].id}/calendar.ics`;
    const file = await (await desk.as('speaker-002')).open(path);
    expect([file.status, file.headers.get('content-type')]).toEqual([200, expect.stringContaining('text/calendar')]);
    expect(file.headers.get('content-disposition')).toMatch(/^attachment; filename=".+\.ics"$/);
    expect(file.text).toContain('BEGIN:VEVENT');
    expect((await (await desk.as('speaker-004')).open(path)).status).toBe(404);
  });

  test('withdraws with a reason after having read what happens then', async () => {
    const browser = await desk.as('speaker-002');
    const { visits } = (await city.person('speaker-002').get('/v1/visits')).body;
    const { id, seats } = visits[0];
    const [{ seat }] = seats;
    const link = `/desk/visits/${id}/withdraw?seat=${seat}`;
    expect((await browser.open(`/desk/visits/${id}`)).text).toContain(`href="${link}"`);
    expect((await (await desk.as(OTHER)).open(`/desk/visits/${id}`)).text).not.toContain('/withdraw');
    const page = await browser.open(link);
    expect(page.text).toContain('退出以后');
    const form = { csrf: desk.csrfOf(page), seat: String(seat), own: 'yes' };
    const without = await desk.post(browser, link, { ...form, text: '<script>摔伤</script>' });
    expect(without.status).toBe(422);
    expect(without.text).toMatch(/id="reasonCode-error"/);
    expect(without.text).toContain('&#60;script&#62;摔伤&#60;/script&#62;');
    const done = await desk.post(browser, link, { ...form, reasonCode: 'unwell', text: '摔伤' });
    expect(new URL(done.url).pathname).toBe('/desk/my-visits');
    // The school had wanted nobody else.
    expect(done.text).toContain('已退出');
    expect(done.text).toContain('这次活动因此不再举办');
    expect(done.text).not.toContain('其他人选接替');
    await city.settle();
    expect(done.text).not.toContain(`/desk/visits/${id}"`);
    expect((await city.person(OTHER).timeline(id)).map(({ type }) => type)).toContain('withdrawn');
  });
});

test('an employer takes its release back; who only was told cannot', async () => {
  const id = await agreedVisit(city, SCHOOL, 'speaker-001', at(21));
  const browser = await desk.as('employer-01');
  const visit = await browser.open(`/desk/visits/${id}`);
  expect(visit.text).toContain('收回对');
  const page = await browser.open(`/desk/visits/${id}/withdraw?seat=1`);
  const done = await desk.post(browser, `/desk/visits/${id}/withdraw`, {
    csrf: desk.csrfOf(page),
    seat: '1',
    reasonCode: 'work',
  });
  expect(new URL(done.url).pathname).toBe('/desk/staff');
  expect((await city.person(SCHOOL).visit(id)).status).toBe('unmatched');
  expect(done.text).toContain('已收回同意');
  expect(done.text).toContain('这次活动因此不再举办');
  expect(done.text).not.toContain('已退出，');
  const late = await desk.post(browser, `/desk/visits/${id}/withdraw`, {
    csrf: desk.csrfOf(page),
    seat: '1',
    reasonCode: 'work',
    text: '车间<b>赶工</b>',
  });
  expect([late.status, late.text.includes('role="alert"')]).toEqual([409, true]);
  expect(late.text).toContain('未提交');
  expect(late.text).toContain('车间&#60;b&#62;赶工');
});

test('where others may come, whoever withdraws hears that they are asked; what was written too late is not lost', async () => {
  const school = city.person(OTHER);
  const id = await school.asksFor({ speakerId: 'speaker-006', topics: ['safety'], ...at(24) });
  await city.person((await school.visit(id)).union).approves(id, { speakers: ['speaker-006'] });
  const browser = await desk.as('speaker-006');
  const path = `/desk/visits/${id}/withdraw`;
  const form = { csrf: desk.csrfOf(await browser.open(`${path}?seat=1`)), seat: '1', own: 'yes', reasonCode: 'unwell' };
  const done = await desk.post(browser, path, form);
  expect(done.text).toContain('正在请其他人选接替');
  await city.settle();
  const late = await desk.post(browser, path, { ...form, text: '已住院' });
  expect(late.status).toBeGreaterThanOrEqual(400);
  expect(late.text).toMatch(/未提交[\s\S]*已住院/);
});

describe('who is said not to have come', () => {
  test('contests it, and the union settles it; then it stands in the year', async () => {
    const id = await agreedVisit(city, SCHOOL, 'speaker-002', at(10));
    await city.days(11);
    await city
      .person(SCHOOL)
      .submits(id, { speakersPresent: ['speaker-006'], absent: [{ speakerId: 'speaker-002', reasonCode: 'unknown' }] });
    await city.settle();
    const speaker = await desk.as('speaker-002');
    const mine = (await speaker.open('/desk/my-visits')).text;
    expect(mine).toContain('共 0 场，0 小时');
    expect(mine).toContain('记录为未到场');
    expect((await speaker.open(`/desk/visits/${id}`)).text).toContain('学校记录：未到场');
    const path = `/desk/visits/${id}/absence`;
    const page = await speaker.open(`${path}?speaker=speaker-002`);
    const form = { csrf: desk.csrfOf(page), speaker: 'speaker-002', action: 'contest' };
    expect((await desk.post(speaker, path, { ...form, text: ' ' })).text).toMatch(/id="text-error"/);
    const contested = await desk.post(speaker, path, { ...form, text: '我到了，<b>门卫</b>可以作证' });
    expect(contested.text).toContain('已提出异议');
    expect(contested.text).not.toContain('<textarea');
    const { union } = await city.person(SCHOOL).visit(id);
    const officer = await desk.as(union);
    const settling = await officer.open(`${path}?speaker=speaker-002`);
    const settled = { csrf: desk.csrfOf(settling), speaker: 'speaker-002', action: 'settle', outcome: 'came' };
    const refused = await desk.post(officer, path, settled);
    // Who approved is of the union, and settles as the union.
    expect(refused.text).toContain('工会认定：已到场');
    expect((await speaker.open('/desk/my-visits')).text).toContain('共 1 场，1.5 小时');
    expect((await (await desk.as(SCHOOL)).open(`${path}?speaker=speaker-002`)).text).not.toContain(
      '<form method="post" action="/desk/visits',
    );
    expect((await (await desk.as('speaker-004')).open(`${path}?speaker=speaker-002`)).status).toBe(404);
  });

  test('has it entered by the union of the pool, which says how it was told', async () => {
    const id = await agreedVisit(city, OTHER, 'speaker-004', { ...at(10), topics: ['ceramics'] });
    await city.days(11);
    await city
      .person(OTHER)
      .submits(id, { speakersPresent: ['speaker-006'], absent: [{ speakerId: 'speaker-004', reasonCode: 'unwell' }] });
    const union = await desk.as('union-wanli');
    const path = `/desk/visits/${id}/absence`;
    const page = await union.open(`${path}?speaker=speaker-004`);
    const form = { csrf: desk.csrfOf(page), speaker: 'speaker-004', action: 'contest', text: '示例：本人来电' };
    expect((await desk.post(union, path, form)).text).toMatch(/id="channel-error"/);
    expect((await desk.post(union, path, { ...form, channel: 'phone' })).text).toContain('已提出异议');
    expect((await (await desk.as('union-gaoxin')).open(`${path}?speaker=speaker-004`)).status).toBe(404);
  });
});

test('of a speaker’s visits those count that took place, and that they attended', () => {
  const visit = (status: string, day: string, absence?: object) => ({
    ...{ status, slot: { start: `2026-03-${day}T01:00:00.000Z`, end: `2026-03-${day}T02:00:00.000Z` } },
    seats: [{ speakerId: 's', absence }],
  });
  const all = [
    visit('closed', '01'),
    visit('closed', '02', { state: 'told' }),
    visit('cancelled', '03'),
    visit('confirmed', '09'),
  ];
  const { upcoming, past, held } = ownVisits(all as never, 's', new Date('2026-03-05T00:00:00.000Z'));
  expect([upcoming.length, past.map(({ visit: { slot } }) => slot!.start.slice(8, 10)), held.length]).toEqual([
    1,
    ['02', '01'],
    1,
  ]);
  expect(ownVisits(all as never, undefined, new Date()).past).toEqual([]);
  expect([yearIn('2025'), yearIn('x'), yearIn(undefined)]).toEqual(['2025', undefined, undefined]);
});
