import { afterAll, beforeAll, expect, test } from 'vitest';
import { SampleCity } from '../../demo/sample-city.ts';
import { standing, transitionsOf } from './machine.ts';
import { goesOn, happened, on } from './way.ts';

let city: SampleCity;
beforeAll(async () => {
  city = await SampleCity.begin('2026-03-02T09:00:00+08:00');
});
afterAll(() => city?.end());

test('three speakers, retired, employed and with two employers: each seat goes its own way, at most 5 transitions more', async () => {
  const school = city.person('school-gaoxin-05');
  const visit = await school.asksFor({ speakersWanted: 3, slots: [on('2026-03-06')] });
  const team = ['speaker-002', 'speaker-001', 'speaker-003'];
  await city.person('union-gaoxin').approves(visit, { speakers: team });
  expect((await school.visit(visit)).seats).toMatchObject([
    { seat: 1, speakerId: 'speaker-002', status: 'awaiting-speaker', releases: [] },
    { seat: 2, speakerId: 'speaker-001', status: 'awaiting-release', releases: [{ employerId: 'employer-01' }] },
    {
      seat: 3,
      speakerId: 'speaker-003',
      status: 'awaiting-release',
      releases: [{ employerId: 'employer-01' }, { employerId: 'employer-02' }],
    },
  ]);
  // Nobody waits for the others' employers.
  await city.person('speaker-002').confirms(visit, 'speaker-confirmation');
  expect(await standing(city, visit)).toBe('awaiting-release');
  const asked = (await city.person('employer-01').inbox()).map(({ seat, speakers }) => [seat, speakers[0].id]);
  expect(asked.sort()).toEqual([
    [2, 'speaker-001'],
    [3, 'speaker-003'],
  ]);
  expect(await school.inbox()).toEqual([]);
  await goesOn(city, visit, 'closed');
  // One seat: 17. The seats without an employer and with two make up for each other.
  expect(await transitionsOf(city, visit)).toBeLessThanOrEqual(17 + 2 * 5);
  const types = await happened(city, visit);
  const count = (wanted: string) => types.filter((type) => type === wanted).length;
  expect([count('employer-released'), count('speaker-confirmed'), count('school-confirmed')]).toEqual([3, 3, 1]);
  const { body } = await school.get('/v1/reports/statistics?unit=gaoxin&month=2026-03');
  expect(body.rows).toHaveLength(1);
  expect(body.rows[0][6].split('、')).toHaveLength(3);
});

test('one of two speakers declines: the other one stays, and the union is asked for the open seat only', async () => {
  const school = city.person('school-jingkai-02');
  const union = city.person('union-jingkai');
  const friday = on('2026-03-13');
  const visit = await school.asksFor({ speakersWanted: 2, slots: [friday, on('2026-03-16')] });
  await union.approves(visit, { speakers: ['speaker-004', 'speaker-002'], reserves: [] });
  await city.person('speaker-004').confirms(visit, 'speaker-confirmation');
  await city.person('speaker-002').declines(visit, 'speaker-confirmation', { reasonCode: 'unwell' });

  expect(await standing(city, visit)).toBe('awaiting-union');
  const { seats, slot } = await school.visit(visit);
  expect(Date.parse(slot.start)).toBe(Date.parse(friday.start));
  expect(seats).toMatchObject([{ speakerId: 'speaker-004', status: 'agreed', round: 1 + 1 }, { status: 'proposed' }]);
  expect([undefined, 'speaker-002', 'speaker-004']).not.toContain(seats[1].speakerId);
  const { id } = await union.task(visit, 'union-approval');
  const task = (await union.get(`/v1/tasks/${id}`)).body;
  expect(task.openSeats).toEqual([2]);
  expect(task.shortlist.map((speaker: { id: string }) => speaker.id)).not.toContain('speaker-002');
  expect(task.shortlist.map((speaker: { id: string }) => speaker.id)).not.toContain('speaker-004');
  // Whoever has agreed is kept for this visit, whoever declined is free for others.
  const other = (speakerId: string) =>
    city.person('school-jingkai-01').asksFor({ speakerId, speakerRequired: true, slots: [friday], levels: ['primary-upper'] });
  expect(await standing(city, await other('speaker-004'))).toBe('unmatched');
  expect(await standing(city, await other('speaker-002'))).toBe('awaiting-union');
  // Whoever declined is not asked again, not even by name.
  const again = await union.post(`/v1/tasks/${id}/decision`, { outcome: 'approve', speakers: ['speaker-002'] });
  expect(again).toMatchObject({ status: 422, body: { errors: [{ path: 'speakers.0', code: 'excluded' }] } });

  await goesOn(city, visit, 'confirmed');
  expect((await happened(city, visit)).filter((type) => type === 'speaker-confirmed')).toHaveLength(2);
  expect((await school.visit(visit)).seats[0]).toMatchObject({ speakerId: 'speaker-004', status: 'agreed' });
});

test('two employers of one seat may answer at once, as may three speakers', async () => {
  const visit = await city.person('school-wanli-02').asksFor({ speakersWanted: 3, slots: [on('2026-03-20')] });
  await city.person('union-wanli').approves(visit, { speakers: ['speaker-003', 'speaker-007', 'speaker-008'] });
  const all = (kind: string, people: string[], outcome: string) =>
    Promise.all(
      people.map(async (who) => {
        const { id } = await city.person(who).task(visit, kind);
        return (await city.person(who).post(`/v1/tasks/${id}/decision`, { outcome })).status;
      }),
    );
  const employers = ['employer-01', 'employer-02', 'employer-04', 'employer-05'];
  expect(await all('employer-release', employers, 'release')).toEqual([200, 200, 200, 200]);
  await city.settle();
  const speakers = ['speaker-003', 'speaker-007', 'speaker-008'];
  expect(await all('speaker-confirmation', speakers, 'confirm')).toEqual([200, 200, 200]);
  await city.settle();
  expect(await standing(city, visit)).toBe('awaiting-school');
});
