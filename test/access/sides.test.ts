import { describe, expect, test } from 'vitest';
import type { Membership, Person } from '../../functions/access/person.ts';
import { firstDecision, onOneSide } from '../../functions/access/sides.ts';
import type { Actor } from '../../functions/visits/visit.ts';
import { people } from '../support/city.ts';
import { refusal } from '../support/refused.ts';

/** In a small town: at the union, and headmistress. */
const memberships: Membership[] = [
  { role: 'union', organisation: 'district-union' },
  { role: 'school', organisation: 'school-1' },
];
const both: Person = { ...people.stranger, id: 'both', memberships };
const as = (role: Actor['role'], organisation?: string): Actor => ({
  ...{ person: 'both', name: '示例', role },
  ...(organisation !== undefined && { organisation }),
});
const union = as('union', 'district-union');
const school = as('school', 'school-1');
const decided = (by: Actor) => ({ step: 'union-approval' as const, decision: { by } });
const visit = { city: 'nc', id: 'v1' };

describe('who has decided for one side of a visit', () => {
  test('does not decide for another, and is told for which they did', () => {
    const { type, status, facts, zh } = refusal(() => onOneSide([school], [decided(union)]));
    expect([type, status, facts]).toEqual(['two-sides', 403, { decidedAs: ['union'] }]);
    expect(zh).toMatch(/代录/);
  });

  test('decides again for the same, also for another organisation of that side, or as whom a late task was passed to', () => {
    expect(onOneSide([union], [decided(union)])).toBe(union);
    const superior = as('union', 'city-union');
    expect(onOneSide([superior], [decided(union)])).toBe(superior);
    expect(onOneSide([school, superior], [decided(union)])).toBe(superior);
  });

  test('is free where they only asked, or only entered what others said', () => {
    const entered = { ...union, onBehalfOf: { party: 'employer-1', channel: 'phone' as const } };
    expect(onOneSide([school], [])).toBe(school);
    expect(onOneSide([school], [decided(entered)])).toBe(school);
    expect(onOneSide([school], [decided({ ...union, person: 'another' })])).toBe(school);
    expect(onOneSide([], [decided(union)])).toBeUndefined();
  });
});

test('of two first decisions at one moment one looks again; whom that cannot concern pays nothing', () => {
  const [write] = firstDecision(both, union, visit, []);
  expect(write).toMatchObject({ put: { pk: 'nc#VISIT#v1', sk: 'DECIDED#both', side: 'union' }, where: 'absent' });
  expect(firstDecision(both, union, visit, [decided(union)])).toEqual([]);
  expect(firstDecision({ ...both, memberships: [memberships[0]!] }, union, visit, [])).toEqual([]);
  expect(firstDecision({ ...people.worker, id: 'both', memberships: [memberships[0]!] }, union, visit, [])).toHaveLength(1);
  const entered = { ...union, onBehalfOf: { party: 'employer-1', channel: 'phone' as const } };
  expect(firstDecision(both, entered, visit, [])).toEqual([]);
});
