import { describe, expect, test } from 'vitest';
import * as z from 'zod/mini';
import { defaultPolicy as policy } from '../../functions/deadlines/policy.ts';
import { Changes, differences, merged } from '../../functions/policy/changes.ts';

const accepts = (changes: unknown) => z.safeParse(Changes, changes).success;
const after = (changes: Changes) => merged({ ...policy }, changes) as typeof policy;
const year = { holidays: ['2027-01-01'], workdays: [] };

describe('what may be sent', () => {
  test.each([
    ['nothing', {}],
    ['one figure of several', { workingDays: { 'union-approval': 1 } }],
    ['an hour within a tree', { reminding: { quiet: { from: '21:00' } } }],
    ['a year', { calendar: { 2027: year } }],
    ['that a year goes', { calendar: { 2027: null } }],
    ['that a role has no allowance of its own any more', { limits: { roles: { education: null } } }],
  ])('%s', (_, changes) => {
    expect(accepts(changes)).toBe(true);
  });

  test.each([
    ['the version, which is not theirs to choose', { version: 7 }],
    ['a field that is none', { workingDay: 3 }],
    ['a step that is none', { workingDays: { 'union-aproval': 1 } }],
    ['a figure out of its range', { dueHour: 24 }],
    ['null for what cannot go', { dueHour: null }],
    ['half a year', { calendar: { 2027: { holidays: [] } } }],
    ['more than a year has', { calendar: { 2027: { ...year, weekends: [] } } }],
    ['a year that is none', { calendar: { '27': year } }],
    ['a day that is none', { calendar: { 2027: { holidays: ['2027-02-30'], workdays: [] } } }],
    ['a role with half an allowance', { limits: { roles: { union: { openVisits: 3 } } } }],
    ['a list', []],
  ])('but not %s', (_, changes) => {
    expect(accepts(changes)).toBe(false);
  });
});

test('what is left out stays, at every depth; lists are taken as they come', () => {
  const changed = after({
    workingDays: { 'union-approval': 1 },
    reminding: { quiet: { from: '21:00' }, workingDaysBefore: [2] },
  });
  expect(changed).toEqual({
    ...policy,
    workingDays: { ...policy.workingDays, 'union-approval': 1 },
    reminding: { ...policy.reminding, quiet: { from: '21:00', to: '07:00' }, workingDaysBefore: [2] },
  });
  expect(policy.workingDays['union-approval']).toBe(3);
});

test('years come beside the years that are there, and null takes one out', () => {
  const two = after({ calendar: { 2027: year, 2028: year } });
  expect(Object.keys(two.calendar)).toEqual(['2027', '2028']);
  expect(merged({ ...two }, { calendar: { 2027: null, 2029: year } }).calendar).toEqual({ 2028: year, 2029: year });
});

test('differences are named field by field, whatever is the same is not', () => {
  const { 'union-approval': _, ...others } = policy.workingDays;
  const changed = after({
    workingDays: { 'union-approval': 1, ...others },
    dueHour: 17,
    calendar: { 2027: year },
    reminding: { workingDaysBefore: [1] },
  });
  expect(differences(policy, { ...changed, version: 2 })).toEqual(['workingDays.union-approval', 'dueHour', 'calendar.2027']);
  expect(differences(policy, policy)).toEqual([]);
});
