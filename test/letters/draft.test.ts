import { describe, expect, test } from 'vitest';
import type { NewLetter } from '../../functions/letters/contract.ts';
import { draftOf } from '../../functions/letters/draft.ts';
import { aboutOf } from '../../functions/letters/letter.ts';
import { stillHolds } from '../../functions/letters/still-holds.ts';
import type { VisitCore } from '../../functions/visits/store.ts';
import { now, threeEvenings } from '../matching/sample.ts';
import { speakers } from '../support/city.ts';
import { fields, refusal } from '../support/refused.ts';
import { request, seat, task, thursday } from '../support/visit.ts';
import { agreed, asked, letter } from './sample.ts';

const pool = new Map(Object.entries(speakers));
const draft = (core: VisitCore, body: NewLetter, at = now) => draftOf(core, body, pool, at);
const refused = (core: VisitCore, body: NewLetter, at = now) => refusal(() => draft(core, body, at));
const release = { kind: 'release-request', seat: 1 } as const;
const invitation = { kind: 'invitation', seat: 1 } as const;
const confirmation = { kind: 'confirmation' } as const;
const HONOUR = { code: 'model-worker', level: 'national' };

describe('a request for release', () => {
  test('names the employer that is asked, the speaker with the main honour, the time, and by when to answer', () => {
    expect(draft(asked(), release)).toMatchObject({
      ...{ kind: 'release-request', visit: 'v1', epoch: 1, seat: 1, round: 1, employer: 'employer-1', students: 45 },
      ...{ speakers: [{ id: 's1', honour: HONOUR }], slot: thursday, times: [thursday] },
      replyBy: '2026-03-05T10:00:00.000Z',
    });
  });

  test('can still be had when the employer has released, without a date to answer by', () => {
    const said = draft(agreed(), release);
    expect([said.employer, said.replyBy]).toEqual(['employer-1', undefined]);
  });

  test('is none where no employer is asked: only told, asked about another speaker, or not yet', () => {
    const told = asked({}, { releases: [{ employer: 'employer-1', need: 'notice' }] });
    const another = { ...asked({ approved: { 1: 2 } }, { round: 2 }) };
    for (const core of [told, another, { ...asked(), tasks: [] }, asked({}, { releases: [] })])
      expect(refused(core, release)).toMatchObject({ type: 'employer-not-asked', status: 409 });
    const earlier = { ...asked(), tasks: [task('employer-release', { epoch: 0, seat: 1, employer: 'employer-1' })] };
    expect(refused(earlier, release).type).toBe('employer-not-asked');
  });

  test('of two employers names the one that is meant', () => {
    const both = asked({}, { releases: ['employer-1', 'employer-2'].map((employer) => ({ employer, need: 'required' })) });
    const [first] = both.tasks;
    const core = { ...both, tasks: [first!, { ...first!, party: 'employer-2', employer: 'employer-2' }] };
    expect(fields(refused(core, release))).toEqual(['employerId employer-required']);
    expect(draft(core, { ...release, employerId: 'employer-2' }).employer).toBe('employer-2');
    expect(fields(refused(core, { ...release, employerId: 'employer-3' }))).toEqual(['employerId not-in-visit']);
    const about = (employerId: string) => aboutOf(draft(core, { ...release, employerId }));
    expect(about('employer-1')).not.toBe(about('employer-2'));
  });
});

describe('an invitation', () => {
  test('waits for the union', () => {
    expect(draft(asked(), invitation)).toMatchObject({ kind: 'invitation', seat: 1, speakers: [{ id: 's1', honour: HONOUR }] });
    for (const approved of [{}, { 1: 2 }] as Record<string, number>[])
      expect(refused(asked({ approved }), invitation)).toMatchObject({ type: 'not-approved-yet', status: 409 });
  });

  test('needs somebody who sits there, in a seat that is wanted', () => {
    expect(refused({ ...asked(), seats: [seat(1)] }, invitation)).toMatchObject({ type: 'seat-open', status: 409 });
    expect(fields(refused(asked(), { ...invitation, seat: 2 }))).toEqual(['seat not-in-visit']);
  });

  test('asks nobody to come when it is over', () => {
    const ended = (status: 'cancelled' | 'closed') => ({ status, at: now, reasons: [] });
    for (const core of [asked({ ended: ended('cancelled') }), agreed({ ended: ended('closed') })])
      expect(refused(core, invitation)).toMatchObject({ type: 'visit-over', status: 409 });
    expect(refused(agreed(), invitation, thursday.end)).toMatchObject({ type: 'visit-over' });
  });

  test('lists the sessions, where there are several', () => {
    const { start, end } = threeEvenings;
    const core = { ...asked({ slot: { index: 0, start, end } }), request: request({ slots: [threeEvenings] }) };
    expect(draft(core, invitation).times).toEqual(threeEvenings.sessions);
  });
});

describe('a confirmation', () => {
  test('waits for everybody, then names who comes and which employers had to release', () => {
    expect(draft(agreed(), confirmation)).toMatchObject({ speakers: [{ id: 's1' }], employers: ['employer-1'] });
    expect(refused(asked(), confirmation)).toMatchObject({ type: 'not-confirmed-yet', status: 409 });
  });

  test('can be had after the visit, too, but not of one that was called off', () => {
    const ended = (status: 'closed' | 'not-held') => ({ status, at: now, reasons: [] });
    expect(draft(agreed({ ended: ended('closed') }), confirmation, thursday.end).kind).toBe('confirmation');
    expect(refused(agreed({ ended: ended('not-held') }), confirmation).type).toBe('not-confirmed-yet');
  });
});

test('another round, another epoch, another seat: another letter', () => {
  const abouts = [{}, { round: 2 }, { epoch: 2 }, { seat: 2 }, { kind: 'invitation' as const }].map((more) =>
    aboutOf({ ...letter('release-request'), ...more }),
  );
  expect(new Set(abouts).size).toBe(abouts.length);
});

describe('what a letter says holds', () => {
  const kinds = ['release-request', 'invitation', 'confirmation'] as const;

  test('while nothing of it changes, also in another epoch and after the visit', () => {
    for (const kind of kinds) {
      expect(stillHolds(letter(kind), agreed({ epoch: 4 }))).toBe(true);
      expect(stillHolds(letter(kind), agreed({ ended: { status: 'closed', at: now, reasons: [] } }))).toBe(true);
    }
  });

  test('no longer once the visit is moved or called off, or somebody else sits there', () => {
    const later = { index: 0, start: thursday.start, end: '2026-03-12T08:00:00.000Z' };
    for (const kind of kinds) {
      expect(stillHolds(letter(kind), agreed({ slot: later }))).toBe(false);
      expect(stillHolds(letter(kind), agreed({ ended: { status: 'cancelled', at: now, reasons: [] } }))).toBe(false);
      const another = { ...agreed(), seats: [{ ...agreed().seats[0]!, speaker: 's3', round: 2 }] };
      expect(stillHolds(letter(kind), another)).toBe(false);
    }
  });

  test('of a confirmation only while all agree', () => {
    expect(stillHolds(letter('confirmation'), asked())).toBe(false);
    expect(stillHolds(letter('invitation'), asked())).toBe(true);
  });
});
