import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Json } from '../../demo/actor.ts';
import { SampleCity } from '../../demo/sample-city.ts';
import { executionsOf, standing } from './machine.ts';
import { happened, on } from './way.ts';

/** On Monday, 28 December 2026, when nobody knows the holidays of 2027 yet. */
let city: SampleCity;
beforeAll(async () => {
  city = await SampleCity.begin('2026-12-28T09:00:00+08:00', { telling: true });
});
afterAll(() => city?.end());

const MINUTE = 60_000;
/** Until the sweep has been round. */
const swept = () => city.until(city.now() + 20 * MINUTE);
const changes = (body: object, etag?: string) =>
  city.person('union-city').post('/v1/policy', body, etag === undefined ? {} : { 'if-match': etag });
const days = (figure: number, openTasks = 'move') => ({ changes: { workingDays: { 'union-approval': figure } }, openTasks });
const at = (text: string) => new Date(`${text.replace(' ', 'T')}:00+08:00`).toISOString();
const until = (dueAt: string, expiresAt: string) => ({ dueAt: at(dueAt), expiresAt: at(expiresAt) });
const question = (visit: string) => city.person('union-donghu').task(visit, 'union-approval');
const moved = async (visit: string) =>
  (await city.person('school-donghu-02').timeline(visit)).filter(({ type }: Json) => type === 'deadline-moved');

const newYear = { holidays: ['2027-01-01', '2027-01-02', '2027-01-03'], workdays: [] };
const enters = { changes: { calendar: { 2027: newYear } }, openTasks: 'move' };
let visit: string;

test('a date over the year’s end is provisional as long as the next year is not announced', async () => {
  visit = await city.person('school-donghu-02').asksFor({ slots: [on('2027-03-10')] });
  // Tue, Wed, Thu; then, as far as anybody knows, Fri 1 and Mon 4 January.
  const provisional = { ...until('2026-12-31 18:00', '2027-01-04 18:00'), provisional: true };
  expect(await question(visit)).toMatchObject(provisional);
  const { headers, body } = await city.person('union-donghu').get('/v1/policy');
  expect([headers.get('etag'), body.version, body.years]).toEqual(['"1"', 1, { entered: [], provisional: ['2027'] }]);
});

test('the city’s union sees what the announced year means, and enters it: the open question moves with it', async () => {
  const { id } = await question(visit);
  const preview = await city.person('union-city').post('/v1/policy/preview', enters);
  const [from, to] = [until('2026-12-31 18:00', '2027-01-04 18:00'), until('2026-12-31 18:00', '2027-01-05 18:00')];
  const task = { taskId: id, kind: 'union-approval', partyId: 'union-donghu', visitId: visit, from, to, expiresNow: false };
  expect(preview.body).toEqual({ version: 1, fields: ['calendar.2027'], tasks: [task], unchanged: 0 });
  expect(await question(visit)).toMatchObject(from);

  const { status, headers, body } = await changes(enters, '"1"');
  expect([status, headers.get('etag'), body.years]).toEqual([200, '"2"', { entered: ['2027'], provisional: [] }]);
  await swept();
  const now = await question(visit);
  expect(now).toMatchObject(to);
  expect(now).not.toHaveProperty('provisional');
  // Whoever is asked is told, once.
  const { notices } = (await city.person('union-donghu').get('/v1/notices')).body;
  expect(notices.map(({ kind }: Json) => kind)).toEqual(['deadline-moved', 'asked']);
  expect(notices[0]).toMatchObject({ taskId: id, zh: { title: '期限有变：工会审批' } });
  expect(await moved(visit)).toMatchObject([{ zh: '办理期限调整：工会审批', data: { from, to, step: 'union-approval' } }]);
});

test('what is sent again changes nothing; what rests on an older version is refused; others may not', async () => {
  expect(await changes(days(1), '"1"')).toMatchObject({ status: 412, body: { type: 'stale-version' } });
  expect((await changes(enters)).body.version).toBe(2);
  for (const who of ['school-donghu-02', 'union-donghu', 'education-city']) {
    expect((await city.person(who).post('/v1/policy', days(1))).status).toBe(403);
    expect((await city.person(who).post('/v1/policy/preview', days(1))).status).toBe(403);
  }
  const night = { changes: { workingHours: { from: '18:00', to: '08:00' } }, openTasks: 'keep' };
  expect((await changes(night)).body.errors).toMatchObject([{ path: 'changes.workingHours.to', code: 'end-before-start' }]);
});

test('fewer days for the union, also for open questions: its superior comes sooner, and silence counts sooner', async () => {
  expect((await changes(days(1), '"2"')).body.version).toBe(3);
  await swept();
  expect(await question(visit)).toMatchObject(until('2026-12-29 18:00', '2026-12-31 18:00'));
  expect(await moved(visit)).toHaveLength(2);
  await city.until(Date.parse('2026-12-29T18:01:00+08:00'));
  expect((await city.person('union-city').inbox()).map(({ visitId }: Json) => visitId)).toEqual([visit]);
  await city.until(Date.parse('2026-12-31T18:20:00+08:00'));
  expect(await standing(city, visit)).toBe('expired');
  expect((await happened(city, visit)).filter((type) => type === 'step-expired')).toHaveLength(1);
});

test('more days, also for open questions: nothing expires before the new date, and one answer counts', async () => {
  const later = await city.person('school-donghu-02').asksFor({ slots: [on('2027-03-17')] });
  // Mon 4 January; then Tue, Wed.
  expect(await question(later)).toMatchObject(until('2027-01-04 18:00', '2027-01-06 18:00'));
  await changes(days(5));
  await swept();
  expect(await question(later)).toMatchObject(until('2027-01-08 18:00', '2027-01-12 18:00'));
  await city.until(Date.parse('2027-01-07T09:00:00+08:00'));
  expect(await city.person('union-city').inbox()).toEqual([]);
  await city.person('union-donghu').approves(later);
  expect(await standing(city, later)).toBe('awaiting-release');
  expect((await executionsOf(city, later)).map(({ status }) => status)).toEqual(['RUNNING']);
});

test('what the city’s union changed is in its own trail, and the histories of the visits are whole', async () => {
  const { body } = await city.person('union-city').get('/v1/audit?organisation=union-city&month=2026-12');
  const facts = body.entries.filter(({ type }: Json) => type === 'policy-changed').map(({ data }: Json) => data);
  expect(facts).toMatchObject([
    { from: 1, to: 2, fields: ['calendar.2027'], openTasks: 'move' },
    { from: 2, to: 3, fields: ['workingDays.union-approval'] },
    { from: 3, to: 4 },
  ]);
  const trail = await city.person('union-city').get(`/v1/audit?visit=${visit}`);
  expect(trail.body.entries.map(({ type }: Json) => type)).toContain('deadline-moved');
  expect(trail.body).not.toHaveProperty('broken');
});
