import { consumer } from '../platform/stream.ts';
import { startExecution, stopExecution } from './execution.ts';
import { Visit } from './visit.ts';

const runOf = ({ city, id, epoch, run }: Visit) => ({ city, visit: id, epoch, run });

/** Keeps one execution per visit: a new visit, epoch or run starts one; a new epoch stops the one before. */
export const handler = consumer(Visit, async ({ before, after }) => {
  if (!after) return;
  if (before && before.epoch < after.epoch) await stopExecution(runOf(before), `epoch ${after.epoch}`);
  const isNew = before?.epoch !== after.epoch || before.run !== after.run;
  if (isNew && !after.ended && !after.stuck) await startExecution(runOf(after));
});
