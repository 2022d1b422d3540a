import { statisticsKey } from '../../functions/platform/keys.ts';
import type { StatisticsRow } from '../../functions/reports/row.ts';
import { CITY } from './city.ts';

/** A row of the statistics table as it is kept. */
export const row = (more: Partial<StatisticsRow> = {}): StatisticsRow => ({
  visit: 'v1',
  unit: 'unit-1',
  day: '2026-03-12',
  state: 'submitted',
  hostUnits: ['示例总工会'],
  organisers: [],
  schools: [{ id: 'school-1', name: '示例一中', directStudents: 45 }],
  levels: ['junior-secondary'],
  speakers: [],
  indirectAudience: 0,
  media: [],
  costYuan: 0,
  ...more,
});

export const rowItem = (given: StatisticsRow) => ({ ...statisticsKey(CITY, given.unit, given.day, given.visit), ...given });
