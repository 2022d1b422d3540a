import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { sampleCities } from '../../data/sample/index.ts';

const read = (name: string) => readFileSync(new URL(`../../data/${name}`, import.meta.url), 'utf8');

test('the sample city carries the plan of the document, unit by unit, 35 sessions in all', () => {
  const [heading, ...rows] = read('nanchang-plan-2024.csv').trim().split(/\r?\n/);
  const [nanchang] = sampleCities();
  expect(heading).toBe('unit,minimum_sessions');
  expect(nanchang!.units.map(({ name, minimumSessions }) => `${name},${minimumSessions}`)).toEqual(rows);
  const total = nanchang!.plan.rows.reduce((sum, { minimumSessions }) => sum + minimumSessions, 0);
  expect(total).toBe(35);
  expect(JSON.parse(read('plan-form.json')).total.value).toBe(total);
});

test('the statistics form has the eleven headings of the annex', () => {
  const form: { columns: { heading: string }[] } = JSON.parse(read('statistics-form.json'));
  expect(form.columns).toHaveLength(11);
  expect(form.columns[0]!.heading).toBe('序号');
  expect(form.columns[10]!.heading).toBe('投入经费(元)');
});
