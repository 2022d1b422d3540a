import { afterAll, beforeAll, expect, test } from 'vitest';
import { putInForce } from '../../demo/administrator.ts';
import { SampleCity } from '../../demo/sample-city.ts';
import { standing } from './machine.ts';
import { goesOn, happened, on } from './way.ts';

/**
 * Deadlines fall on a quarter of an hour, so that the sweep is there first and ends the step; the token's time-out, a second later,
 * finds it done. Here the sweep fails at that moment, and the time-out does it alone.
 */
let city: SampleCity;
beforeAll(async () => {
  city = await SampleCity.begin('2026-03-02T09:00:00+08:00');
  await putInForce(city, { clearance: true });
});
afterAll(() => city?.end());

async function timesOut(who: string, visit: string, step: string): Promise<void> {
  const { expiresAt } = await city.person(who).task(visit, step);
  await city.until(Date.parse(expiresAt) - 60_000);
  const sweep = city.cloud.model.functions.find(({ logicalId }) => logicalId.startsWith('Sweep'))!.name;
  // However often it tries at that moment; it comes again a minute later.
  city.cloud.faults.next({ caller: sweep, kind: 'unavailable', match: ({ IndexName }) => IndexName === 'Sweep', times: 100 });
  await city.until(Date.parse(expiresAt) + 2000);
  city.cloud.faults.clear();
  const failed = city.cloud.faults.struck.filter(({ caller }) => caller === sweep);
  expect(failed.length).toBeGreaterThan(0);
}

test('a silent authority: the visit expires, and its speaker is free again', async () => {
  const school = city.person('school-gaoxin-02');
  const visit = await school.asksFor({ speakerId: 'speaker-002', slots: [on('2026-03-26')] });
  await city.person('union-gaoxin').approves(visit, { speakers: ['speaker-002'], reserves: [] });
  await timesOut('education-gaoxin', visit, 'clearance');
  expect(await standing(city, visit)).toBe('expired');
  const other = await city.person('school-donghu-02').asksFor({ speakerId: 'speaker-002', slots: [on('2026-03-26')] });
  expect((await city.person('school-donghu-02').visit(other)).seats[0].speakerId).toBe('speaker-002');
});

test('a silent school after the visit: the month has a missing row', async () => {
  await putInForce(city, {});
  const visit = await city.person('school-xihu-02').asksFor({ speakerId: 'speaker-004', slots: [on('2026-03-31')] });
  await goesOn(city, visit, 'awaiting-statistics');
  await timesOut('school-xihu-02', visit, 'statistics');
  expect(await standing(city, visit)).toBe('closed');
  const report = await city.person('union-xihu').get('/v1/reports/statistics?unit=xihu&month=2026-03');
  expect(report.body.missing).toEqual([visit]);
  expect((await happened(city, visit)).filter((type) => type === 'step-expired')).toHaveLength(1);
});
