import type { FieldError } from '../platform/problems.ts';
import { fieldError } from '../platform/reasons.ts';

/** A column by its heading, Chinese or English; case and blanks around do not matter. */
export interface Column {
  zh: string;
  en: string;
  required?: true;
}

/** Something about a table that is wrong, or worth a look. Row 1 is the heading; a heading's problem stands there. */
export interface Finding extends FieldError {
  row: number;
}

export interface Row<Field extends string> {
  row: number;
  /** What the cell holds; empty cells are left out. */
  cells: Partial<Record<Field, string>>;
}

/** At most so many rows at once, below the heading. */
const MOST_ROWS = 2000;

/**
 * Reads rows by their headings. Empty rows are passed over; a column that nobody knows is worth a look. Pure.
 * @returns every problem of the headings and every required cell that is empty
 */
export function rowsOf<Field extends string>(
  cells: readonly (readonly string[])[],
  columns: Readonly<Record<Field, Column>>,
): { rows: Row<Field>[]; problems: Finding[]; warnings: Finding[] } {
  const [headings = [], ...below] = cells;
  const fields = Object.keys(columns) as Field[];
  const isCalled = (field: Field, heading: string) =>
    [columns[field].zh, columns[field].en].some((name) => name.toLowerCase() === heading.toLowerCase());
  const places = headings.map((heading) => fields.find((field) => isCalled(field, heading)));
  const at = (row: number, path: string, code: string): Finding => ({ row, ...fieldError(path, code) });
  const problems = fields.flatMap((field) => {
    const count = places.filter((place) => place === field).length;
    if (count > 1) return [at(1, columns[field].zh, 'duplicate')];
    return count === 0 && columns[field].required ? [at(1, columns[field].zh, 'missing-column')] : [];
  });
  const warnings = headings.flatMap((heading, i) => (places[i] || heading === '' ? [] : [at(1, heading, 'unknown-column')]));
  if (below.length > MOST_ROWS) problems.push(at(MOST_ROWS + 2, '', 'too-many-rows'));
  if (problems.length > 0) return { rows: [], problems, warnings };

  const rows = below.flatMap((line, i): Row<Field>[] => {
    const filled = line.flatMap((cell, column) => (cell === '' || !places[column] ? [] : [[places[column], cell] as const]));
    return filled.length === 0 ? [] : [{ row: i + 2, cells: Object.fromEntries(filled) as Row<Field>['cells'] }];
  });
  const empty = rows.flatMap(({ row, cells: held }) =>
    fields
      .filter((field) => columns[field].required && held[field] === undefined)
      .map((field) => at(row, columns[field].zh, 'required')),
  );
  return { rows, problems: empty, warnings };
}

/** Whatever is listed in one cell: separated by 、，, ; or a blank. */
export const listed = (cell: string | undefined): string[] =>
  cell === undefined ? [] : cell.split(/[、，,;；\s]+/).filter(Boolean);

/** Whether a spreadsheet has turned a long number into 1.9E+10, of which the digits are lost. */
export const isScientific = (cell: string | undefined): boolean => /^\d(\.\d+)?E\+?\d+$/i.test(cell ?? '');

/** Of what is wrong with a row one thing for each column: what comes first stands in the way of the rest. */
export const firstOfEach = (findings: readonly Finding[]): Finding[] =>
  findings.filter(({ row, path }, i) => findings.findIndex((other) => other.row === row && other.path === path) === i);

/** What a cell calls by code or by its Chinese name; undefined when nothing is called so. */
export const named = <T extends { code: string; zh: string }>(entries: readonly T[], cell: string): T | undefined =>
  entries.find(({ code, zh }) => code === cell || zh === cell);
