import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { SampleCity } from '../../demo/sample-city.ts';
import { executionsOf, standing } from '../ways/machine.ts';
import { goesOn, happened, on } from '../ways/way.ts';
import { lives, Runtime } from './runtime.ts';

let dir: string;
let runtime: Runtime;
let city: SampleCity;
beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'restart-'));
  runtime = await Runtime.start(dir);
  city = await runtime.city();
});
afterAll(async () => {
  await Runtime.stopAll();
  rmSync(dir, { recursive: true });
});

async function killed(): Promise<void> {
  const before = runtime.java;
  await runtime.kill();
  expect(lives(before)).toBe(true);
  runtime = await Runtime.start(dir);
  city = await runtime.city();
  // Never two servers on one folder.
  expect([lives(before), lives(runtime.java)]).toEqual([false, true]);
}

const slot = on('2026-03-06');
const ask = (school: string, speakerId: string) => city.person(school).asksFor({ speakerId, slots: [slot] });

// Three starts of the whole system, one after the other.
test('killed in the middle of three visits, they go on: nothing is lost, nothing is doubled', {
  timeout: 180_000,
}, async () => {
  const atUnion = await ask('school-donghu-02', 'speaker-002');
  const atEmployer = await ask('school-donghu-01', 'speaker-001');
  const confirmed = await ask('school-donghu-02', 'speaker-004');
  await goesOn(city, confirmed, 'confirmed');
  // What was answered with 200 is decided, although nobody has been woken yet.
  const { id } = await city.person('union-donghu').task(atEmployer, 'union-approval');
  expect((await city.person('union-donghu').post(`/v1/tasks/${id}/decision`, { outcome: 'approve' })).status).toBe(200);
  await killed();
  await city.settle();

  expect(await standing(city, atUnion)).toBe('awaiting-union');
  expect(await standing(city, atEmployer)).toBe('awaiting-release');
  expect(await standing(city, confirmed)).toBe('confirmed');
  expect((await city.person('union-donghu').inbox()).map(({ visitId }) => visitId)).toEqual([atUnion]);
  expect((await city.person('employer-01').inbox()).map(({ visitId }) => visitId)).toEqual([atEmployer]);

  await goesOn(city, atUnion, 'awaiting-school');
  await goesOn(city, atEmployer, 'confirmed');
  const { id: last } = await city.person('school-donghu-02').task(atUnion, 'school-confirmation');
  await city.person('school-donghu-02').post(`/v1/tasks/${last}/decision`, { outcome: 'confirm' });
  // Killed again, now in the middle of the days that pass.
  const passing = city.until(slot.end).catch(() => {});
  await clockHasPassed('2026-03-02T12:00:00+08:00');
  await killed();
  await passing;
  if (city.now() < Date.parse(slot.end)) await city.until(slot.end);

  for (const visit of [atUnion, atEmployer, confirmed]) {
    await goesOn(city, visit, 'closed');
    expect((await happened(city, visit)).filter((type) => type !== 'employer-released')).toEqual([
      ...['requested', 'speakers-proposed', 'union-approved', 'speaker-confirmed', 'school-confirmed', 'statistics-submitted'],
    ]);
    const runs = (await executionsOf(city, visit)).map(({ name, status }) => [name, status]);
    expect(runs).toEqual([[`${visit}-1-1`, 'SUCCEEDED']]);
  }
  expect((await happened(city, atEmployer)).filter((type) => type === 'employer-released')).toHaveLength(1);
  const { body } = await city.person('union-donghu').get('/v1/reports/statistics?unit=donghu&month=2026-03');
  expect([body.rows.length, body.missing]).toEqual([3, []]);
  expect((await city.person('union-donghu').get('/v1/visits')).body.visits).toHaveLength(3);
});

test('stopped in order, nothing is left running', async () => {
  const { java } = runtime;
  expect(lives(java)).toBe(true);
  await runtime.stop();
  expect([runtime.complaint.code, lives(java), runtime.java]).toEqual([0, false, undefined]);
});

async function clockHasPassed(instant: string): Promise<void> {
  const url = runtime.address('ready');
  for (let now = ''; Date.parse(now) < Date.parse(instant) || now === ''; ) {
    now = ((await (await fetch(`${url}/_local/clock`)).json()) as { now: string }).now;
  }
}
