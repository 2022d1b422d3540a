import { afterAll, beforeAll, expect, test } from 'vitest';
import { SampleCity } from '../../demo/sample-city.ts';
import { standing, transitionsOf } from './machine.ts';
import { goesOn, happened, on } from './way.ts';

let city: SampleCity;
beforeAll(async () => {
  city = await SampleCity.begin('2026-03-02T09:00:00+08:00');
});
afterAll(() => city?.end());

test('one speaker, all goes well: everybody is asked in turn, and the month has its row', async () => {
  const school = city.person('school-city-schools-01');
  const friday = on('2026-03-06');
  const asked = await school.post('/v1/visits', city.request({ speakerId: 'speaker-001', slots: [friday] }));
  expect(asked).toMatchObject({
    status: 201,
    body: { status: 'requested', union: 'union-education', seats: [{ status: 'open' }] },
  });
  const visit = asked.body.id;
  expect(asked.headers.get('location')).toBe(`/v1/visits/${visit}`);
  await city.settle();

  expect(await standing(city, visit)).toBe('awaiting-union');
  await city.person('union-education').approves(visit);
  expect(await standing(city, visit)).toBe('awaiting-release');
  expect((await school.visit(visit)).seats).toEqual([
    {
      seat: 1,
      speakerId: 'speaker-001',
      speakerName: '示例张001',
      status: 'awaiting-release',
      round: 1,
      releases: [{ employerId: 'employer-01', need: 'required' }],
    },
  ]);
  await city.person('employer-01').releases(visit);
  expect(await standing(city, visit)).toBe('awaiting-release');
  expect((await school.visit(visit)).seats[0].status).toBe('awaiting-speaker');
  await city.person('speaker-001').confirms(visit, 'speaker-confirmation');
  expect(await standing(city, visit)).toBe('awaiting-school');
  await school.confirms(visit, 'school-confirmation');
  expect(await standing(city, visit)).toBe('confirmed');

  await city.until(friday.start);
  expect(await standing(city, visit)).toBe('confirmed');
  expect(await school.inbox()).toEqual([]);
  await city.until(friday.end);
  expect(await standing(city, visit)).toBe('awaiting-statistics');
  expect((await school.visit(visit)).statistics).toEqual({ state: 'due' });
  await school.submits(visit);
  expect(await standing(city, visit)).toBe('closed');
  expect((await school.visit(visit)).statistics).toEqual({ state: 'submitted' });

  const timeline = await school.timeline(visit);
  expect(timeline.map(({ type, by }) => [type, by?.role])).toEqual([
    ['requested', 'school'],
    ['speakers-proposed', undefined],
    ['union-approved', 'union'],
    ['employer-released', 'employer'],
    ['speaker-confirmed', 'speaker'],
    ['school-confirmed', 'school'],
    ['statistics-submitted', 'school'],
  ]);
  expect(timeline.map(({ at }) => at)).toEqual(timeline.map(({ at }) => at).sort());
  for (const { zh, en } of timeline)
    expect([zh, en]).toEqual([expect.stringMatching(/[一-鿿]/), expect.stringMatching(/^[A-Z]/)]);

  expect(await transitionsOf(city, visit)).toBeLessThanOrEqual(17);
  const report = await school.get('/v1/reports/statistics?unit=city-schools&month=2026-03');
  const [row] = report.body.rows;
  expect(row.slice(3, 8)).toEqual(['2026年3月6日', '示例第一中学', '初中', '示例张001(全国劳动模范)', 45]);
  expect(report.body).toMatchObject({ rows: { length: 1 }, missing: [] });
});

test('whoever is retired needs no release', async () => {
  const visit = await city.person('school-donghu-02').asksFor({ speakerId: 'speaker-002', slots: [on('2026-03-13')] });
  await goesOn(city, visit, 'confirmed');
  expect(await happened(city, visit)).not.toContain('employer-released');
});

test('of two employers each is asked, and the speaker only after both', async () => {
  const visit = await city.person('school-donghu-02').asksFor({ speakerId: 'speaker-003', slots: [on('2026-03-13')] });
  await city.person('union-donghu').approves(visit);
  await city.person('employer-02').releases(visit);
  expect(await city.person('speaker-003').inbox()).toEqual([]);
  await city.person('employer-01').releases(visit);
  expect(await city.person('speaker-003').inbox()).toMatchObject([{ visitId: visit, kind: 'speaker-confirmation' }]);
  expect(await standing(city, visit)).toBe('awaiting-release');
  await city.person('speaker-003').confirms(visit, 'speaker-confirmation');
  expect(await standing(city, visit)).toBe('awaiting-school');
});

test('a visit at the weekend is outside working hours: the employer sees it and is not asked', async () => {
  const saturday = [on('2026-03-14')];
  const visit = await city.person('school-xihu-02').asksFor({ speakerId: 'speaker-006', slots: saturday });
  await city.person('union-xihu').approves(visit);
  const employer = city.person('employer-03');
  expect(await employer.inbox()).toEqual([]);
  expect((await employer.visit(visit)).seats[0]).toMatchObject({
    status: 'awaiting-speaker',
    releases: [{ employerId: 'employer-03', need: 'notice' }],
  });
  await goesOn(city, visit, 'confirmed');
  expect(await happened(city, visit)).not.toContain('employer-released');
});

test('the first wished hour at which the speaker is free is taken', async () => {
  const wished = [on('2026-03-13'), on('2026-03-16', '09:00', '10:00')];
  const visit = await city
    .person('school-donghu-01')
    .asksFor({ speakerId: 'speaker-002', speakerRequired: true, slots: wished });
  const { slot } = await city.person('school-donghu-01').visit(visit);
  expect(Date.parse(slot.start)).toBe(Date.parse('2026-03-16T09:00:00+08:00'));
});
