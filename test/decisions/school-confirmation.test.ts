import { describe, expect, test } from 'vitest';
import { schoolConfirmation } from '../../functions/decisions/steps/school-confirmation.ts';
import { parse } from '../../functions/platform/api.ts';
import { now } from '../matching/sample.ts';
import { caseOf, world } from '../support/case.ts';
import { fields, refusal } from '../support/refused.ts';
import { seat, task, teacher, thursday, visit } from '../support/visit.ts';

const agreed = { speakerConfirmedAt: now };
const given = { visit: visit({ approved: { 1: 1, 2: 1 } }), seats: [seat(1, 's1', agreed), seat(2, 's3', agreed)] };
const c = () => caseOf(task('school-confirmation', { party: 'school-1' }), given);
const decline = (scope: 'speakers' | 'visit') => ({ outcome: 'decline' as const, scope, reasonCode: 'time' });

test('a school that confirms makes the visit sure; the statistics are due five working days after its end', () => {
  const effects = schoolConfirmation.decide(c(), { outcome: 'confirm' }, teacher);
  const { visit, status, held } = world(c(), effects);
  expect(effects.result).toEqual({ outcome: 'confirm', end: thursday.end, expiresAt: '2026-03-23T10:00:00.000Z' });
  expect(visit).toMatchObject({ statistics: 'due', schoolConfirmedAt: now });
  expect({ status, held }).toEqual({ status: 'confirmed', held: ['s1', 's3'] });
});

test('a school that wants other speakers sends all seats back to the union; nobody of them is asked again', () => {
  const effects = schoolConfirmation.decide(c(), decline('speakers'), teacher);
  const { seats, status, held, load, events } = world(c(), effects);
  expect(effects.result).toEqual({ outcome: 'decline', scope: 'speakers' });
  expect(seats).toMatchObject([
    { round: 1, past: ['s1'] },
    { round: 1, past: ['s3'] },
  ]);
  expect({ status, held, load: load('s1') }).toEqual({ status: 'matching', held: [], load: 0 });
  expect(events).toMatchObject([{ type: 'school-declined', data: { scope: 'speakers' } }]);
});

test('a school that gives the visit up ends it, and everybody is free again', () => {
  const effects = schoolConfirmation.decide(c(), decline('visit'), teacher);
  const { status, visit, held } = world(c(), effects);
  expect(effects.result).toEqual({ outcome: 'decline', scope: 'visit' });
  expect({ status, held }).toEqual({ status: 'declined', held: [] });
  expect(visit.ended?.reasons).toEqual([{ code: 'school-declined' }]);
});

test('the union of the unit answers for a silent school, at the latest until the visit starts', () => {
  const handed = schoolConfirmation.expire(c());
  expect(handed).toMatchObject({ handOver: { to: 'district-union', expiresAt: '2026-03-04T10:00:00.000Z' } });
  expect(world(c(), handed)).toMatchObject({ status: 'awaiting-school', events: [{ type: 'handed-to-union' }] });
});

test('silent after that, the visit expires', () => {
  const handedOver = () => caseOf(task('school-confirmation', { party: 'school-1', escalatedTo: 'district-union' }), given);
  const { status, visit, held } = world(handedOver(), schoolConfirmation.expire(handedOver()));
  expect({ status, held }).toEqual({ status: 'expired', held: [] });
  expect(visit.ended?.reasons).toEqual([{ code: 'school-silent' }]);
});

describe('a school’s decline', () => {
  const refused = (body: object) => fields(refusal(() => parse(schoolConfirmation.body, body)));

  test('says whether it means the speakers or the visit', () => {
    expect(refused({ outcome: 'decline' })).toEqual(['scope required']);
    expect(refused({ outcome: 'decline', scope: 'school', reasonCode: 'time' })).toEqual(['scope value']);
    expect(refused({ outcome: 'decline', scope: 'visit', reasonCode: 'time', text: '\u202e' })).toEqual(['text characters']);
  });

  test('is the only other answer', () => {
    expect(refused({ outcome: 'perhaps' })).toEqual(['outcome outcome']);
    expect(refused({ outcome: 'confirm', reasonCode: 'time' })).toEqual(['reasonCode unknown-field']);
  });
});
