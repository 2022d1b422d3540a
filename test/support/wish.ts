import type { NewVisit } from '../../functions/visits/contract.ts';
import type { RequestContext } from '../../functions/visits/request.ts';
import { days, policy, slot } from '../matching/sample.ts';
import { CITY, catalogue, organisations, unit } from './city.ts';
import { ring } from './numbers.ts';
import { teacher, thursday, today } from './visit.ts';

/** What a school sends at the least. */
export const asked = (more: Record<string, unknown> = {}): Record<string, unknown> => ({
  activityType: 'class-meeting',
  mode: 'in-school',
  levels: ['junior-secondary'],
  topics: ['焊接'],
  slots: [{ start: '2026-03-12T14:00:00+08:00', end: '2026-03-12T15:30:00+08:00' }],
  expectedStudents: 45,
  ...more,
});

/** The same after it was parsed. */
export const wish = (more: Partial<NewVisit> = {}): NewVisit => ({
  activityType: 'class-meeting',
  mode: 'in-school',
  levels: ['junior-secondary'],
  topics: ['焊接'],
  slots: [thursday],
  expectedStudents: 45,
  origin: 'requested',
  speakersWanted: 1,
  preferredHonours: [],
  speakerRequired: false,
  otherSchools: [],
  ...more,
});

export const context = (more: Partial<RequestContext> = {}): RequestContext => ({
  city: CITY,
  policy,
  days,
  catalogue,
  school: organisations['school-1']!,
  unit,
  otherSchools: new Map([['school-2', organisations['school-2']!]]),
  speakerKnown: true,
  ring,
  by: teacher,
  now: today,
  ...more,
});

/** A slot on this day. */
export const slotOn = (date: string, from = '14:00', to = '15:30') => slot(`${date} ${from}`, to);
