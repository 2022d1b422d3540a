import type { RecordedVisit } from '../../functions/visits/contract.ts';
import type { RecordContext } from '../../functions/visits/record.ts';
import { at } from '../matching/sample.ts';
import { organisations, speakers } from './city.ts';
import { context } from './wish.ts';

/** What a school sends at the least about an activity of the Friday before, 27 February 2026, 14:00 to 15:30. */
export const happened = (more: Record<string, unknown> = {}): Record<string, unknown> => ({
  activityType: 'class-meeting',
  mode: 'in-school',
  levels: ['junior-secondary'],
  topics: ['焊接'],
  actualStart: '2026-02-27T14:00:00+08:00',
  actualEnd: '2026-02-27T15:30:00+08:00',
  speakersPresent: ['s1', 's3'],
  schools: [{ schoolId: 'school-1', directStudents: 45 }],
  indirectAudience: 300,
  media: ['示例日报'],
  costYuan: 120.5,
  ...more,
});

/** The same after it was parsed. */
export const recorded = (more: Partial<RecordedVisit> = {}): RecordedVisit => ({
  ...(happened() as unknown as RecordedVisit),
  actualStart: at('2026-02-27 14:00'),
  actualEnd: at('2026-02-27 15:30'),
  otherSchools: [],
  ...more,
});

export const recordContext = (more: Partial<RecordContext> = {}): RecordContext => ({
  ...context(),
  pool: new Map(Object.entries(speakers)),
  union: organisations['district-union'],
  ...more,
});
