import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { active } from '../../functions/access/may.ts';
import type { Membership, Person } from '../../functions/access/person.ts';
import { type Office, officeOf, own, standingIn } from '../../functions/people/memberships.ts';

const now = '2026-03-02T01:00:00.000Z';
const later = '2026-03-09T01:00:00.000Z';
const UNION = 'union-donghu';
const person = (id: string, ...memberships: Membership[]): Person => ({ id, city: 'nc', name: '示例', memberships });
const union = (more: Partial<Membership> = {}): Membership => ({ role: 'union', organisation: UNION, ...more });
const office = (people: Person[], at = now) => ids(officeOf(people, UNION, 'union', at));
const ids = ({ acting, heads, absent }: Office) => ({
  acting: acting.map(({ id }) => id),
  heads: heads.map(({ id }) => id),
  absent: absent.map(({ id }) => id),
});

describe('an office', () => {
  const officer = person('officer', union());
  const head = person('head', union({ head: true }));
  const away = (from = now) => union({ from, to: later, delegatedBy: 'officer' });

  test('is who holds the role now; its head is not among those who decide as long as others are there', () => {
    const others = [
      person('former', union({ to: now })),
      person('next', union({ from: later })),
      person('elsewhere', union({ organisation: 'union-city' })),
      person('administrator', union({ role: 'administrator' })),
    ];
    expect(office([officer, head, ...others])).toEqual({ acting: ['officer'], heads: ['head'], absent: [] });
  });

  test('in which only the head is left has the head decide', () => {
    expect(office([head])).toEqual({ acting: ['head'], heads: ['head'], absent: [] });
  });

  test('has the stand-in decide during an absence, and whoever was away after it', () => {
    const people = [officer, person('colleague', away())];
    expect(office(people)).toEqual({ acting: ['colleague'], heads: [], absent: ['officer'] });
    expect(office(people, later)).toEqual({ acting: ['officer'], heads: [], absent: [] });
    expect(office([officer, person('colleague', away(later))])).toMatchObject({ acting: ['officer'], absent: [] });
  });

  test('counts a colleague of one’s own once, who stands in beside it', () => {
    expect(office([officer, person('colleague', union(), away())])).toMatchObject({ acting: ['colleague'] });
  });

  test('is told of by the stand-in of its head', () => {
    const deputy = person('deputy', union({ from: now, to: later, head: true, delegatedBy: 'head' }));
    expect(office([officer, head, deputy])).toEqual({ acting: ['officer'], heads: ['deputy'], absent: ['head'] });
  });

  test('has nobody when those who stand in for each other are both away', () => {
    const both = [person('a', union(), union({ delegatedBy: 'b' })), person('b', union(), union({ delegatedBy: 'a' }))];
    expect(office(both)).toEqual({ acting: [], heads: [], absent: ['a', 'b'] });
  });

  test('loses nobody who lent another role only', () => {
    const colleague = person('colleague', union({ role: 'administrator', delegatedBy: 'officer' }));
    expect(office([officer, colleague])).toMatchObject({ acting: ['officer'], absent: [] });
  });
});

test('whoever stands in, each who holds the role is there or away, and nobody decides only when all are away', () => {
  const size = fc.integer({ min: 1, max: 6 });
  const absences = fc.array(fc.record({ who: fc.nat({ max: 5 }), to: fc.nat({ max: 5 }) }), { maxLength: 8 });
  fc.assert(
    fc.property(size, absences, fc.array(fc.boolean(), { minLength: 6, maxLength: 6 }), (count, away, isHead) => {
      const people = Array.from({ length: count }, (_, i) => person(`p${i}`, union(isHead[i] ? { head: true } : {})));
      for (const { who, to } of away) {
        const [absent, colleague] = [people[who % count]!, people[to % count]!];
        if (absent === colleague) continue;
        const lent = standingIn(colleague, absent, own(absent, UNION, now), { from: now, to: later }, now);
        people[people.indexOf(colleague)] = lent;
      }
      const { acting, heads, absent } = officeOf(people, UNION, 'union', now);
      expect([...new Set([...acting, ...heads, ...absent])].map(({ id }) => id).sort()).toEqual(people.map(({ id }) => id));
      expect([...acting, ...heads].filter((each) => absent.includes(each))).toEqual([]);
      expect(acting.length === 0).toBe(absent.length === count);
      const lenders = people.flatMap((each) => active(each, now).map(({ delegatedBy }) => delegatedBy));
      for (const each of absent) expect(lenders).toContain(each.id);
      // When all have come back everybody is there again.
      expect(officeOf(people, UNION, 'union', later).absent).toEqual([]);
    }),
  );
});
