import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { SampleCity } from '../../demo/sample-city.ts';
import { executionsOf, standing, stepFunctions } from './machine.ts';
import { holdsOf } from './table.ts';
import { goesOn, happened, on } from './way.ts';

let city: SampleCity;
beforeAll(async () => {
  city = await SampleCity.begin('2026-03-02T09:00:00+08:00');
});
afterEach(() => city.cloud.faults.clear());
afterAll(() => city?.end());

/** What AWS itself may do to an execution: here an operator ends it. */
async function dies(visit: string): Promise<void> {
  const { executionArn } = (await executionsOf(city, visit)).at(-1);
  await stepFunctions(city, 'StopExecution', { executionArn, error: 'Test', cause: 'an execution dies' });
  await city.settle();
}

const runs = async (visit: string) =>
  (await executionsOf(city, visit)).map(({ name, status }) => [name.slice(visit.length), status]);

test.each([1, 2])('in bad weather (%i) every visit ends as in good weather, each thing once', async (seed) => {
  const schools = ['school-donghu-02', 'school-xihu-02', 'school-anyi-02', 'school-wanli-02'];
  const speakers = ['speaker-002', 'speaker-003', 'speaker-006', 'speaker-004'];
  const slot = on(`2026-03-${10 + 7 * seed}`);
  const wishes = schools.map((school, i) => [city.person(school), { speakerId: speakers[i], slots: [slot] }] as const);
  for (const [school] of wishes) await school.token();
  const struckBefore = city.cloud.faults.struck.length;
  city.cloud.faults.random({ seed, probability: 0.06, kinds: ['throttle', 'conflict', 'unavailable', 'lost-reply'] });
  const visits = await Promise.all(wishes.map(([school, wish], i) => persistently(school.id, wish, `weather-${seed}-${i}`)));
  for (const visit of visits) await inBadWeather(() => goesOn(city, visit, 'awaiting-school'));
  city.cloud.faults.clear();
  expect(city.cloud.faults.struck.length - struckBefore).toBeGreaterThan(5);
  // What waits for a retry by the clock gets its time.
  await city.until(city.now() + 3_600_000);

  const expected = ['requested', 'speakers-proposed', 'union-approved', 'speaker-confirmed', 'school-confirmed'];
  for (const [i, visit] of visits.entries()) {
    await goesOn(city, visit, 'confirmed');
    const types = (await happened(city, visit)).filter((type) => type !== 'employer-released');
    expect(types).toEqual(expected);
    expect((await holdsOf(city, speakers[i]!)).filter((hold) => hold.visit === visit)).toHaveLength(1);
    expect(await runs(visit)).toEqual([['-1-1', 'RUNNING']]);
    expect((await wishes[i]![0].get('/v1/visits')).body.visits).toHaveLength(seed);
  }
  expect(city.cloud.deadLetters()).toEqual([]);
});

/** Asks again with the same key, as a client does that was told to come again or heard nothing. */
async function persistently(who: string, wish: object, key: string): Promise<string> {
  for (let tries = 0; tries < 20; tries++) {
    const { status, body } = await city.person(who).post('/v1/visits', city.request({ ...wish }), { 'idempotency-key': key });
    if (status === 201) return body.id;
    expect([500, 503]).toContain(status);
  }
  throw new Error('asked twenty times in vain');
}

/** People come again when they are told that something went wrong, and so does their clock. */
async function inBadWeather(work: () => Promise<void>): Promise<void> {
  for (let tries = 0; tries < 40; tries++) {
    try {
      await work();
      return;
    } catch (error) {
      if (tries === 39) throw error;
      await city.until(city.now() + 60_000);
    }
  }
}

test('an execution that dies is followed by the next run, which takes over the open task', async () => {
  const school = city.person('school-jinxian-02');
  const visit = await school.asksFor({ speakerId: 'speaker-001', slots: [on('2026-04-10')] });
  const union = city.person('union-jinxian');
  const { id } = await union.task(visit, 'union-approval');
  await dies(visit);
  expect(await runs(visit)).toEqual([
    ['-1-1', 'ABORTED'],
    ['-1-2', 'RUNNING'],
  ]);
  expect((await union.inbox()).map((task) => task.id)).toEqual([id]);
  expect(await standing(city, visit)).toBe('awaiting-union');
  await union.approves(visit);
  const release = await city.person('employer-01').task(visit, 'employer-release');
  // It dies again, between two people's decisions: what was decided is not asked again.
  await dies(visit);
  expect(await standing(city, visit)).toBe('awaiting-release');
  expect(await union.inbox()).toEqual([]);
  expect((await city.person('employer-01').inbox()).map((task) => task.id)).toEqual([release.id]);
  await goesOn(city, visit, 'closed');
  expect(await happened(city, visit)).toEqual([
    ...['requested', 'speakers-proposed', 'execution-restarted', 'union-approved', 'execution-restarted'],
    ...['employer-released', 'speaker-confirmed', 'school-confirmed', 'statistics-submitted'],
  ]);
});

test('what was decided while no execution ran is not lost', async () => {
  const school = city.person('school-jinxian-02');
  const visit = await school.asksFor({ speakerId: 'speaker-008', slots: [on('2026-04-14')] });
  const { id } = await city.person('union-jinxian').task(visit, 'union-approval');
  const { executionArn } = (await executionsOf(city, visit)).at(-1);
  const stop = stepFunctions(city, 'StopExecution', { executionArn, error: 'Test', cause: 'dies while somebody decides' });
  const decision = city.person('union-jinxian').post(`/v1/tasks/${id}/decision`, { outcome: 'approve' });
  expect([(await decision).status, await stop]).toMatchObject([200, {}]);
  await city.settle();
  expect(await standing(city, visit)).toBe('awaiting-release');
  await goesOn(city, visit, 'confirmed');
});

test('when three runs have died an operator must look: the visit is stuck, and says so', async () => {
  const school = city.person('school-jinxian-02');
  const visit = await school.asksFor({ speakerId: 'speaker-007', slots: [on('2026-04-14')] });
  for (let run = 1; run <= 3; run++) await dies(visit);
  expect((await school.visit(visit)).status).toBe('stuck');
  expect((await runs(visit)).map(([, status]) => status)).toEqual(['ABORTED', 'ABORTED', 'ABORTED']);
  expect((await happened(city, visit)).slice(-3)).toEqual(['execution-restarted', 'execution-restarted', 'stuck']);
  expect(city.cloud.logs().join()).toContain('StuckVisits');
});

test('a function that fails for ten minutes is tried again, and the visit goes on', async () => {
  const school = city.person('school-jinxian-02');
  const { faults } = city.cloud;
  faults.next({ caller: caller('Match'), kind: 'unavailable', action: 'TransactWriteItems', times: 12 });
  const visit = await school.asksFor({ speakerId: 'speaker-006', slots: [on('2026-04-15')] });
  expect((await school.visit(visit)).status).toBe('requested');
  await city.until(city.now() + 1_200_000);
  expect(await standing(city, visit)).toBe('awaiting-union');
  expect(await runs(visit)).toEqual([['-1-1', 'RUNNING']]);
});

test('a function that fails for longer ends the execution: the next run begins again', async () => {
  const school = city.person('school-jinxian-02');
  city.cloud.faults.next({ caller: caller('Match'), kind: 'unavailable', action: 'TransactWriteItems', times: 1000 });
  const visit = await school.asksFor({ speakerId: 'speaker-006', slots: [on('2026-04-16')] });
  await city.until(city.now() + 700_000);
  expect(await runs(visit)).toEqual([
    ['-1-1', 'FAILED'],
    ['-1-2', 'RUNNING'],
  ]);
  city.cloud.faults.clear();
  await city.until(city.now() + 600_000);
  expect(await standing(city, visit)).toBe('awaiting-union');
  expect(await happened(city, visit)).toEqual(['requested', 'execution-restarted', 'speakers-proposed']);
});

test('a wake-up that is lost is sent again', async () => {
  const school = city.person('school-jinxian-02');
  const visit = await school.asksFor({ speakerId: 'speaker-004', slots: [on('2026-04-15')] });
  city.cloud.faults.next({ caller: caller('Wake'), kind: 'unavailable', action: 'SendTaskSuccess', times: 9 });
  const before = city.cloud.faults.struck.length;
  await city.person('union-jinxian').approves(visit);
  await city.until(city.now() + 600_000);
  expect(city.cloud.faults.struck.slice(before).map(({ action }) => action)).toEqual(Array(9).fill('SendTaskSuccess'));
  expect(await standing(city, visit)).toBe('awaiting-release');
});

const caller = (logicalId: string) => city.cloud.model.functions.find((each) => each.logicalId.startsWith(logicalId))!.name;
