import { describe, expect, test } from 'vitest';
import { visitCalendar } from '../../functions/calendars/calendar.ts';
import { isShown } from '../../functions/calendars/event-status.ts';
import type { VisitNames } from '../../functions/calendars/texts.ts';
import { cancel } from '../../functions/changes/cancel.ts';
import { replaceSpeaker } from '../../functions/changes/replace-speaker.ts';
import { reschedule } from '../../functions/changes/reschedule.ts';
import { shift } from '../../functions/changes/shift.ts';
import { withdraw } from '../../functions/changes/withdraw.ts';
import type { Effects } from '../../functions/decisions/step-rule.ts';
import { schoolConfirmation } from '../../functions/decisions/steps/school-confirmation.ts';
import { speakerConfirmation } from '../../functions/decisions/steps/speaker-confirmation.ts';
import { slotsKey } from '../../functions/platform/keys.ts';
import type { VisitCore } from '../../functions/visits/store.ts';
import type { Actor, Slot } from '../../functions/visits/visit.ts';
import { at, now, slot, threeEvenings, thursday } from '../matching/sample.ts';
import { caseOf, world } from '../support/case.ts';
import { CITY } from '../support/city.ts';
import { core, request, seat, task, teacher, visit } from '../support/visit.ts';
import { readBack } from './read-back.ts';

const site = 'https://visits.example';
const names: VisitNames = {
  schools: ['示例第一中学'],
  speakers: ['示例张三'],
  activity: { zh: '主题班会', en: 'Class meeting' },
  topics: [{ zh: '焊接', en: 'Welding' }],
};
const shown = (given: VisitCore, method: 'PUBLISH' | 'CANCEL' = 'PUBLISH', more: Partial<VisitNames> = {}) =>
  readBack(visitCalendar(given, { ...names, ...more }, { method, site }));
const entry = (given: VisitCore, more: Partial<VisitNames> = {}) => shown(given, 'PUBLISH', more).entries[0]!;

const officer: Actor = { person: 'officer', name: '示例officer', role: 'union', organisation: 'district-union' };
const why = { reasonCode: 'other' };

/** Confirmed by everybody, with a speaker whom nobody employs. */
const confirmed = core({
  visit: visit({ approved: { 1: 1 }, schoolConfirmedAt: now, statistics: 'due' }),
  seats: [seat(1, 's3', { speakerConfirmedAt: now })],
});

/** The visit after a change, as it would be read from the table. */
function turned(given: VisitCore, change: (s: ReturnType<typeof caseOf>) => Effects['writes'], at = now): VisitCore {
  const { tasks, ...rest } = given;
  const [asked] = tasks;
  const s = caseOf(asked ?? task('statistics', { state: 'closed' }), { ...rest, tasks }, { now: new Date(at) });
  const changed = world(s, { writes: change(s) });
  const moved = changed.memory.get(slotsKey(CITY, given.visit.id)) as { slots: Slot[] } | undefined;
  return {
    ...given,
    ...{ visit: changed.visit, seats: changed.seats, tasks: changed.tasks },
    request: { ...given.request, ...(moved && { slots: moved.slots }) },
  };
}
const asks = (given: VisitCore, step: 'speaker-confirmation' | 'school-confirmation'): VisitCore => {
  const { visit: of } = given;
  const asked = { 'speaker-confirmation': ['s3', 1], 'school-confirmation': ['school-1', 0] } as const;
  const [party, number] = asked[step];
  return { ...given, tasks: [task(step, { party, epoch: of.epoch, seat: number, round: number })] };
};
const speakerConfirms = (given: VisitCore): VisitCore =>
  turned(asks(given, 'speaker-confirmation'), (s) => {
    const by: Actor = { person: 'worker', name: '示例worker', role: 'speaker' };
    return (speakerConfirmation.decide(s, { outcome: 'confirm' }, by) as Effects).writes;
  });
const schoolConfirms = (given: VisitCore): VisitCore =>
  turned(
    asks(given, 'school-confirmation'),
    (s) => (schoolConfirmation.decide(s, { outcome: 'confirm' }, teacher) as Effects).writes,
  );

describe('through a visit’s life', () => {
  const proposed = core({ visit: visit({ approved: { 1: 1 } }), seats: [seat(1, 's3')] });

  test('it is one entry, whose number rises with every change: also with what only a seat knows of', () => {
    const said = speakerConfirms(proposed);
    const agreed = schoolConfirms(said);
    const shifted = turned(agreed, (s) => shift(s, slot('2026-03-12 15:00', '16:30'), why, officer));
    const again = schoolConfirms(speakerConfirms(shifted));
    const moved = turned(again, (s) => reschedule(s, [slot('2026-03-19 14:00', '15:30')], why, teacher));
    const withdrawn = turned(speakerConfirms(moved), (s) => withdraw(s, 1, why, { ...officer }));
    const cancelled = turned(withdrawn, (s) => cancel(s, why, teacher));
    const life = [proposed, said, agreed, shifted, again, moved, withdrawn, cancelled].map((each) => entry(each));
    expect(new Set(life.map(({ uid }) => uid))).toEqual(new Set(['v1@nc.model-worker-visits']));
    const numbers = life.map(({ sequence }) => sequence);
    expect(numbers).toEqual([...new Set(numbers)].sort((a, b) => a - b));
    expect(life.map(({ status }) => status)).toEqual([
      ...['TENTATIVE', 'TENTATIVE', 'CONFIRMED', 'TENTATIVE', 'CONFIRMED', 'TENTATIVE', 'TENTATIVE', 'CANCELLED'],
    ]);
    expect([life[2], life[3], life[5]].map((each) => [each!.start, each!.end])).toEqual([
      [thursday.start, thursday.end],
      [at('2026-03-12 15:00'), at('2026-03-12 16:30')],
      [at('2026-03-19 14:00'), at('2026-03-19 15:30')],
    ]);
  });

  test('it rises where somebody else takes the place in the last hours', () => {
    const lastHours = at('2026-03-12 08:00');
    const replaced = turned(
      confirmed,
      (s) => replaceSpeaker(s, { seat: 1, speakerId: 's4', channel: 'phone', ...why }, officer),
      lastHours,
    );
    expect(replaced.seats[0]!.speaker).toBe('s4');
    expect(entry(replaced).sequence).toBeGreaterThan(entry(confirmed).sequence);
    expect(entry(replaced)).toMatchObject({ status: 'CONFIRMED', stamp: lastHours });
  });

  test('it is of when something last changed, be that a word on a seat', () => {
    const later = at('2026-03-03 10:00');
    const release = { employer: 'employer-1', need: 'required' as const, releasedAt: later };
    expect(entry(core()).stamp).toBe(now);
    expect(entry(core({ seats: [seat(1, 's1', { speakerConfirmedAt: later })] })).stamp).toBe(later);
    expect(entry(core({ seats: [seat(1, 's1', { releases: [release] })] })).stamp).toBe(later);
  });

  test('the same visit makes the same text', () => {
    const text = () => visitCalendar(confirmed, names, { method: 'PUBLISH', site });
    expect(text()).toBe(text());
  });
});

describe('what has ended', () => {
  const ended = (status: 'closed' | 'not-held' | 'cancelled' | 'unmatched', more = {}) =>
    core({ ...confirmed, visit: { ...confirmed.visit, ended: { status, at: now, reasons: [] }, ...more } });

  test('well stays confirmed; otherwise it does not take place', () => {
    expect(entry(ended('closed')).status).toBe('CONFIRMED');
    for (const status of ['not-held', 'cancelled', 'unmatched'] as const) expect(entry(ended(status)).status).toBe('CANCELLED');
  });

  test('stays in a subscribed calendar where the school had counted on it, and goes where nobody had', () => {
    const never = { schoolConfirmedAt: undefined };
    expect(isShown(ended('cancelled'))).toBe(true);
    expect(isShown(ended('cancelled', never))).toBe(false);
    expect(isShown(ended('cancelled', { ...never, schoolAgreed: 'line-up' }))).toBe(true);
    expect(isShown(ended('unmatched', { ...never, slot: { index: 0, ...thursday, fixed: true } }))).toBe(true);
    expect(isShown(core())).toBe(true);
    expect(isShown(core({ visit: visit({ slot: undefined }) }))).toBe(false);
  });
});

describe('sessions', () => {
  const series = core({
    request: request({
      slots: [
        {
          ...threeEvenings,
          sessions: threeEvenings.sessions.map((each) => ({ ...each, audience: '八年级', place: '礼堂' })).reverse(),
        },
      ],
    }),
    visit: visit({ slot: { index: 0, start: threeEvenings.start, end: threeEvenings.end } }),
  });

  test('are an entry each, in order of time; the first is the visit’s own, so that it stays when one becomes several', () => {
    const { entries } = shown(series);
    expect(entries.map(({ uid, start }) => [uid, start])).toEqual([
      ['v1@nc.model-worker-visits', at('2026-03-11 19:00')],
      ['v1.2@nc.model-worker-visits', at('2026-03-12 19:00')],
      ['v1.3@nc.model-worker-visits', at('2026-03-13 19:00')],
    ]);
    expect(entries[1]!.summary).toContain('（2/3）');
    expect(entries[1]!.description).toContain('对象：八年级\n');
    expect(entries[1]!.location).toBe('示例第一中学 示例路1号 礼堂');
  });

  test('over midnight of Shanghai and of Greenwich keep their instants', () => {
    const night = { start: '2026-03-11T15:30:00.000Z', end: '2026-03-12T00:30:00.000Z' };
    const late = core({ request: request({ slots: [night] }), visit: visit({ slot: { index: 0, ...night } }) });
    expect(entry(late)).toMatchObject(night);
  });
});

describe('what it says', () => {
  test('what, where and who, in both languages, with where to look', () => {
    const { summary, location, description, url } = entry(confirmed, { speakers: ['示例张三', '示例李四'] });
    expect(summary).toBe('劳模工匠进校园：主题班会 · 示例第一中学 · Model worker visit');
    expect(location).toBe('示例第一中学 示例路1号');
    expect(url).toBe('https://visits.example/v1/visits/v1');
    expect(description.split('\n')).toEqual([
      ...['状态：已确认', '活动：主题班会、进校', '学校：示例第一中学', '劳模工匠：示例张三、示例李四', '主题：焊接'],
      ...['详情：https://visits.example/v1/visits/v1', ''],
      ...['Status: confirmed', 'Activity: Class meeting, In school', 'Schools: 示例第一中学'],
      ...['Model workers: 示例张三, 示例李四', 'Topics: Welding', 'Details: https://visits.example/v1/visits/v1'],
    ]);
  });

  test('that it is not certain, or off, in the line that every calendar shows', () => {
    expect(entry(core()).summary).toMatch(/^【待确认】.*\(not confirmed yet\)$/);
    const off = core({ visit: visit({ ended: { status: 'cancelled', at: now, reasons: [] } }) });
    expect(entry(off).summary).toMatch(/^【不举办】.*\(does not take place\)$/);
  });

  test('nothing of the contact, and no notes', () => {
    const text = visitCalendar(core({ request: request({ notes: '示例备注' }) }), names, { method: 'PUBLISH', site });
    expect(text).not.toMatch(/示例老师|示例备注|1234567|v\d+\./);
  });

  test('where nobody has to go, that it is online', () => {
    expect(entry(core({ request: request({ mode: 'online' }) })).location).toBe('线上 Online');
    expect(entry(core({ request: request({ mode: 'at-base', address: '示例基地' }) })).location).toBe('示例基地');
  });

  test('to somebody who does not come after all, that it is off, and not who comes instead', () => {
    const { method, entries } = shown(confirmed, 'CANCEL');
    expect(method).toBe('CANCEL');
    expect(entries).toMatchObject([{ status: 'CANCELLED', uid: 'v1@nc.model-worker-visits' }]);
    expect(JSON.stringify(entries)).not.toContain('示例张三');
  });

  test('nothing as long as no time is chosen', () => {
    expect(shown(core({ visit: visit({ slot: undefined }) })).entries).toEqual([]);
  });
});
