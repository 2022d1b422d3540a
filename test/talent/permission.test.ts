import { describe, expect, test } from 'vitest';
import type { NewPermission } from '../../functions/talent/contract.ts';
import { hasEmployer, isInForce } from '../../functions/talent/employments.ts';
import { permissionWrites, permit } from '../../functions/talent/permission.ts';
import type { Employment } from '../../functions/talent/speaker.ts';
import { speaker } from '../matching/sample.ts';
import { CITY } from '../support/city.ts';
import { fields, refusal } from '../support/refused.ts';
import { today } from '../support/visit.ts';

const employed: Employment = { kind: 'employed', employer: 'works' };
const year = { from: '2026-01-01', to: '2026-12-31' };
const eight = { hoursPerMonth: 8, ...year };
const withdrawn = { hoursPerMonth: 0 };
const granted = (employments: Employment[], wish: NewPermission, role: 'employer' | 'union' = 'employer') =>
  permit(speaker('a', { employments }), 'works', wish, role, '2026-03-02');
const refused = (wish: NewPermission, employments = [employed], role: 'employer' | 'union' = 'employer') =>
  fields(refusal(() => granted(employments, wish, role)));

describe('an employer permits hours', () => {
  test('of whom it employs, and a later word takes the place of an earlier one', () => {
    const once = granted([employed], eight);
    expect(once).toEqual([{ ...employed, permission: eight }]);
    const later = { ...eight, hoursPerMonth: 4, from: '2026-06-01' };
    expect(granted(once, later)).toEqual([{ ...employed, permission: later }]);
  });

  test('and withdraws them, with or without days; what others permit stays', () => {
    const other = { ...employed, employer: 'college', permission: eight };
    expect(granted([{ ...employed, permission: eight }, other], withdrawn)).toEqual([employed, other]);
    expect(granted([{ ...employed, permission: eight }], { ...withdrawn, ...year })).toEqual([employed]);
    expect(granted([employed], withdrawn)).toEqual([employed]);
  });

  test('in every employment of these days: who retires and is rehired is permitted in both', () => {
    const until = { ...employed, to: '2026-04-30' };
    const retired: Employment = { kind: 'retired', employer: 'works', from: '2026-05-01' };
    const rehired: Employment = { kind: 'rehired', employer: 'works', from: '2026-06-01' };
    const long: Employment = { ...employed, from: '1990-07-01', to: '2020-12-31' };
    expect(granted([long, until, retired, rehired], eight)).toEqual([
      long,
      { ...until, permission: eight },
      retired,
      { ...rehired, permission: eight },
    ]);
    expect(granted([until, rehired], { ...eight, to: '2026-05-31' })).toEqual([
      { ...until, permission: { ...eight, to: '2026-05-31' } },
      rehired,
    ]);
  });

  test('for an employment that begins with the permission or later in it', () => {
    const soon = { ...employed, from: '2026-09-01' };
    expect(granted([soon], { ...eight, from: '2026-09-01' })[0]).toHaveProperty('permission');
    expect(granted([soon], eight)[0]).toHaveProperty('permission');
  });
});

describe('refused is', () => {
  test.each([
    ['a permission without days', { hoursPerMonth: 8 }, ['from required', 'to required']],
    ['one without an end', { hoursPerMonth: 8, from: '2026-03-02' }, ['to required']],
    ['an end before the beginning', { ...eight, to: '2025-12-31' }, ['to end-before-start']],
    ['what is over', { ...eight, to: '2026-03-01' }, ['to past']],
    ['more than 366 days', { ...eight, to: '2027-01-03' }, ['to too-long']],
    [
      'an employer that says by which channel',
      { ...eight, channel: 'phone' as const, evidence: '示例' },
      [...['channel union-only', 'evidence union-only']],
    ],
  ])('%s', (_, wish, errors) => {
    expect(refused(wish)).toEqual(errors);
  });

  test('what a union records without saying how it was told', () => {
    expect(refused(eight, [employed], 'union')).toEqual(['channel required']);
    expect(refused(withdrawn, [employed], 'union')).toEqual(['channel required']);
    expect(granted([employed], { ...eight, channel: 'letter', evidence: '示例：函〔2026〕1号' }, 'union')).toEqual([
      { ...employed, permission: eight },
    ]);
  });

  test.each<[string, Employment]>([
    ['works elsewhere', { ...employed, employer: 'college' }],
    ['has retired', { ...employed, kind: 'retired' }],
    ['left before today, though in the year of the permission', { ...employed, to: '2026-03-01' }],
    ['comes only afterwards', { ...employed, from: '2027-01-01' }],
  ])('a permission for somebody who %s', (_, employment) => {
    expect(refused(eight, [employment])).toEqual(['employerId not-employed']);
  });

  test('the first and the last day count: 366 days after the first is not too long, and today is not over', () => {
    expect(granted([employed], { ...eight, to: '2027-01-02' })).toHaveLength(1);
    expect(granted([employed], { ...eight, to: '2026-03-02' })).toHaveLength(1);
    expect(granted([employed], { ...eight, from: '2026-03-02', to: '2026-03-02' })).toHaveLength(1);
  });
});

test('an employment holds from its first day to its last, and where a day is missing without end', () => {
  expect(isInForce({ from: '2026-03-02', to: '2026-03-02' }, '2026-03-02')).toBe(true);
  expect(isInForce({ from: '2026-03-03' }, '2026-03-02')).toBe(false);
  expect(isInForce({ to: '2026-03-01' }, '2026-03-02')).toBe(false);
  expect(isInForce({}, '2026-03-02')).toBe(true);
  expect(isInForce({ from: '2026-03-05', to: '2026-03-06' }, '2026-03-01', '2026-03-05')).toBe(true);
  expect(isInForce({ from: '2026-03-05', to: '2026-03-06' }, '2026-03-06', '2026-03-09')).toBe(true);
  expect([employed, { ...employed, kind: 'retired' as const }, { kind: 'employed' as const }].map(hasEmployer)).toEqual([
    true,
    false,
    false,
  ]);
});

test('a grant is written with the pool’s version, conditional on what was read; an entry without a version gets one', () => {
  const by = { person: 'manager', name: '示例manager', role: 'employer' as const, organisation: 'works' };
  const { name: _, ...ids } = by;
  const record = { ...eight, employer: 'works', by };
  const writes = (version?: number, pool?: number) =>
    permissionWrites(CITY, speaker('a', { version }), [employed], pool, record, today);
  expect(writes()).toMatchObject([
    { update: { sk: 'a' }, set: { employments: [employed], version: 1 }, where: { id: 'a', version: { missing: true } } },
    { put: { sk: 'ROSTER', version: 1 }, where: 'absent' },
    { put: { pk: 'nc#PERMISSION#a', speaker: 'a', hoursPerMonth: 8, by: ids, at: today.toISOString() } },
    { put: { pk: 'nc#AUDIT#works', type: 'permission-changed', by: ids } },
    { put: { type: 'speaker-changed', by: ids } },
  ]);
  expect(writes(4, 7)).toMatchObject([
    { set: { version: 5 }, where: { version: 4 } },
    { put: { version: 8 }, where: { version: 7 } },
    {},
    {},
    {},
  ]);
});
