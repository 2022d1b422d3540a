import { hasRole } from '../access/may.ts';
import type { Action } from '../access/rules.ts';
import { countMisses } from '../limits/admit.ts';
import { ok, route } from '../platform/api.ts';
import { attempt } from '../platform/attempt.ts';
import { Forbidden, ImportRefused } from '../platform/problems.ts';
import { commit } from '../platform/table.ts';
import { importTable } from './contract.ts';
import { planOrganisations } from './import-organisations.ts';
import { planPeople } from './import-people.ts';
import { type Plan, shown, transactionsOf } from './outcome.ts';
import { cellsOf } from './table.ts';

const NEEDED = {
  schools: 'place-organisation',
  employers: 'place-organisation',
  people: 'manage-people',
} as const satisfies Record<string, Action>;

/**
 * Shows what a table would do, and with `apply=true` does it: all of it, or nothing where a single row cannot be taken. A long table is
 * written in several transactions, each row whole in one; sent again, what stands already stays as it is.
 */
export const importRows = route(importTable, async ({ params: { of }, query, upload, person, now }) => {
  if (!hasRole(person, [NEEDED[of]], now.toISOString())) throw new Forbidden();
  const cells = await cellsOf(upload);
  const kinds = { schools: 'school', employers: 'employer' } as const;
  const plan = () => (of === 'people' ? planPeople(cells, person, now) : planOrganisations(kinds[of], cells, person, now));
  if (query.apply !== 'true') {
    const preview = await plan();
    await countMisses(person, now, guessesIn(preview));
    return ok(shown(preview, false));
  }

  let first: Plan | undefined;
  await attempt(async () => {
    const next = await plan();
    first ??= next;
    if (next.problems.length > 0) {
      await countMisses(person, now, guessesIn(next));
      const { applied: _, ...facts } = shown(next, false);
      throw new ImportRefused(facts);
    }
    for (const writes of transactionsOf(next)) await commit(writes);
  });
  return ok(shown(first!, true));
});

/** Rows that ask for what is not there or not theirs, or whose a number is. */
const guessesIn = ({ problems }: Plan): number =>
  problems.filter(({ code }) => code.startsWith('unknown-') || code === 'name-differs').length;
