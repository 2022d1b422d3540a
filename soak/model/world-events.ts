import type { Item } from '../../functions/platform/writes.ts';
import { cancel, reschedule } from './changes.ts';
import type { Command } from './commands.ts';
import { decide } from './decisions.ts';
import { partitionOf } from './seen.ts';
import type { Done, Tale } from './tale.ts';

/** What happens without anybody doing it: time passes, executions die, records of the stream come twice or never. */

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** Three executions of one epoch may die; then an operator must look. */
const MOST_DEATHS = 3;

export async function tick(tale: Tale, { visit, a }: Command): Promise<Done> {
  const { world } = tale;
  const model = tale.model(visit);
  const now = world.city.now();
  const open = model ? tale.tasksOf(model, ({ state }) => state === 'open') : [];
  const slot = model && tale.seenOf(model).core.slot;
  const earliest = (field: 'dueAt' | 'expiresAt') => Math.min(...open.map((task) => Date.parse(task[field])));
  const goals = [
    ...Array<number>(5).fill(now + 3 * HOUR),
    now + 24 * HOUR,
    earliest('dueAt') + MINUTE,
    ...Array<number>(2).fill(earliest('expiresAt') + 2 * MINUTE),
    ...Array<number>(2).fill(Date.parse(slot?.start) - 6 * HOUR),
    Date.parse(slot?.end) + MINUTE,
  ];
  const wanted = goals[a % goals.length]!;
  const goal = Number.isFinite(wanted) && wanted > now ? wanted : now + 3 * HOUR;
  await world.until(goal);
  return { says: `it is ${new Date(goal).toISOString()}` };
}

/** What AWS itself may do to an execution: here an operator ends it. */
export async function kill(tale: Tale, command: Command): Promise<Done> {
  const model = tale.model(command.visit);
  if (!model) return tale.ask(command);
  const { core, execution } = tale.seenOf(model);
  const name = `${model.id}-${core.epoch}-${core.run}`;
  if (execution.status !== 'RUNNING') return decide(tale, command);
  await tale.world.machine.stop(name);
  model.deaths++;
  model.stuck = model.deaths >= MOST_DEATHS;
  return { says: `run ${core.run} of epoch ${core.epoch} of visit ${tale.models.indexOf(model) + 1} is killed` };
}

export async function repeat(tale: Tale, { visit }: Command): Promise<Done> {
  const model = tale.model(visit);
  if (!model) return { says: 'there are no records yet' };
  await tale.world.records.repeat(partitionOf(model.id));
  return { says: `all records of visit ${tale.models.indexOf(model) + 1} come once more` };
}

/** A record is lost for good; the sweep, which looks after everything, makes up for it in its time. */
export async function lose(tale: Tale, command: Command): Promise<Done> {
  const { world } = tale;
  if (command.b % 2 === 0) {
    const isOpen = ({ state }: Item) => state === 'open';
    const dates = tale.models.flatMap((model) =>
      tale.tasksOf(model, isOpen).map((task) => Date.parse(task.nextReminderAt as string)),
    );
    const done = await world.records.lost('Wake', () => decide(tale, command, command.b % 4 === 0 ? 'decide' : 'refuse'));
    // The sweep comes by at each task's next date, and sends the wake-up again.
    if (dates.length > 0 && !done.refused) await world.until(Math.max(...dates) + 20 * MINUTE);
    return { ...done, says: `unheard, ${done.says}` };
  }
  const model = tale.model(command.visit);
  const deed =
    command.b % 4 === 1
      ? () => reschedule(tale, command)
      : command.b % 8 === 3
        ? () => cancel(tale, command)
        : () => tale.ask(command);
  const done = await world.records.lost('RunVisit', deed);
  if (model && command.b % 8 !== 7) model.mayHaveGhosts = true;
  if (!done.refused) await world.until(world.city.now() + 80 * MINUTE);
  return { ...done, says: `unheard, ${done.says}` };
}
