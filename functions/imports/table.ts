import { parse } from 'csv-parse/sync';
import { strFromU8, unzipSync } from 'fflate';
import { readSheet } from 'read-excel-file/universal';
import type { Upload } from '../platform/body.ts';
import { NotATable } from '../platform/problems.ts';
import { CSV } from './media-types.ts';

/** What a workbook may unpack to; a school's list of thousands of rows is a few hundred kilobytes. */
const LARGEST_UNPACKED = 20 * 1024 * 1024;

/**
 * The cells of an uploaded table as text, row by row, each cell trimmed. Of a workbook the first sheet.
 * @throws NotATable
 */
export async function cellsOf({ type, bytes }: Upload): Promise<string[][]> {
  try {
    const rows = type === CSV ? fromCsv(bytes) : await fromXlsx(bytes);
    return rows.map((row) => row.map((cell) => cell.trim()));
  } catch {
    throw new NotATable();
  }
}

/** Spreadsheets in Chinese save CSV as GB 18030 unless they are told otherwise. */
function fromCsv(bytes: Buffer): string[][] {
  return parse(decoded(bytes), { bom: true, relax_column_count: true, skip_empty_lines: false }) as string[][];
}

function decoded(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('gb18030', { fatal: true }).decode(bytes);
  }
}

async function fromXlsx(bytes: Buffer): Promise<string[][]> {
  refuseBombs(bytes);
  const file = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer;
  // Numbers stay as they were typed: a telephone number is none.
  const rows = await readSheet<string>(file, { parseNumber: (text) => text });
  return rows.map((row) => row.map(text));
}

/** A date is a day. */
function text(cell: unknown): string {
  if (cell instanceof Date) return cell.toISOString().slice(0, 10);
  return cell === null || cell === undefined ? '' : String(cell);
}

/** Far beyond any list; a cell at the far end of a sheet would be padded up to with seventeen thousand millions of empty ones. */
const FARTHEST = { row: 5_000, columnLetters: 2 };

/** Adds up what the archive says its parts unpack to before anything is unpacked, then looks where the sheets' cells lie. */
function refuseBombs(bytes: Buffer): void {
  let unpacked = 0;
  unzipSync(bytes, {
    filter: ({ originalSize }) => {
      unpacked += originalSize;
      return false;
    },
  });
  if (unpacked > LARGEST_UNPACKED) throw new NotATable();
  const sheets = unzipSync(bytes, { filter: ({ name }) => /worksheets\/[^/]+\.xml$/i.test(name) });
  for (const sheet of Object.values(sheets))
    for (const [, letters = '', row] of strFromU8(sheet).matchAll(/\br\s*=\s*["']([A-Z]*)(\d+)["']/gi))
      if (Number(row) > FARTHEST.row || letters.length > FARTHEST.columnLetters) throw new NotATable();
}
