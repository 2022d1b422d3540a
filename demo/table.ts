import { padded, width } from './width.ts';

/** A table with its columns aligned, numbers to the right. */
export function table(columns: string[], rows: (string | number)[][]): string {
  const widths = columns.map((heading, i) => Math.max(width(heading), ...rows.map((row) => width(String(row[i] ?? '')))));
  const cell = (value: string | number, i: number) =>
    typeof value === 'number' ? ' '.repeat(widths[i]! - width(String(value))) + value : padded(value, widths[i]!);
  const line = (cells: (string | number)[]) => cells.map(cell).join('  ').trimEnd();
  return [line(columns), widths.map((columnWidth) => '─'.repeat(columnWidth)).join('  '), ...rows.map(line)].join('\n');
}
