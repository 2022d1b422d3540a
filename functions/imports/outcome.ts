import { inTransactions } from '../platform/in-transactions.ts';
import type { Write } from '../platform/writes.ts';
import { type Finding, firstOfEach } from './columns.ts';
import type { ImportAnswer, RowAction } from './contract.ts';

/** What a table would do, row by row. */
export interface Plan {
  rows: PlannedRow[];
  problems: Finding[];
  warnings: Finding[];
}

/** A row that can be taken, with what it writes: nothing where all of it stands already. */
export interface PlannedRow {
  row: number;
  /** None for a person who is new: they get one when they are added. */
  id?: string;
  name: string;
  action: Exclude<RowAction, 'refuse'>;
  writes: Write[];
}

/** A plan as its reader sees it: what can be taken and what cannot, in the order of the table. */
export function shown({ rows, problems, warnings }: Plan, applied: boolean): ImportAnswer {
  const refused = [...new Set(problems.map(({ row }) => row))].filter((row) => row > 1);
  const all: ImportAnswer['rows'] = [
    ...rows.map(({ row, action, id, name }) => ({ row, action, name, ...(id !== undefined && { id }) })),
    ...refused.map((row) => ({ row, action: 'refuse' as const })),
  ].sort((a, b) => a.row - b.row);
  const count = (action: RowAction) => all.filter((each) => each.action === action).length;
  return {
    applied,
    counts: { add: count('add'), change: count('change'), same: count('same'), refuse: count('refuse') },
    ...{ rows: all, problems: firstOfEach(problems).sort((a, b) => a.row - b.row), warnings },
  };
}

/** The writes of all rows in transactions, each row whole in one of them. */
export const transactionsOf = ({ rows }: Plan): Write[][] => inTransactions(rows.map(({ writes }) => writes));
