import { describe, expect, test } from 'vitest';
import { active, capacities, deciders, isTime, may as mayDo, type Related } from '../../functions/access/may.ts';
import type { Membership, Person, Role } from '../../functions/access/person.ts';
import type { Action } from '../../functions/access/rules.ts';
import { Step } from '../../functions/deadlines/policy.ts';
import { now } from '../matching/sample.ts';
import { people } from '../support/city.ts';

const ROLES: Role[] = ['school', 'union', 'employer', 'speaker', 'education'];
/** Somebody who holds one role in one organisation. */
const as = (role: Role, organisation: string, more: Partial<Membership> = {}): Person => ({
  ...people.stranger,
  memberships: [{ role, organisation, ...more }],
});
const inEveryRole = (organisation: string) => ROLES.map((role) => [role, as(role, organisation)] as const);
/** The roles in which somebody of this organisation may. */
const allowed = (organisation: string, may: (person: Person) => unknown) =>
  inEveryRole(organisation).flatMap(([role, person]) => (may(person) ? [role] : []));

test('a membership counts from its first instant to before its last', () => {
  const from = { from: now };
  const to = { to: now };
  expect(active(as('school', 'x', from), now)).toHaveLength(1);
  expect(active(as('school', 'x', to), now)).toHaveLength(0);
  expect(active(as('school', 'x', { from: '2030-01-01T00:00:00.000Z' }), now)).toHaveLength(0);
});

describe('a visit is asked for', () => {
  const may = (person: Person) =>
    mayDo('request', person, { school: ['school-1'], unions: ['district-union', 'city-union'] }, now);

  test('by its school, and by the unions that are responsible for it', () => {
    expect(allowed('school-1', may)).toEqual(['school']);
    expect(allowed('district-union', may)).toEqual(['union']);
    expect(allowed('city-union', may)).toEqual(['union']);
    expect(may(people.teacher)).toEqual({ person: 'teacher', name: '示例teacher', role: 'school', organisation: 'school-1' });
  });

  test('by nobody else', () => {
    for (const organisation of ['school-2', 'another-union', 'employer-1', 'district-education'])
      expect(allowed(organisation, may)).toEqual([]);
    expect(may(people.worker)).toBeUndefined();
    expect(may(as('school', 'school-1', { to: now }))).toBeUndefined();
  });
});

test('a demonstration is started by the unions and authorities above the school, each in its own line, and by nobody else', () => {
  const may = (person: Person) =>
    mayDo(
      'start-demonstration',
      person,
      { unions: ['district-union'], authorities: ['district-education', 'city-education'] },
      now,
    );
  expect(allowed('district-union', may)).toEqual(['union']);
  expect(allowed('district-education', may)).toEqual(['education']);
  expect(allowed('city-education', may)).toEqual(['education']);
  for (const organisation of ['school-1', 'another-union', 'employer-1']) expect(allowed(organisation, may)).toEqual([]);
  expect(may(people.inspector)).toMatchObject({ person: 'inspector', role: 'education', organisation: 'district-education' });
  expect(may(as('education', 'district-education', { to: now }))).toBeUndefined();
});

describe('a visit is seen', () => {
  const parties: Related = {
    schools: ['school-1'],
    unions: ['district-union'],
    employers: ['employer-1'],
    authorities: ['district-education'],
    speakers: ['s1'],
  };
  const roles = (person: Person) => capacities('read-visit', person, parties, now).map(({ role }) => role);

  test('by its parties, each in its own role only', () => {
    const sees = (organisation: string) => inEveryRole(organisation).flatMap(([, person]) => roles(person));
    expect(sees('school-1')).toEqual(['school']);
    expect(sees('district-union')).toEqual(['union']);
    expect(sees('employer-1')).toEqual(['employer']);
    expect(sees('district-education')).toEqual(['education']);
    expect(sees('somebody-else')).toEqual([]);
  });

  test('by its speakers, and by nobody who only claims the role', () => {
    expect(roles(people.worker)).toEqual(['speaker']);
    expect(roles({ ...people.worker, speakerId: 's2' })).toEqual([]);
    expect(roles(as('speaker', 's1'))).toEqual([]);
    expect(roles(people.stranger)).toEqual([]);
  });

  test('in all the roles that somebody has in it', () => {
    const both = { ...people.worker, memberships: [...people.teacher.memberships, ...people.officer.memberships] };
    expect(roles(both)).toEqual(['speaker', 'school', 'union']);
  });
});

describe('a task is decided', () => {
  const decides: Record<Step, Role> = {
    'union-approval': 'union',
    clearance: 'education',
    'employer-release': 'employer',
    'speaker-confirmation': 'speaker',
    'school-confirmation': 'school',
    statistics: 'school',
  };
  const superiors: Record<Step, Role[]> = {
    'union-approval': ['union'],
    clearance: ['education'],
    'employer-release': ['union'],
    'speaker-confirmation': ['union'],
    'school-confirmation': ['union', 'education'],
    statistics: ['education'],
  };

  test.each(Step.options)('%s: by the asked organisation in its role, and by nobody of another', (step) => {
    const may = (person: Person) => deciders(person, { step, party: 'asked' }, now)[0];
    expect(allowed('asked', may)).toEqual(step === 'speaker-confirmation' ? [] : [decides[step]]);
    expect(allowed('another', may)).toEqual([]);
    expect(may({ ...people.stranger, speakerId: 'asked' })?.role).toBe(step === 'speaker-confirmation' ? 'speaker' : undefined);
  });

  test.each(Step.options)('%s: by the superior only once it was added', (step) => {
    const late = { step, party: 'asked', escalatedTo: 'above' };
    expect(allowed('above', (person) => deciders(person, { step, party: 'asked' }, now)[0])).toEqual([]);
    expect(allowed('above', (person) => deciders(person, late, now)[0])).toEqual(superiors[step]);
  });

  test('by nobody whose membership has run out', () => {
    const task = { step: 'union-approval' as const, party: 'asked' };
    expect(deciders(as('union', 'asked', { to: now }), task, now)).toEqual([]);
  });
});

describe('hours are permitted', () => {
  const may = (person: Person) =>
    mayDo('permit', person, { employer: ['employer-1'], 'employer-union': ['district-union'] }, now);

  test('by the employer, and recorded by its own union', () => {
    expect(allowed('employer-1', may)).toEqual(['employer']);
    expect(allowed('district-union', may)).toEqual(['union']);
    expect(may(people.manager)).toMatchObject({ person: 'manager', role: 'employer', organisation: 'employer-1' });
  });

  test('by nobody else, and for an employer without a union by the employer only', () => {
    for (const organisation of ['employer-2', 'city-union', 'school-1']) expect(allowed(organisation, may)).toEqual([]);
    expect(may(people.worker)).toBeUndefined();
    expect(may(as('employer', 'employer-1', { to: now }))).toBeUndefined();
    const alone = (person: Person) => mayDo('permit', person, { employer: ['employer-1'] }, now);
    expect(allowed('employer-1', alone)).toEqual(['employer']);
  });
});

describe('a pool entry', () => {
  const entry: Related = { speakers: ['s1'], 'pool-unions': ['city-union'], employers: ['employer-1'] };
  const everywhere = (may: (person: Person) => unknown) =>
    ['any', 'employer-1', 'city-union'].map((organisation) => allowed(organisation, may));

  test('is seen by everybody who plans visits, and by its own employers and speaker', () => {
    const planners: Role[] = ['school', 'union', 'education'];
    expect(everywhere((person) => mayDo('read-speaker', person, entry, now))).toEqual([
      planners,
      ['school', 'union', 'employer', 'education'],
      planners,
    ]);
    expect(mayDo('read-speaker', people.worker, entry, now)).toBeDefined();
    expect(mayDo('read-speaker', people.stranger, entry, now)).toBeUndefined();
    expect(mayDo('read-speaker', { ...people.worker, speakerId: 's2' }, entry, now)).toBeUndefined();
  });

  test('shows where somebody works to unions, to that employer and to the speaker only', () => {
    expect(everywhere((person) => mayDo('read-employments', person, entry, now))).toEqual([
      ['union'],
      ['union', 'employer'],
      ['union'],
    ]);
    expect(mayDo('read-employments', people.worker, entry, now)).toBeDefined();
  });

  test('shows the phone number to the union that owns it and to the speaker only', () => {
    expect(everywhere((person) => mayDo('see-pool-number', person, entry, now))).toEqual([[], [], ['union']]);
    expect(mayDo('see-pool-number', people.worker, entry, now)).toBeDefined();
    expect(mayDo('see-pool-number', people.manager, entry, now)).toBeUndefined();
  });
});

test('the contact’s phone is seen by school and union; by the speakers once the visit is sure; by nobody else', () => {
  const parties: Related = { schools: ['o'], unions: ['o'], 'pool-unions': ['o'], employers: ['o'], authorities: ['o'] };
  const related = { ...parties, speakers: ['s1'] };
  const sees = (state: 'agreed' | 'pending') => [
    ...ROLES.filter((role) => mayDo('see-contact-number', as(role, 'o'), related, now, state)),
    ...(mayDo('see-contact-number', people.worker, related, now, state) ? ['the speaker'] : []),
  ];
  expect(sees('pending')).toEqual(['school', 'union']);
  expect(sees('agreed')).toEqual(['school', 'union', 'the speaker']);
});

test('a month’s table is read by both lines above; a school reads its own rows; nobody else any', () => {
  const unit: Related = { unions: ['district-union', 'city-union'], authorities: ['district-education'], school: ['school-1'] };
  const reads = (person: Person) =>
    (['read-report', 'read-own-rows'] as const).find((action) => mayDo(action, person, unit, now) !== undefined);
  for (const above of [people.officer, people.superior, people.inspector]) expect(reads(above)).toBe('read-report');
  expect(reads(people.teacher)).toBe('read-own-rows');
  for (const other of [people.neighbour, people.manager, people.worker, people.stranger]) expect(reads(other)).toBeUndefined();
  expect(reads(as('education', 'district-union'))).toBeUndefined();
  expect(reads(as('union', 'district-education'))).toBeUndefined();
});

test('the pace of answers is read by the unions of the visits’ line, and by nobody else', () => {
  const reads = (person: Person) => mayDo('read-pace', person, { unions: ['district-union', 'city-union'] }, now);
  for (const organisation of ['district-union', 'city-union']) expect(allowed(organisation, reads)).toEqual(['union']);
  for (const organisation of ['another-union', 'employer-1', 'school-1']) expect(allowed(organisation, reads)).toEqual([]);
});

describe('that a speaker did not come', () => {
  const visit: Related = { schools: ['o'], unions: ['o'], 'pool-unions': ['o'], 'pool-lines': ['o'], authorities: ['o'] };
  const may = (action: Action) => (person: Person) => mayDo(action, person, { ...visit, speakers: ['s1'] }, now);

  test('is seen by schools, unions and the speaker, contested by the speaker or the pool’s union, settled by a union', () => {
    expect(allowed('o', may('see-absence'))).toEqual(['school', 'union']);
    expect(allowed('o', may('contest-absence'))).toEqual(['union']);
    expect(allowed('o', may('settle-absence'))).toEqual(['union']);
    const speakers = (['see-absence', 'contest-absence', 'settle-absence'] as const).map(
      (action) => may(action)(people.worker)?.role,
    );
    expect(speakers).toEqual(['speaker', 'speaker', undefined]);
  });

  test('is seen by an employer of that speaker, and no other', () => {
    const see = (employers: string[]) => mayDo('see-absence', people.manager, { ...visit, employers }, now) !== undefined;
    expect([see(['employer-1']), see(['employer-2'])]).toEqual([true, false]);
  });
});

test('a number that waits for both sides’ word is not seen before it', () => {
  const related: Related = { schools: ['school-1'], unions: ['district-union'] };
  const sees = (person: Person, state: 'agreed' | 'pending') =>
    mayDo('see-seated-number', person, related, now, state) !== undefined;
  expect([sees(people.teacher, 'pending'), sees(people.teacher, 'agreed')]).toEqual([false, true]);
  expect([sees(people.officer, 'pending'), sees(people.officer, 'agreed')]).toEqual([true, true]);
});

test('what has ended is changed by nobody; numbers that nobody supplied in time are still taken', () => {
  expect(
    (['cancel', 'reschedule', 'shift', 'withdraw', 'replace-speaker'] as const).filter((change) => isTime(change, 'closed')),
  ).toEqual([]);
  expect(isTime('decide statistics', 'expired')).toBe(true);
  expect(isTime('decide union-approval', 'expired')).toBe(false);
});
