import * as z from 'zod/mini';
import { loadSituation } from '../decisions/load-case.ts';
import { questionsOf } from '../decisions/standing.ts';
import { StepResult } from '../decisions/task.ts';
import { attempt } from '../platform/attempt.ts';
import { discreet } from '../platform/discreet.ts';
import { fillKey } from '../platform/keys.ts';
import { get } from '../platform/table.ts';
import { Run } from '../visits/execution.ts';
import { isCurrent } from '../visits/status.ts';
import { commitVisit, loadVisit } from '../visits/store.ts';
import { stepIn } from './step-in.ts';

/** The seat, and the round in which its speaker did not agree. */
const NextReserve = z.extend(Run, { seat: z.int(), round: z.int() });
const Filled = z.object({ data: z.object({ result: StepResult }) });

/** Lets the next reserve step into a seat whose speaker declined or stayed silent; `none` when there is none. */
export const handler = discreet(async (event: unknown): Promise<StepResult> => {
  const { city, visit, epoch, run, seat: number, round } = z.parse(NextReserve, event);
  return attempt(async () => {
    const core = await loadVisit(city, visit, true);
    if (!core || !isCurrent(core.visit, epoch, run)) return { outcome: 'stale' };
    const seat = core.seats.find((each) => each.seat === number);
    if (!seat || seat.givenUp) return { outcome: 'none' };
    const now = new Date();
    if (seat.speaker !== undefined) {
      const filled = await get(Filled, fillKey(city, visit, epoch, number, seat.round), { consistent: true });
      if (filled) return filled.data.result;
      // Somebody else sits there, or the question was closed in between: the seat is asked as it stands.
      return seat.round > round
        ? { outcome: 'found', ...questionsOf(await loadSituation(core, [], now, true), seat) }
        : { outcome: 'none' };
    }
    if (core.visit.reserves.length === 0) return { outcome: 'none' };
    const { result, writes } = stepIn(await loadSituation(core, core.visit.reserves, now, true), seat);
    await commitVisit(core.visit, writes);
    return result;
  });
});
