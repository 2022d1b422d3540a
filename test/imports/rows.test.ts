import { describe, expect, test } from 'vitest';
import { firstOfEach, rowsOf } from '../../functions/imports/columns.ts';
import { readOrganisation, SCHOOL_COLUMNS, twice } from '../../functions/imports/organisation-rows.ts';
import { transactionsOf } from '../../functions/imports/outcome.ts';
import { PERSON_COLUMNS, readPerson } from '../../functions/imports/person-rows.ts';
import { catalogue, organisations, unit } from '../support/city.ts';

const said = (findings: { row: number; path: string; code: string }[]) =>
  findings.map(({ row, path, code }) => `${row} ${path} ${code}`);
const city = {
  organisations: new Map(Object.entries(organisations)),
  units: new Map([[unit.id, unit]]),
  levels: catalogue.levels,
  districts: catalogue.districts,
};

describe('headings', () => {
  test('are known in Chinese and in English, in any order; empty rows are passed over', () => {
    const { rows, problems } = rowsOf(
      [
        ['Name', '代码', 'unit', '学校层次'],
        ['示例一小', 's-1', '示例区', '初中'],
        ['', '', '', ''],
        ['示例二小', 's-2', '示例区', '初中'],
      ],
      SCHOOL_COLUMNS,
    );
    expect(problems).toEqual([]);
    expect(rows).toEqual([
      { row: 2, cells: { name: '示例一小', code: 's-1', unit: '示例区', levels: '初中' } },
      { row: 4, cells: { name: '示例二小', code: 's-2', unit: '示例区', levels: '初中' } },
    ]);
  });

  test('that are missing or twice there stop everything; one that nobody knows is worth a look', () => {
    const { rows, problems, warnings } = rowsOf(
      [
        ['代码', '代码', '备注'],
        ['s-1', 's-1', ''],
      ],
      SCHOOL_COLUMNS,
    );
    expect([rows, said(problems), said(warnings)]).toEqual([
      [],
      ['1 代码 duplicate', '1 名称 missing-column', '1 计划单位 missing-column', '1 学校层次 missing-column'],
      ['1 备注 unknown-column'],
    ]);
  });

  test('are followed by at most two thousand rows, each with what is required', () => {
    const long = [Object.values(PERSON_COLUMNS).map(({ zh }) => zh), ...Array.from({ length: 2001 }, () => ['示例'])];
    expect(said(rowsOf(long, PERSON_COLUMNS).problems)).toEqual(['2002  too-many-rows']);
    expect(said(rowsOf(long.slice(0, 2), PERSON_COLUMNS).problems)).toEqual([
      '2 手机号 required',
      '2 单位 required',
      '2 角色 required',
    ]);
  });
});

describe('a school', () => {
  const read = (cells: object) =>
    readOrganisation(
      'school',
      { row: 2, cells: { code: 's-9', name: '示例九中', unit: '示例区', levels: '初中', ...cells } },
      city,
    );

  test('stands below the authority of its unit; lists and names are taken as people write them', () => {
    expect(read({ levels: '初中、普通高中', district: '东湖区' }).read?.after).toEqual({
      ...{ id: 's-9', name: '示例九中', kinds: ['school'], parent: 'district-education', unit: 'unit-1' },
      ...{ levels: ['junior-secondary', 'senior-secondary'], district: 'donghu' },
    });
  });

  test('keeps what it was, and what the table leaves empty', () => {
    const { read: known } = read({ code: 'employer-1', name: '示例厂办学校' });
    expect(known?.after.kinds).toEqual(['employer', 'school']);
    expect(read({ code: 'school-1', name: organisations['school-1']!.name }).read?.after).toEqual(organisations['school-1']);
  });

  test('is refused column by column', () => {
    const wrong = { code: 'a b', unit: '别处', levels: '火星', district: '别处', contactPhone: '1.9E+10' };
    expect(new Set(said(read(wrong).problems))).toEqual(
      new Set([
        '2 代码 code',
        '2 计划单位 unknown-unit',
        '2 学校层次 unknown',
        '2 区县 unknown',
        '2 联系电话 scientific',
        '2 联系电话 phone',
      ]),
    );
    expect(said(read({ contactName: '示例甲' }).problems)).toEqual(['2 联系电话 required']);
    expect(said(read({ parent: 'district-union' }).problems)).toEqual(['2 主管教育部门 superior-kind']);
    expect(said(read({ name: organisations['school-1']!.name }).warnings)).toEqual(['2 名称 same-name']);
  });

  test('stands in the table once', () => {
    const row = (at: number, code: string) => ({ row: at, cells: { code } });
    expect(said(twice('school', [row(2, 'a'), row(3, 'b'), row(4, 'a')]))).toEqual(['4 代码 duplicate']);
  });
});

describe('a person', () => {
  const read = (cells: object) =>
    readPerson(
      { row: 2, cells: { name: '示例甲', phone: '190-0000-0001', organisation: 'school-1', role: '学校', ...cells } },
      city.organisations,
    );

  test('has a role by its name, in an organisation by code or name, on whole days', () => {
    expect(read({ organisation: '示例school-1', from: '2026-03-02', to: '2026-03-31' }).read?.membership).toEqual({
      ...{ organisation: 'school-1', role: 'school' },
      ...{ from: '2026-03-01T16:00:00.000Z', to: '2026-03-31T16:00:00.000Z' },
    });
  });

  test('is the head of the office or not where a cell says so, and stays what they are where none does', () => {
    const head = (cell?: string) => read(cell === undefined ? {} : { head: cell }).read?.membership.head;
    expect([head('是'), head('YES'), head('否'), head('no'), head()]).toEqual([true, true, false, false, undefined]);
    expect(said(read({ head: '主任' }).problems)).toEqual(['2 分管领导 yes-or-no']);
  });

  test('is refused column by column; nobody is made a speaker here', () => {
    expect(said(read({ from: '0000-01-01' }).problems)).toEqual(['2 开始日期 day']);
    expect(said(read({ to: '9999-12-31' }).problems)).toEqual(['2 结束日期 day']);
    const wrong = { phone: '12', organisation: '别处', role: '劳模工匠', from: '3月2日' };
    expect(said(firstOfEach(read(wrong).problems))).toEqual([
      '2 手机号 phone',
      '2 开始日期 day',
      '2 角色 unknown',
      '2 单位 unknown-organisation',
    ]);
  });
});

test('a row is written whole, in one transaction', () => {
  const row = (at: number, count: number) => ({
    row: at,
    name: '',
    action: 'add' as const,
    writes: Array.from({ length: count }, () => ({ check: { pk: `${at}`, sk: '' } })),
  });
  const written = transactionsOf({ rows: [row(2, 60), row(3, 0), row(4, 40), row(5, 10)], problems: [], warnings: [] });
  expect(written.map((writes) => writes.length)).toEqual([60, 50]);
});
