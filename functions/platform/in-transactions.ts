import type { Write } from './writes.ts';

/** A transaction takes a hundred writes; some room is left for what goes with them. */
export const MOST_WRITES = 90;

/** Writes that belong together, group by group, in as few transactions as hold them, each group whole in one. Pure. */
export function inTransactions(groups: readonly (readonly Write[])[]): Write[][] {
  const transactions: Write[][] = [];
  for (const writes of groups) {
    const last = transactions.at(-1);
    if (last && last.length + writes.length <= MOST_WRITES) last.push(...writes);
    else if (writes.length > 0) transactions.push([...writes]);
  }
  return transactions;
}
