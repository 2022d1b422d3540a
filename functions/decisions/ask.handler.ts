import * as z from 'zod/mini';
import { attempt } from '../platform/attempt.ts';
import { discreet } from '../platform/discreet.ts';
import { Code } from '../platform/schema.ts';
import { isCurrent } from '../visits/status.ts';
import { commitVisit, loadVisit } from '../visits/store.ts';
import { ask } from './ask.ts';
import { loadSituation } from './load-case.ts';
import { TaskRef } from './task.ts';

const Ask = z.extend(TaskRef, { city: Code, visit: Code, run: z.int(), token: z.string() });

/**
 * Opens a task for a workflow that waits with a token, or gives the same question the new token, also when it is decided (then
 * the waker answers at once). It never completes a token itself. What an old epoch or run asks has no effect.
 */
export const handler = discreet(async (event: unknown): Promise<void> => {
  const { city, visit, run, token, ...ref } = z.parse(Ask, event);
  await attempt(async () => {
    // To ask nobody, or to close the question, must not rest on a stale copy.
    const core = await loadVisit(city, visit, true);
    if (!core || !isCurrent(core.visit, ref.epoch, run)) return;
    await commitVisit(core.visit, ask(await loadSituation(core, [], new Date(), true), ref, token));
  });
});
