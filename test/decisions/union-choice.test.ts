import { describe, expect, test } from 'vitest';
import { unionApproval } from '../../functions/decisions/steps/union-approval.ts';
import { parse } from '../../functions/platform/api.ts';
import type { VisitCore } from '../../functions/visits/store.ts';
import type { Actor } from '../../functions/visits/visit.ts';
import { busy, evenings, loaded, speaker, threeEvenings } from '../matching/sample.ts';
import { caseOf, facts, world } from '../support/case.ts';
import { speakers as pool } from '../support/city.ts';
import { fields, refusal } from '../support/refused.ts';
import { core, request, seat, task, thursday, visit } from '../support/visit.ts';

const officer: Actor = { person: 'officer', name: '示例officer', role: 'union', organisation: 'district-union' };
const two = { seats: [seat(1, 's1'), seat(2, 's2')] };

function chooses(speakers: string[], given: Partial<VisitCore> = {}, others: Parameters<typeof facts>[1] = []) {
  const read = facts(core(given), others);
  const c = caseOf(task('union-approval'), given, {
    facts: read,
    pool: new Map(Object.entries({ ...pool, away: speaker('away', { status: 'paused' }) })),
  });
  const effects = unionApproval.decide(c, { outcome: 'approve', speakers }, officer);
  return { ...effects, ...world(c, effects, read) };
}

describe('the union’s own choice', () => {
  test('frees whom it replaces and holds whom it picked, with the releases that this one needs', () => {
    const { seats, visit, held, load, events, result } = chooses(['s2']);
    expect(seats).toMatchObject([
      { speaker: 's2', round: 2, releases: [{ employer: 'employer-1' }, { employer: 'employer-2' }] },
    ]);
    expect(visit.approved).toEqual({ 1: 2 });
    expect(held).toEqual(['s2']);
    expect([load('s1'), load('s2')]).toEqual([0, 1]);
    expect(result.seats).toMatchObject([{ seat: 1, round: 2, employers: ['employer-1', 'employer-2'] }]);
    expect(events).toMatchObject([{ data: { chosen: true, seats: [{ seat: 1, speaker: 's2' }] } }]);
  });

  test('for three evenings may be somebody who has another visit by day; the employers are only told', () => {
    const { start, end } = threeEvenings;
    const given = { visit: visit({ slot: { index: 0, start, end } }), request: request({ slots: [threeEvenings] }) };
    const { seats, held } = chooses(['s2'], given, [busy('s2', thursday)]);
    expect(seats[0]!.releases).toEqual(['employer-1', 'employer-2'].map((employer) => ({ employer, need: 'notice' })));
    expect(held).toEqual(['s2']);
    const conflict = refusal(() => chooses(['s2'], given, [busy('s2', evenings[1]!)]));
    expect(conflict.facts.speakers).toEqual([{ id: 's2', name: '示例s2' }]);
  });

  test('may keep some and replace others; what is kept stays as it is', () => {
    const { seats, held } = chooses(['s1', 's3'], two);
    expect(seats).toMatchObject([
      { speaker: 's1', round: 1, version: 1 },
      { speaker: 's3', round: 2 },
    ]);
    expect(held).toEqual(['s1', 's3']);
  });

  test('may let two speakers change seats: both stay held, each once', () => {
    const { seats, held, load } = chooses(['s2', 's1'], two);
    expect(seats.map((it) => it.speaker)).toEqual(['s2', 's1']);
    expect(held).toEqual(['s1', 's2']);
    expect([load('s1'), load('s2')]).toEqual([1, 1]);
  });

  test('shows the visit to the second employer, and to the union that owns the pool entry', () => {
    const { items } = chooses(['s2']);
    expect(items.filter(({ sk }) => (sk as string).startsWith('WITH#'))).toMatchObject([{ party2: 'nc#employer-2' }]);
    expect(items.find(({ sk }) => sk === 'SEAT#1')).toMatchObject({
      party1: 'nc#s2',
      party2: 'nc#employer-1',
      party3: 'nc#city-union',
    });
  });
});

describe('refused is', () => {
  const refused = (...args: Parameters<typeof chooses>) => refusal(() => chooses(...args));

  test('a list that has not one speaker for each open seat', () => {
    expect(fields(refused(['s1'], two))).toEqual(['speakers one-per-seat']);
    expect(fields(refused(['s1', 's2', 's3'], two))).toEqual(['speakers one-per-seat']);
    expect(fields(refused([], two))).toEqual(['speakers one-per-seat']);
  });

  test('the same speaker twice', () => {
    const twice = refusal(() => parse(unionApproval.body, { outcome: 'approve', speakers: ['s1', 's1'] }));
    expect(fields(twice)).toEqual(['speakers duplicate']);
  });

  test('somebody who is not in the pool, as a speaker or as a reserve', () => {
    expect(fields(refused(['s1', 's9'], two))).toEqual(['speakers.1 unknown-speaker']);
    const c = caseOf(task('union-approval'));
    const approve = { outcome: 'approve' as const, reserves: ['s3', 's9'] };
    expect(fields(refusal(() => unionApproval.decide(c, approve, officer)))).toEqual(['reserves.1 unknown-speaker']);
  });

  test('somebody unsuitable', () => {
    expect(fields(refused(['away']))).toEqual(['speakers.0 not-suitable']);
  });

  test('somebody who declined before, or who sits in another seat already', () => {
    expect(fields(refused(['s3'], { seats: [seat(1, 's1', { past: ['s3'] })] }))).toEqual(['speakers.0 excluded']);
    const agreed = { visit: visit({ approved: { 1: 1 } }), seats: [seat(1, 's1'), seat(2, 's2', { round: 2 })] };
    expect(fields(refused(['s1'], agreed))).toEqual(['speakers.0 excluded']);
  });

  test('somebody who is busy or has reached the limit: a conflict that names who', () => {
    const conflict = refused(['s4', 's5'], two, [busy('s4', thursday), loaded('s5', 2)]);
    expect(conflict).toMatchObject({ type: 'speaker-unavailable', status: 409 });
    expect(conflict.facts.speakers).toEqual([
      { id: 's4', name: '示例s4' },
      { id: 's5', name: '示例s5' },
    ]);
  });

  test('first what can never be right: with somebody unsuitable nobody is called busy', () => {
    expect(fields(refused(['away', 's4'], two, [busy('s4', thursday)]))).toEqual(['speakers.0 not-suitable']);
  });
});
