import { policy as policyVersion } from '../access/directory.ts';
import { type Policy, withDatesOf } from '../deadlines/policy.ts';
import { taskId } from '../decisions/task.ts';
import { ok, route } from '../platform/api.ts';
import { SWEEP, sweepOf, visitOf } from '../platform/keys.ts';
import { queryIndex } from '../platform/table.ts';
import { loadVisit } from '../visits/store.ts';
import { differences } from './changes.ts';
import { previewPolicy } from './contract.ts';
import { inForce } from './in-force.ts';
import { isMoved, type Move, movesOf } from './moving.ts';
import { proposed, proposer } from './propose.ts';

/** So many entries of the sweep, visits and tasks are looked at, read and shown at the most; the next to be due first. */
const MOST_ENTRIES = 2_000;
const MOST = 200;
/** So many visits are read at once. */
const ABREAST = 20;

/** Writes nothing. */
export const preview = route(previewPolicy, async ({ body, person, now }) => {
  await proposer(person, now);
  const before = await inForce(person.city);
  const after = proposed(before, body.changes);
  const { moves, more } = await movesIn(person.city, after, now);
  const moved = body.openTasks === 'move' ? moves.filter(isMoved) : [];
  return ok({
    version: before.version,
    fields: differences(before, after),
    tasks: moved.slice(0, MOST).map((move) => shown(move, now)),
    unchanged: moves.length - moved.length,
    ...((more || moved.length > MOST) && { more: true }),
  });
});

const shown = ({ task, from, to }: Move, now: Date) => ({
  ...{ taskId: taskId(task), kind: task.step, partyId: task.party, visitId: task.visit, from, to },
  expiresNow: to.expiresAt <= now.toISOString(),
});

/** What these dates would mean for the open questions of the visits that are to be looked at next. */
async function movesIn(city: string, dates: Policy, now: Date): Promise<{ moves: Move[]; more: boolean }> {
  const entries = await queryIndex(SWEEP, sweepOf(city), { limit: MOST_ENTRIES });
  const prefix = visitOf(city, '');
  const asked = entries.filter(({ pk, sk }) => (pk as string).startsWith(prefix) && (sk as string).startsWith('TASK#'));
  const visits = [...new Set(asked.map(({ pk }) => (pk as string).slice(prefix.length)))];
  const moves: Move[] = [];
  for (let i = 0; i < Math.min(visits.length, MOST); i += ABREAST) {
    const cores = await Promise.all(visits.slice(i, Math.min(i + ABREAST, MOST)).map((id) => loadVisit(city, id)));
    for (const core of cores) {
      if (!core || core.visit.ended) continue;
      const own = await policyVersion(city, core.visit.policy);
      moves.push(...movesOf(core, withDatesOf(own, dates), now.toISOString()));
    }
  }
  return { moves, more: visits.length > MOST || entries.length === MOST_ENTRIES };
}
