import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkAbsent, markAbsent } from '../../functions/absences/absent.ts';
import { addWorkingDays } from '../../functions/deadlines/working-days.ts';
import { statistics } from '../../functions/decisions/steps/statistics.ts';
import { decisionWithout } from '../../functions/personal/words.ts';
import { parse } from '../../functions/platform/api.ts';
import { at, days, now } from '../matching/sample.ts';
import { caseOf, world } from '../support/case.ts';
import { fields, refusal } from '../support/refused.ts';
import { seat, task, teacher, thursday, visit } from '../support/visit.ts';

const friday = new Date(at('2026-03-13 09:00'));
const agreed = { speakerConfirmedAt: now };
const c = () =>
  caseOf(
    task('statistics', { party: 'school-1' }),
    {
      visit: visit({ speakersWanted: 2, approved: { 1: 1, 2: 1 }, schoolConfirmedAt: now, statistics: 'due' }),
      seats: [seat(1, 's1', agreed), seat(2, 's3', agreed)],
    },
    { now: friday },
  );
const submitted = (more: object = {}) => ({
  ...{ outcome: 'submit' as const, actualStart: thursday.start, actualEnd: thursday.end, speakersPresent: ['s1'] },
  ...{ schools: [{ schoolId: 'school-1', directStudents: 45 }], indirectAudience: 0, media: [], costYuan: 0 },
  ...more,
});
const told = (more: object = {}) => world(c(), statistics.decide(c(), submitted(more), teacher));

describe('who sits in the visit and did not come', () => {
  test('stands on the seat and in an event, with the reason, contestable for ten working days', () => {
    const { status, seats, events } = told({ absent: [{ speakerId: 's3', reasonCode: 'traffic', text: '示例：高速封路' }] });
    expect(status).toBe('closed');
    const until = at('2026-03-27 18:00');
    expect(seats.map(({ absence }) => absence)).toEqual([
      undefined,
      { at: friday.toISOString(), by: 'teacher', until, reasonCode: 'traffic' },
    ]);
    expect(events.find(({ type }) => type === 'speaker-absent')).toMatchObject({
      by: { person: 'teacher', role: 'school' },
      data: { seat: 2, speaker: 's3', reasonCode: 'traffic', text: '示例：高速封路', until },
    });
  });

  test('is absent without a reason where the school says no more than who came', () => {
    const { seats, events } = told();
    expect(seats[1]!.absence).toMatchObject({ by: 'teacher' });
    expect(seats[1]!.absence).not.toHaveProperty('reasonCode');
    expect(events.filter(({ type }) => type === 'speaker-absent')).toHaveLength(1);
  });

  test('leaves no trace where all came, and nobody who came instead is missed', () => {
    const { seats, events } = told({ speakersPresent: ['s3', 's1', 's5'] });
    expect(seats.every(({ absence, version }) => absence === undefined && version === 1)).toBe(true);
    expect(events.map(({ type }) => type)).toEqual(['statistics-submitted']);
  });
});

describe('refused is an absence of', () => {
  test.each<[string, string[], object[], string[]]>([
    ['somebody who does not sit there', ['s1', 's3'], [{ speakerId: 's5' }], ['absent.0.speakerId not-in-visit']],
    ['somebody who came', ['s1', 's3'], [{ speakerId: 's1' }], ['absent.0.speakerId present-too']],
    ['the same twice', ['s1'], [{ speakerId: 's3' }, { speakerId: 's3' }], ['absent.1.speakerId duplicate']],
    ['nobody, when somebody is missing', ['s1'], [], ['absent incomplete']],
  ])('%s', (_, speakersPresent, absent, expected) => {
    const refused = refusal(() => statistics.decide(c(), submitted({ speakersPresent, absent }), teacher));
    expect(fields(refused)).toEqual(expected);
  });

  test('a form that it does not have', () => {
    const wrong = submitted({ absent: [{ speakerId: 's3', reasonCode: '!', name: '示例' }] });
    expect(fields(refusal(() => parse(statistics.body, wrong))).sort()).toEqual([
      'absent.0.name unknown-field',
      'absent.0.reasonCode code',
    ]);
  });
});

test('whatever a school sends, it is refused or every seated speaker is present or absent, never both', () => {
  const who = fc.constantFrom('s1', 's3', 's5');
  const list = fc.uniqueArray(who, { maxLength: 3 });
  fc.assert(
    fc.property(list, fc.option(list, { nil: undefined }), (speakersPresent, missing) => {
      const absent = missing?.map((speakerId) => ({ speakerId }));
      const s = c();
      if (checkAbsent(s, { speakersPresent, absent }).length > 0) return missing !== undefined;
      const marked = world(s, { writes: markAbsent(s, { speakersPresent, absent }, teacher) }).seats;
      return marked.every(({ speaker, absence }) => (absence !== undefined) !== speakersPresent.some((id) => id === speaker));
    }),
  );
});

test('the days for an objection are the policy’s working days, whatever holidays lie between', () => {
  const s = c();
  const now = new Date(at('2026-09-29 16:00'));
  const later = { ...s, now, policy: { ...s.policy, absenceObjectionDays: 3 } };
  const [absent] = world(later, { writes: markAbsent(later, { speakersPresent: ['s1'] }, teacher) }).seats.slice(1);
  expect(absent!.absence!.until).toBe(at(`${addWorkingDays('2026-09-29', 3, days)} 18:00`));
  expect(absent!.absence!.until > at('2026-10-08 00:00')).toBe(true);
});

test('an erasure takes the school’s words about the speaker out of the decision, and leaves those about others', () => {
  const absent = [
    { speakerId: 's1', text: '示例：住院' },
    { speakerId: 's3', reasonCode: 'unwell', text: '示例：手术' },
  ];
  const decided = task('statistics', {
    decision: { body: { outcome: 'submit', summary: '示例', absent }, by: teacher, at: now },
  });
  const without = decisionWithout(decided, { person: 'gone', speaker: 's3' }) as { body: object };
  expect(without.body).toEqual({
    ...{ outcome: 'submit', summary: '示例' },
    absent: [absent[0], { speakerId: 's3', reasonCode: 'unwell' }],
  });
  const byAuthor = decisionWithout(decided, { person: 'teacher' }) as { body: object };
  expect(JSON.stringify(byAuthor.body)).not.toMatch(/住院|手术|summary/);
  expect(decisionWithout({ ...decided, decision: without }, { person: 'gone', speaker: 's3' })).toBeUndefined();
});
