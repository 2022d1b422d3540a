import { describe, expect, test } from 'vitest';
import type { Membership, Person } from '../../functions/access/person.ts';
import { departed } from '../../functions/people/departure.ts';
import {
  belongsTo,
  ended,
  granted,
  heldBy,
  mergedPeople,
  own,
  rolesOf,
  standingIn,
} from '../../functions/people/memberships.ts';

const now = '2026-03-02T01:00:00.000Z';
const later = '2026-03-09T01:00:00.000Z';
const past = '2026-02-01T01:00:00.000Z';
const person = (id: string, ...memberships: Membership[]): Person => ({ id, city: 'nc', name: '示例', memberships });
const of = (role: Membership['role'], organisation: string, more: Partial<Membership> = {}): Membership => ({
  role,
  organisation,
  ...more,
});
const FIRM = 'employer-1';

test('an organisation gives the roles of its kinds, and every one has administrators', () => {
  expect(rolesOf(['school', 'employer'])).toEqual(['school', 'employer', 'administrator']);
  expect(rolesOf(['association'])).toEqual(['union', 'administrator']);
});

describe('a role is given', () => {
  test('again from a later day: it is held on until then', () => {
    const before = person('a', of('employer', FIRM, { from: past }));
    expect(granted(before, of('employer', FIRM, { from: later }), now).memberships).toEqual([
      of('employer', FIRM, { from: past, to: later }),
      of('employer', FIRM, { from: later }),
    ]);
  });

  test('instead of the same one that is in force, since when that was held, beside what has ended', () => {
    const before = person('a', of('employer', FIRM, { to: past }), of('employer', FIRM), of('school', 'school-1'));
    const after = granted(before, of('employer', FIRM, { from: now, to: later }), now);
    expect(after.memberships).toEqual([
      of('employer', FIRM, { to: past }),
      of('school', 'school-1'),
      of('employer', FIRM, { to: later }),
    ]);
  });
});

describe('the head of an office', () => {
  const head = person('a', of('employer', FIRM, { head: true }));
  const given = (before: Person, more: Partial<Membership>) => granted(before, of('employer', FIRM, more), now).memberships;

  test('is who is named so, and remains it until the opposite is said', () => {
    expect(given(person('a', of('employer', FIRM)), { head: true })).toEqual([of('employer', FIRM, { head: true })]);
    expect(given(head, { to: later })).toEqual([of('employer', FIRM, { to: later, head: true })]);
    expect(given(head, { head: false })).toEqual([of('employer', FIRM)]);
    expect(given(person('a'), { head: false })).toEqual([of('employer', FIRM)]);
  });

  test('is so from a later day on, and until then as before', () => {
    expect(given(person('a', of('employer', FIRM)), { from: later, head: true })).toEqual([
      of('employer', FIRM, { to: later }),
      of('employer', FIRM, { from: later, head: true }),
    ]);
    expect(given(person('a', of('employer', FIRM, { from: later, head: true })), { from: now })).toEqual([
      of('employer', FIRM, { from: now, head: true }),
    ]);
  });

  test('has the stand-in be the head meanwhile, and not longer than they are it themselves', () => {
    const absence = { from: now, to: later };
    const deputy = standingIn(person('b'), head, own(head, FIRM, now), absence, now);
    expect(deputy.memberships).toEqual([of('employer', FIRM, { ...absence, head: true, delegatedBy: 'a' })]);
    const former = person('a', of('employer', FIRM));
    expect(standingIn(deputy, former, own(former, FIRM, now), absence, now).memberships).toEqual([
      of('employer', FIRM, { ...absence, delegatedBy: 'a' }),
    ]);
  });

  test('is followed by the successor, who may have worked there before', () => {
    const colleague = person('b', of('employer', FIRM, { from: past }));
    const leaves = { leaving: head, roles: own(head, FIRM, now), organisation: FIRM, members: [head, colleague], now };
    const { changes } = departed({ ...leaves, successor: colleague, at: later });
    expect(changes.find(({ after }) => after.id === 'b')?.after.memberships).toEqual([
      of('employer', FIRM, { from: past, to: later }),
      of('employer', FIRM, { from: later, head: true }),
    ]);
  });

  test('stays it in a merger, in the successor as in what was taken over', () => {
    const people = [person('a', of('school', 'old', { head: true })), person('b', of('school', 'new', { head: true }))];
    const merged = mergedPeople(people, [{ id: 'old', kinds: ['school'] }], { id: 'new', kinds: ['school'] }, now);
    expect(merged.map(({ added }) => added)).toEqual([
      [of('school', 'new', { head: true })],
      [of('school', 'old', { head: true, through: 'new' })],
    ]);
  });
});

test('a role ends at its instant; one that had not begun by then never does, and what has ended stays as it was', () => {
  const before = person(
    'a',
    of('employer', FIRM, { to: past }),
    of('employer', FIRM, { from: later }),
    of('administrator', FIRM),
  );
  expect(ended(before, () => true, now).memberships).toEqual([
    of('employer', FIRM, { to: past }),
    of('employer', FIRM, { from: now, to: now }),
    of('administrator', FIRM, { to: now }),
  ]);
});

describe('an absence', () => {
  const absent = person('a', of('employer', FIRM, { to: later }), of('employer', 'employer-2'));
  const absence = { from: now, to: '2026-04-01T00:00:00.000Z' };
  const lends = (colleague: Person, who = absent) => standingIn(colleague, who, own(who, FIRM, now), absence, now);

  test('lends the roles as long as it lasts and they are held, and names whose they are', () => {
    expect(lends(person('b')).memberships).toEqual([of('employer', FIRM, { from: now, to: later, delegatedBy: 'a' })]);
  });

  test('leaves the colleague their own role beside it, and counts once when it is sent again', () => {
    const colleague = person('b', of('employer', FIRM));
    expect(lends(lends(colleague)).memberships).toEqual([
      of('employer', FIRM),
      of('employer', FIRM, { from: now, to: later, delegatedBy: 'a' }),
    ]);
  });

  test('lends a role not before it is held', () => {
    const soon = person('a', of('employer', FIRM), of('administrator', FIRM, { from: later }));
    expect(lends(person('b'), soon).memberships.map(({ role, from }) => [role, from])).toEqual([
      ['employer', now],
      ['administrator', later],
    ]);
    const tooLate = person('a', of('administrator', FIRM, { from: '2026-05-01T00:00:00.000Z' }));
    expect(lends(person('b'), tooLate).memberships).toEqual([]);
  });

  test('does not lend on what was lent', () => {
    const lent = lends(person('b'));
    expect(lends(person('c'), lent).memberships).toEqual([]);
  });
});

describe('whoever leaves', () => {
  const leaving = person('a', of('employer', FIRM), of('school', 'school-1'));
  const lentTo = person('b', of('employer', FIRM, { delegatedBy: 'a' }));
  const colleague = person('c', of('employer', FIRM));
  const leave = (members: Person[], successor?: Person) =>
    departed({ leaving, roles: own(leaving, FIRM, now), organisation: FIRM, members, successor, at: now, now });
  const changed = (result: ReturnType<typeof leave>, id: string) => result.changes.find((each) => each.after.id === id)?.after;

  test('ends what they have there and what they lent of it, and nothing else', () => {
    const result = leave([leaving, lentTo, colleague]);
    expect(changed(result, 'a')?.memberships).toEqual([of('employer', FIRM, { to: now }), of('school', 'school-1')]);
    expect(changed(result, 'b')?.memberships).toEqual([of('employer', FIRM, { delegatedBy: 'a', to: now })]);
    expect([changed(result, 'c'), result.leavesNobody]).toEqual([undefined, false]);
  });

  test('ends what was lent to them there, too, and hands none of that over', () => {
    const deputy = person('b', of('employer', FIRM, { delegatedBy: 'a' }));
    const result = departed({
      ...{ leaving: deputy, roles: heldBy(deputy, FIRM, now), organisation: FIRM, members: [deputy, colleague], at: now, now },
      successor: colleague,
    });
    expect(changed(result, 'b')?.memberships).toEqual([of('employer', FIRM, { delegatedBy: 'a', to: now })]);
    expect(changed(result, 'c')).toBeUndefined();
  });

  test('takes nothing from a successor who has the role already', () => {
    const result = departed({
      ...{ leaving, roles: own(leaving, FIRM, now), organisation: FIRM, members: [leaving, colleague], now },
      ...{ successor: colleague, at: later },
    });
    expect(changed(result, 'c')?.memberships).toEqual([
      of('employer', FIRM, { to: later }),
      of('employer', FIRM, { from: later }),
    ]);
  });

  test('hands over to a successor, who may come from elsewhere', () => {
    const result = leave([leaving], person('d', of('union', 'union-1')));
    expect(changed(result, 'd')?.memberships).toEqual([of('union', 'union-1'), of('employer', FIRM, { from: now })]);
    expect(result.leavesNobody).toBe(false);
  });

  test('leaves nobody behind when only who administers is left', () => {
    expect(leave([leaving, lentTo]).leavesNobody).toBe(true);
    expect(leave([leaving, person('e', of('administrator', FIRM))]).leavesNobody).toBe(true);
  });
});

describe('a merger', () => {
  const old = { id: 'old', kinds: ['school' as const] };
  const into = { id: 'new', kinds: ['school' as const, 'employer' as const] };
  const added = (people: Person[], taken: Parameters<typeof mergedPeople>[1] = [old]) =>
    Object.fromEntries(mergedPeople(people, taken, into, now).map(({ after, added }) => [after.id, added]));

  test('lets the successor’s people act for what was taken over, in the roles that it has', () => {
    const people = [person('a', of('school', 'new'), of('employer', 'new'), of('administrator', 'new'))];
    expect(added(people).a).toEqual([of('school', 'old', { through: 'new' }), of('administrator', 'old', { through: 'new' })]);
  });

  test('lets the taken-over one’s people act for the successor, but not administer it', () => {
    expect(added([person('b', of('school', 'old'), of('administrator', 'old'))]).b).toEqual([of('school', 'new')]);
  });

  test('ties the old role to the new one, so that both end together and a repeat gives nothing back', () => {
    const { after } = mergedPeople([person('b', of('school', 'old'))], [old], into, now)[0]!;
    expect(after.memberships).toEqual([of('school', 'old', { through: 'new' }), of('school', 'new')]);
    const left = ended(after, (each) => belongsTo('new', each), now);
    expect(left.memberships.every(({ to }) => to === now)).toBe(true);
    expect(mergedPeople([left], [old], into, later)).toEqual([]);
  });

  test('reaches back to what had been taken over before', () => {
    expect(added([person('a', of('school', 'new'))], [old, { id: 'older', kinds: ['school'] }]).a).toEqual([
      of('school', 'old', { through: 'new' }),
      of('school', 'older', { through: 'new' }),
    ]);
  });

  test('changes nothing when it is done again, nor for whose role has ended', () => {
    const once = mergedPeople([person('a', of('school', 'new')), person('b', of('school', 'old'))], [old], into, now);
    expect(
      mergedPeople(
        once.map(({ after }) => after),
        [old],
        into,
        now,
      ),
    ).toEqual([]);
    expect(added([person('c', of('school', 'new', { to: past }))])).toEqual({});
  });
});
