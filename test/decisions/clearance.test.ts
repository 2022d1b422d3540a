import { describe, expect, test } from 'vitest';
import { toTheSeats, uncleared } from '../../functions/decisions/standing.ts';
import type { Effects } from '../../functions/decisions/step-rule.ts';
import { clearance } from '../../functions/decisions/steps/clearance.ts';
import { parse } from '../../functions/platform/api.ts';
import { contentOf } from '../../functions/talent/talks.ts';
import type { Actor } from '../../functions/visits/visit.ts';
import { policy as defaultPolicy } from '../matching/sample.ts';
import { caseOf, world } from '../support/case.ts';
import { CITY, speakers } from '../support/city.ts';
import { fields, refusal } from '../support/refused.ts';
import { seat, task, visit } from '../support/visit.ts';

const policy = { ...defaultPolicy, clearance: true };
const inspector: Actor = { person: 'inspector', name: '示例inspector', role: 'education', organisation: 'district-education' };
const given = {
  visit: visit({ approved: { 1: 1, 2: 1 }, speakersWanted: 2, reserves: ['s4', 's5'] }),
  seats: [seat(1, 's1'), seat(2, 's3')],
};
/** Two seated and two reserves, of whom one is known already. */
const c = (cleared = ['s5'], more = {}) =>
  caseOf(task('clearance', { party: 'district-education' }), given, { policy, cleared: new Set(cleared), ...more });
const decline = (named?: string[]) => ({ outcome: 'decline' as const, reasonCode: 'other', ...(named && { speakers: named }) });

describe('who is in question', () => {
  test('are those seated and the reserves whom nobody has cleared', () => {
    expect(uncleared(c())).toEqual(['s1', 's3', 's4']);
    expect(uncleared(c(['s1', 's3', 's4', 's5']))).toEqual([]);
  });

  test('is nobody where the city does not want it', () => {
    expect(uncleared(c([], { policy: defaultPolicy }))).toEqual([]);
    expect(toTheSeats(c([], { policy: defaultPolicy }))).toMatchObject({ next: 'employers-first' });
  });

  test('leads to the authority before anybody else is asked', () => {
    expect(toTheSeats(c())).toEqual({ next: 'clearance', expiresAt: '2026-03-06T10:00:00.000Z' });
    expect(toTheSeats(c(['s1', 's3', 's4', 's5'])).seats?.map((each) => each.seat)).toEqual([1, 2]);
  });
});

test('the content that is cleared is what is told, to whom, and for how long', () => {
  const talk = { title: '示例：一讲', topics: ['welding'], levels: ['junior-secondary'], minutes: 40 };
  const content = contentOf({ talks: [talk] });
  expect(contentOf({ talks: [{ ...talk }] })).toBe(content);
  const others = [{ title: '示例：另一讲' }, { topics: ['safety'] }, { levels: [] }, { minutes: 45 }];
  const changed = [...others.map((more) => [{ ...talk, ...more }]), [], [talk, talk]].map((talks) => contentOf({ talks }));
  expect(new Set([content, ...changed]).size).toBe(1 + changed.length);
});

test('cleared, everybody in question is known from now on, and the seats are asked', () => {
  const effects = clearance.decide(c(), { outcome: 'clear' }, inspector);
  const { memory, events, held } = world(c(), effects);
  expect(effects.result).toMatchObject({ outcome: 'clear', next: 'employers-first', seats: [{ seat: 1 }, { seat: 2 }] });
  for (const id of ['s1', 's3', 's4'])
    expect(memory.get({ pk: `${CITY}#CLEARANCE`, sk: id })).toMatchObject({
      ...{
        speaker: id,
        content: contentOf(speakers[id]!),
        by: { person: 'inspector', role: 'education', organisation: inspector.organisation },
      },
    });
  expect(memory.get({ pk: `${CITY}#CLEARANCE`, sk: 's5' })).toBeUndefined();
  expect(events).toMatchObject([{ type: 'cleared', by: { person: 'inspector', role: 'education' } }]);
  expect(held).toEqual(['s1', 's3']);
});

test('where the city asks the speaker first, so it does afterwards', () => {
  const first = { visit: { ...given.visit, speakerFirst: true } };
  expect(clearance.decide(c([], first), { outcome: 'clear' }, inspector).result).toMatchObject({ next: 'speaker-first' });
});

test('refused, they leave their seats, are free, and are not asked again for this visit; who was not in question stays', () => {
  const effects = clearance.decide(c(), decline(), inspector);
  const { seats, visit, held, events } = world(c(), effects);
  expect(effects.result).toEqual({ outcome: 'decline' });
  expect(seats.map(({ past }) => past)).toEqual([expect.arrayContaining(['s1']), expect.arrayContaining(['s3'])]);
  expect(seats.filter(({ speaker }) => speaker !== undefined)).toEqual([]);
  expect({ reserves: visit.reserves, held }).toEqual({ reserves: ['s5'], held: [] });
  expect(events).toMatchObject([{ type: 'clearance-declined', data: { reasonCode: 'other' } }]);
});

test('one of them refused: the others keep their places', () => {
  const { seats, visit, held } = world(c(), clearance.decide(c(), decline(['s3', 's4']), inspector));
  expect(seats).toMatchObject([{ speaker: 's1', past: [] }, { past: expect.arrayContaining(['s3']) }]);
  expect({ reserves: visit.reserves, held }).toEqual({ reserves: ['s5'], held: ['s1'] });
});

test('only those in question can be refused', () => {
  const refused = (named: string[]) => fields(refusal(() => clearance.decide(c(), decline(named), inspector)));
  expect(refused(['s1', 's5'])).toEqual(['speakers.1 not-in-question']);
  expect(refused(['s9'])).toEqual(['speakers.0 not-in-question']);
  expect(fields(refusal(() => parse(clearance.body, decline(['s1', 's1']))))).toEqual(['speakers duplicate']);
  expect(fields(refusal(() => parse(clearance.body, { outcome: 'approve' })))).toEqual(['outcome outcome']);
});

test('a silent authority ends the visit, and everybody is free again', () => {
  const effects = clearance.expire(c()) as Effects;
  const { status, visit, held, events } = world(c(), effects);
  expect({ status, held, result: effects.result }).toEqual({ status: 'expired', held: [], result: { outcome: 'expired' } });
  expect(visit.ended?.reasons).toEqual([{ code: 'authority-silent' }]);
  expect(events).toMatchObject([{ type: 'step-expired', data: { step: 'clearance' } }]);
});
