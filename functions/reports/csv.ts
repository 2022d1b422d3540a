import { stringify } from 'csv-stringify/sync';
import type { Answer } from '../platform/api.ts';

/** Whether a table is wanted as CSV: by name, or by what the client accepts. */
export const wantsCsv = (format: 'json' | 'csv' | undefined, headers: Record<string, string | undefined>): boolean =>
  format === 'csv' || (format === undefined && (headers.accept ?? '').includes('text/csv'));

/** A table as a file that opens in a spreadsheet. */
export const csv = (name: string, rows: (string | number)[][]): Answer => ({
  statusCode: 200,
  headers: {
    'content-type': 'text/csv; charset=utf-8',
    'content-disposition': `attachment; filename="${name}.csv"`,
  },
  // Spreadsheets take a cell that begins like a formula for one; the BOM tells them that this is UTF-8.
  body: stringify(rows, { bom: true, escape_formulas: true, record_delimiter: 'windows' }),
});
