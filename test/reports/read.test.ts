import { parse } from 'node:querystring';
import { beforeEach, describe, expect, test } from 'vitest';
import { handler } from '../../functions/reports/reports-api.handler.ts';
import { cityItems, type people } from '../support/city.ts';
import { send } from '../support/http.ts';
import { row, rowItem } from '../support/row.ts';
import { identityItems, issuer } from '../support/sign-in.ts';
import { fakeTable } from '../support/table.ts';

const table = fakeTable();
const oidc = issuer();
const march = [
  row({ visit: 'v1', day: '2026-03-31' }),
  row({ visit: 'v2', day: '2026-03-01', schools: [{ id: 'school-2', name: '示例二中', directStudents: 1 }] }),
  row({ visit: 'v3', day: '2026-03-09', state: 'missing' }),
];
const others = [row({ visit: 'v4', day: '2026-02-28' }), row({ visit: 'v5', day: '2026-04-01' })];
const given = (...rows: ReturnType<typeof row>[]) => table.fill([...cityItems(), ...identityItems(), ...rows.map(rowItem)]);
beforeEach(() => given(...march, ...others));

const report = async (person: keyof typeof people, query = 'unit=unit-1&month=2026-03', headers: Record<string, string> = {}) =>
  send(handler, 'GET', '/v1/reports/statistics', {
    token: await oidc.token(person),
    query: { ...parse(query) } as Record<string, string>,
    headers,
  });

describe('the month’s table', () => {
  test('has the rows of the month by the actual day, and the missing ones beside them', async () => {
    const { body } = await report('officer');
    expect(body.columns).toHaveLength(11);
    expect(body.rows.map((values: unknown[]) => values[3])).toEqual(['2026年3月1日', '2026年3月31日']);
    expect(body.missing).toEqual(['v3']);
  });

  test('shows a school its own rows only', async () => {
    const { body } = await report('teacher');
    expect(body.rows.map((values: unknown[]) => [values[0], values[4]])).toEqual([[1, '示例一中']]);
    expect(body.missing).toEqual(['v3']);
    expect((await report('neighbour')).body.rows).toHaveLength(1);
  });

  test('is the same for both lines, the union’s and the education authority’s', async () => {
    expect((await report('inspector')).body).toEqual((await report('officer')).body);
    expect((await report('superior', 'month=2026-03')).body).toEqual((await report('officer')).body);
  });

  test('is “not found” for an unknown unit just as for who may not see it', async () => {
    const unknown = await report('officer', 'unit=unit-9&month=2026-03');
    expect(unknown).toMatchObject({ status: 404 });
    expect(await report('neighbour', 'unit=unit-9&month=2026-03')).toEqual(unknown);
  });

  test('is refused to those whose role has no report', async () => {
    for (const person of ['manager', 'worker', 'stranger'] as const)
      expect(await report(person)).toMatchObject({ status: 403, body: { type: 'forbidden' } });
  });

  test('is only made of a month that is one', async () => {
    for (const month of ['2026-13', '2026-3', '03-2026', ''])
      expect((await report('officer', `month=${month}`)).body.errors).toMatchObject([{ path: 'month', code: 'month' }]);
    expect((await report('officer', 'month=2026-03&year=2026')).body.errors).toMatchObject([
      { path: 'year', code: 'unknown-field' },
    ]);
  });
});

describe('as CSV', () => {
  test.each<[string, string, Record<string, string>]>([
    ['by its format', 'month=2026-03&format=csv', {}],
    ['by what the client accepts', 'month=2026-03', { accept: 'text/csv, */*' }],
  ])('%s it opens in a spreadsheet: BOM, headings, a line a row', async (_, query, headers) => {
    const { body, type, headers: answered } = await report('officer', query, headers);
    expect(type).toBe('text/csv; charset=utf-8');
    expect(answered['content-disposition']).toMatch(/attachment; filename="statistics-all-2026-03.csv"/);
    expect(body.startsWith('\ufeff序号,主办单位,承办单位,')).toBe(true);
    expect(body.split('\r\n')).toHaveLength(4);
    expect(body.split('\r\n')[1]).toBe('1,示例总工会,,2026年3月1日,示例二中,初中,,1,0,,0');
  });

  test('JSON stays JSON when it is asked for by name', async () => {
    expect((await report('officer', 'month=2026-03&format=json', { accept: 'text/csv' })).type).toContain('application/json');
  });

  test('a text that looks like a formula is made harmless, and one with commas and quotes stays one cell', async () => {
    const formulas = ['=HYPERLINK("http://x")', '+1', '-1', '@SUM(A1)'];
    given(...[...formulas, 'a,"b"'].map((name, i) => row({ visit: `v${i}`, hostUnits: [name] })));
    const { body } = await report('officer', 'month=2026-03&format=csv');
    for (const text of formulas) expect(body).toContain(`'${text.replaceAll('"', '""')}`);
    expect(body).toContain('"a,""b""",');
    expect(body).not.toMatch(/(^|,)"?[=+@-]/m);
  });
});
