import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { StatisticsRow } from '../../functions/reports/row.ts';
import { statisticsTable } from '../../functions/reports/statistics-table.ts';
import { catalogue } from '../support/city.ts';
import { row } from '../support/row.ts';

const table = (...rows: StatisticsRow[]) => statisticsTable(rows, catalogue);

test('the headings are those of the printed form, in its order', () => {
  const form = JSON.parse(readFileSync(new URL('../../data/statistics-form.json', import.meta.url), 'utf8'));
  expect(table().columns).toEqual(form.columns.map(({ heading }: { heading: string }) => heading));
});

test('rows stand by the day on which they happened and are numbered from one', () => {
  const { rows } = table(
    row({ visit: 'b', day: '2026-03-20' }),
    row({ visit: 'c', day: '2026-03-05' }),
    row({ visit: 'a', day: '2026-03-20' }),
  );
  expect(rows.map(([number, , , day]) => [number, day])).toEqual([
    [1, '2026年3月5日'],
    [2, '2026年3月20日'],
    [3, '2026年3月20日'],
  ]);
});

test('speakers stand with their main honour and its level, those without one by name alone', () => {
  const speakers = [
    { id: 's1', name: '示例甲', honour: { code: 'model-worker', level: 'national' } },
    { id: 's2', name: '示例乙' },
  ];
  expect(table(row({ speakers })).rows[0]?.[6]).toBe('示例甲(全国劳动模范)、示例乙');
});

test('a code that the catalogue no longer has stands for itself, so that no row is lost', () => {
  const speakers = [{ id: 's1', name: '示例甲', honour: { code: 'gone', level: 'national' } }];
  const [values] = table(row({ levels: ['gone-level', 'junior-secondary'], speakers })).rows;
  expect([values?.[5], values?.[6]]).toEqual(['gone-level、初中', '示例甲(全国gone)']);
});

test('what nobody submitted is listed as missing, not as a row, and takes no number', () => {
  const { rows, missing } = table(row({ visit: 'v1', state: 'missing' }), row({ visit: 'v2' }));
  expect(missing).toEqual(['v1']);
  expect(rows).toHaveLength(1);
  expect(rows[0]?.[0]).toBe(1);
});

test('numbers stay numbers; pupils of several schools are added, viewers kept apart', () => {
  const schools = [
    { id: 'a', name: '示例一中', directStudents: 40 },
    { id: 'b', name: '示例二中', directStudents: 2 },
  ];
  const [values] = table(row({ schools, indirectAudience: 900, costYuan: 0 })).rows;
  expect(values?.slice(7)).toEqual([42, 900, '', 0]);
});
