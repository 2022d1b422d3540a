import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { recorders as entering } from '../../functions/access/may.ts';
import type { Person } from '../../functions/access/person.ts';
import { poolUnionOf, recordersOf, unionOf } from '../../functions/access/responsible.ts';
import { Step } from '../../functions/deadlines/policy.ts';
import { organisationKey } from '../../functions/platform/keys.ts';
import { now } from '../matching/sample.ts';
import { CITY, cityItems, organisations, people } from '../support/city.ts';
import { fakeTable } from '../support/table.ts';
import { today } from '../support/visit.ts';

/** A school that is an employer too: its place in the tree is below its authority. */
const both = { ...organisations['school-2']!, id: 'school-3', kinds: ['school', 'employer'] };
const alone = { id: 'employer-3', name: '示例employer-3', kinds: ['employer'] };

const table = fakeTable();
beforeAll(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: today });
  table.fill([...cityItems(), ...[both, alone].map((one) => ({ ...organisationKey(CITY, one.id), ...one }))]);
});
afterAll(() => void vi.useRealTimers());

const mayRecord = (person: Person, unions: string[], at: string) => entering(person, 'employer-release', unions, at)[0];
const recorders = (step: Step, party: string) => recordersOf({ city: CITY, step, party });

test('an employer belongs to its own union, a school to that of its unit, also where it is an employer', async () => {
  expect(await unionOf(CITY, 'employer-1')).toBe('district-union');
  expect(await unionOf(CITY, 'employer-2')).toBe('city-union');
  expect(await unionOf(CITY, 'school-1')).toBe('district-union');
  expect(await unionOf(CITY, 'school-3')).toBe('district-union');
  for (const nobody of ['employer-3', 'employer-9', 'district-education']) expect(await unionOf(CITY, nobody)).toBeUndefined();
});

test('a speaker belongs to the union that owns the pool entry', async () => {
  expect(await poolUnionOf(CITY, 's1')).toBe('city-union');
  expect(await poolUnionOf(CITY, 's9')).toBeUndefined();
});

test('what a party says is entered by its union and those above it, nearest first', async () => {
  expect(await recorders('employer-release', 'employer-1')).toEqual(['district-union', 'city-union']);
  expect(await recorders('employer-release', 'employer-2')).toEqual(['city-union']);
  expect(await recorders('employer-release', 'school-3')).toEqual(['district-union', 'city-union']);
  expect(await recorders('speaker-confirmation', 's1')).toEqual(['city-union']);
  expect(await recorders('school-confirmation', 'school-1')).toEqual(['district-union', 'city-union']);
  expect(await recorders('statistics', 'school-1')).toEqual(['district-union', 'city-union']);
});

test('nobody enters it for a union or an authority, or for a party without a union', async () => {
  expect(await recorders('union-approval', 'district-union')).toEqual([]);
  expect(await recorders('clearance', 'district-education')).toEqual([]);
  expect(await recorders('employer-release', 'employer-3')).toEqual([]);
  expect(await recorders('speaker-confirmation', 's9')).toEqual([]);
});

test('a member of such a union enters it in that role only', () => {
  const unions = ['district-union', 'city-union'];
  expect(mayRecord(people.officer, unions, now)).toMatchObject({ role: 'union', organisation: 'district-union' });
  expect(mayRecord(people.superior, unions, now)).toMatchObject({ role: 'union', organisation: 'city-union' });
  expect(mayRecord(people.superior, ['district-union'], now)).toBeUndefined();
  for (const who of [people.teacher, people.manager, people.worker, people.inspector, people.stranger])
    expect(mayRecord(who, unions, now)).toBeUndefined();
  // A speaker belongs to the union of the pool entry without acting for it.
  const speaker = { ...people.worker, memberships: [{ role: 'speaker' as const, organisation: 'district-union' }] };
  expect(mayRecord(speaker, unions, now)).toBeUndefined();
  expect(mayRecord(people.officer, [], now)).toBeUndefined();
});

test('every step has an answer to who enters for its party', async () => {
  for (const step of Step.options) expect(Array.isArray(await recorders(step, 'school-1'))).toBe(true);
});
