import { expect, test } from 'vitest';
import { sampleCities, withoutLimits } from '../../data/sample/index.ts';
import { defaultPolicy, type Policy } from '../../functions/deadlines/policy.ts';
import { type Changes, merged } from '../../functions/policy/changes.ts';
import { problemsOf } from '../../functions/policy/check.ts';

const wrong = (changes: Changes) =>
  problemsOf(merged({ ...defaultPolicy }, changes) as unknown as Policy).map(({ path, code }) => `${path} ${code}`);
const year = (holidays: string[], workdays: string[] = []) => ({ calendar: { 2027: { holidays, workdays } } });
const no = Object.fromEntries(Object.keys(defaultPolicy.minimumHours).map((step) => [step, 0]));

test('the policies that cities begin with are fine', () => {
  for (const { policy } of [...sampleCities(), ...sampleCities().map(withoutLimits)]) expect(problemsOf(policy)).toEqual([]);
  expect(wrong({})).toEqual([]);
});

test.each([
  ['no days and no escalation', { workingDays: no, escalationDays: 0, minimumHours: no, minimumEscalationHours: 0 }],
  ['no quiet hours', { reminding: { quiet: { from: '00:00', to: '00:00' } } }],
  ['a lunch break', { reminding: { quiet: { from: '12:00', to: '14:00' } } }],
  ['a day of activities until midnight', { slot: { latest: '24:00' } }],
  ['a year with its make-up Sunday', year(['2027-10-01', '2027-10-02'], ['2027-09-26'])],
])('%s is fine', (_, changes) => {
  expect(wrong(changes)).toEqual([]);
});

test.each<[string, Changes, string[]]>([
  ['work that ends as it begins', { workingHours: { from: '08:00', to: '08:00' } }, ['workingHours.to end-before-start']],
  ['work at night', { workingHours: { from: '22:00', to: '06:00' } }, ['workingHours.to end-before-start']],
  [
    'hours that are none',
    { workingHours: { from: '8 o’clock', to: '25:00' } },
    ['workingHours.from time-of-day', 'workingHours.to time-of-day'],
  ],
  ['a day that ends before it begins', { slot: { earliest: '22:00', latest: '07:00' } }, ['slot.latest end-before-start']],
  [
    'activities longer than a day has room for',
    { slot: { earliest: '09:00', latest: '10:00', minimumMinutes: 61 } },
    ['slot.minimumMinutes leaves-no-slot'],
  ],
  [
    'activities longer than they may be',
    { slot: { maximumHours: 1, minimumMinutes: 90 } },
    ['slot.minimumMinutes leaves-no-slot'],
  ],
  ['no day for sessions', { slot: { maximumDaysWithSessions: 0 } }, ['slot.maximumDaysWithSessions leaves-no-slot']],
  ['no day ahead', { slot: { maximumDaysAhead: 0 } }, ['slot.maximumDaysAhead leaves-no-time']],
  [
    'steps that take longer than any visit is ahead',
    { slot: { maximumDaysAhead: 5 }, minimumHours: { 'union-approval': 120 } },
    ['slot.maximumDaysAhead leaves-no-time'],
  ],
  ['a superior who needs more than the step has', { minimumEscalationHours: 5 }, ['minimumEscalationHours above-minimum']],
  ['nobody who may come', { load: { perWeek: 0, perMonth: 0 } }, ['load.perWeek needs-one', 'load.perMonth needs-one']],
  ['no round and nobody shown', { maximumRounds: 0, shortlist: 0 }, ['maximumRounds needs-one', 'shortlist needs-one']],
  [
    'silence through all working hours',
    { reminding: { quiet: { from: '19:00', to: '18:30' } } },
    ['reminding.quiet always-quiet', 'reminding.at quiet', 'reminding.briefingAt quiet'],
  ],
  [
    'reminders in the night',
    { reminding: { at: '06:59', briefingAt: '22:00' } },
    ['reminding.at quiet', 'reminding.briefingAt quiet'],
  ],
  ['the same day twice', { reminding: { workingDaysBefore: [1, 1] } }, ['reminding.workingDaysBefore duplicate']],
  ['a report that is due within its period', { filing: { dueDay: 21 } }, ['filing.dueDay within-period']],
  ['a day of another year', year(['2026-12-31']), ['calendar.2027.holidays.0 another-year']],
  ['a day twice', year(['2027-01-01', '2027-01-01']), ['calendar.2027.holidays.1 duplicate']],
  ['a day that is both', year(['2027-01-02'], ['2027-01-02']), ['calendar.2027.workdays.0 holiday-too']],
  ['a make-up Monday', year([], ['2027-01-04']), ['calendar.2027.workdays.0 not-a-weekend']],
])('%s is refused, with field and reason', (_, changes, problems) => {
  expect(wrong(changes)).toEqual(problems);
});
