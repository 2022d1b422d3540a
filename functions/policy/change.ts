import { organisationEventWrite } from '../audit/organisation-events.ts';
import { plusHours } from '../deadlines/shanghai-time.ts';
import { ok, route } from '../platform/api.ts';
import { attempt } from '../platform/attempt.ts';
import { checkIfMatch } from '../platform/etag.ts';
import { cityKey, policyKey } from '../platform/keys.ts';
import { commit } from '../platform/table.ts';
import type { Write } from '../platform/writes.ts';
import { differences } from './changes.ts';
import { changePolicy } from './contract.ts';
import { beginExtension, isBegun } from './extend.ts';
import { inForce, type KeptPolicy } from './in-force.ts';
import { proposed, proposer } from './propose.ts';
import { etagOf, policyView } from './view.ts';

/**
 * Whoever has a city's records in memory (access/directory.ts) knows of a change after a minute; a visit that begins by then under the
 * version before is met all the same.
 */
const UNTIL_KNOWN_HOURS = 2 / 60;

/**
 * Puts a new version in force; with `move` the sweep takes the visits that have begun along. The very same sent again changes nothing.
 */
export const change = route(changePolicy, async ({ body, person, headers, now }) => {
  const by = await proposer(person, now);
  const { city } = person;
  const after = await attempt(async () => {
    const before = await inForce(city);
    checkIfMatch(headers['if-match'], () => etagOf(before));
    const wished = proposed(before, body.changes);
    const fields = differences(before, wished);
    const isNew = fields.length > 0;
    const next: KeptPolicy = isNew ? { ...wished, version: before.version + 1, since: now.toISOString() } : before;
    const moves = body.openTasks === 'move' && (isNew || !(await isBegun(city, next.version)));
    if (!isNew && !moves) return before;
    const facts = { from: before.version, to: next.version, fields, openTasks: body.openTasks };
    await commit([
      ...(isNew ? putInForce(city, before, next) : []),
      ...(moves ? [beginExtension(city, next.version, plusHours(now.toISOString(), UNTIL_KNOWN_HOURS))] : []),
      organisationEventWrite({ city, organisation: by.organisation! }, 'policy-changed', now, by, facts),
    ]);
    return next;
  });
  return ok(policyView(after, after.version, now), { etag: etagOf(after) });
});

/** Of two who change the same version one looks again. */
const putInForce = (city: string, before: KeptPolicy, next: KeptPolicy): Write[] => [
  { put: { ...policyKey(city, next.version), ...next }, where: 'absent' },
  { update: cityKey(city), set: { policy: next.version }, where: { policy: before.version } },
];
