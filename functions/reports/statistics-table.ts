import type { Catalogue } from '../catalogue/catalogue.ts';
import type { StatisticsRow } from './row.ts';

/** The headings of the form (data/statistics-form.json, [N] annex 2), in its order. */
export const COLUMNS = [
  '序号',
  '主办单位',
  '承办单位',
  '活动时间',
  '学校名称',
  '学校层次',
  '劳模工匠人员',
  '直接覆盖学生数',
  '间接覆盖人数',
  '媒体报道情况',
  '投入经费(元)',
];

export interface StatisticsTable {
  columns: string[];
  rows: (string | number)[][];
  /** Visits whose school has not submitted. */
  missing: string[];
  missingVisits: { id: string; day: string; school: string }[];
}

/** The table of a month, its rows by the day on which they happened. */
export function statisticsTable(rows: StatisticsRow[], catalogue: Catalogue): StatisticsTable {
  const byDay = [...rows].sort((a, b) => (a.day + a.visit < b.day + b.visit ? -1 : 1));
  const zh = (list: keyof Catalogue, code: string) => catalogue[list].find((entry) => entry.code === code)?.zh ?? code;
  const speaker = ({ name, honour }: StatisticsRow['speakers'][number]) =>
    honour ? `${name}(${zh('honourLevels', honour.level)}${zh('honours', honour.code)})` : name;
  const missing = byDay.filter(({ state }) => state === 'missing');
  return {
    columns: COLUMNS,
    rows: byDay
      .filter(({ state }) => state === 'submitted')
      .map((row, i) => [
        i + 1,
        row.hostUnits.join('、'),
        row.organisers.join('、'),
        dateOf(row.day),
        row.schools.map(({ name }) => name).join('、'),
        row.levels.map((level) => zh('levels', level)).join('、'),
        row.speakers.map(speaker).join('、'),
        row.schools.reduce((sum, { directStudents }) => sum + directStudents, 0),
        row.indirectAudience,
        row.media.join('、'),
        row.costYuan,
      ]),
    missing: missing.map(({ visit }) => visit),
    missingVisits: missing.map(({ visit, day, schools }) => ({ id: visit, day, school: schools[0]?.name ?? '' })),
  };
}

/** 具体到年月日: 2026 年 3 月 5 日, without blanks. */
function dateOf(day: string): string {
  const [year, month, date] = day.split('-').map(Number);
  return `${year}年${month}月${date}日`;
}
