import { cancel, replace, reschedule, shift, withdraw } from './changes.ts';
import type { Command, Deed } from './commands.ts';
import { again, decide, late, object, onBehalf, rivals, stale } from './decisions.ts';
import { INVARIANTS } from './invariants.ts';
import { look } from './seen.ts';
import { type Done, Tale } from './tale.ts';
import type { World } from './world.ts';
import { kill, lose, repeat, tick } from './world-events.ts';

/** After bad weather the retries by the clock get their time. */
const CALM = 15 * 60_000;

/** What happened, line by line, and what was wrong at its end. */
export interface Report {
  lines: string[];
  wrong: string[];
}

const deeds: Record<Deed, (tale: Tale, command: Command) => Promise<Done>> = {
  request: (tale, command) => tale.ask(command),
  decide: (tale, command) => decide(tale, command),
  refuse: (tale, command) => decide(tale, command, 'refuse'),
  'on-behalf': onBehalf,
  ...{ again, rivals, object, late, stale, cancel, reschedule, shift, withdraw, replace, tick, kill, repeat, lose },
};

/** Tells one story in a fresh month, and looks at everything after each command. Ends at the first thing that is wrong. */
export async function tell(world: World, commands: Command[], heard: (line: string) => void = () => {}): Promise<Report> {
  await world.newRun();
  const tale = new Tale(world);
  const report: Report = { lines: [], wrong: [] };
  for (const command of commands) {
    const { says, wrong } = await step(tale, command);
    report.lines.push(says);
    heard(`${says}${standing(tale)}`);
    if (wrong.length > 0) {
      report.wrong.push(...wrong);
      break;
    }
  }
  await clearUp(tale);
  return report;
}

async function step(tale: Tale, command: Command): Promise<{ says: string; wrong: string[] }> {
  const { world } = tale;
  const { faults } = world.city.cloud;
  plan(world, command);
  let done: Done;
  try {
    done = await deeds[command.do](tale, command);
    await world.city.settle();
  } finally {
    faults.clear();
  }
  if (command.weather) await world.until(world.city.now() + CALM);
  const before = tale.seen;
  const now = await look(
    world,
    tale.models.map(({ id }) => id),
    before,
  );
  const learnt = done.learn?.(now) ?? [];
  for (const model of tale.models) model.follow(now.visits.get(model.id)!);
  tale.seen = now;
  const watch = { models: tale.models, before, now, refused: done.refused === true && !command.weather };
  const broken = INVARIANTS.flatMap((invariant) => invariant(watch).map((sentence) => `${invariant.name}: ${sentence}`));
  const dead = world.city.cloud.deadLetters().map((message) => `a letter is dead: ${JSON.stringify(message)}`);
  const weather = command.weather ? ` (${command.weather.kind} for ${command.weather.caller})` : '';
  return { says: done.says + weather, wrong: [...(done.wrong ?? []), ...learnt, ...broken, ...dead] };
}

function plan({ city: { cloud } }: World, { weather }: Command): void {
  if (!weather) return;
  const { name } = cloud.model.functions.find(({ logicalId }) => logicalId.startsWith(weather.caller))!;
  cloud.faults.next({ ...weather, caller: name });
}

const standing = ({ models, seen }: Tale): string =>
  models
    .map(({ id }, i) => `\n      ${i + 1}: ${seen.visits.get(id)?.view.status} ${placesOf(seen.visits.get(id)?.seats)}`)
    .join('');
const placesOf = (seats: { seat: number; round: number; speaker?: string }[] = []) =>
  seats.map(({ seat, round, speaker }) => `${seat}.${round}:${speaker ?? '—'}`).join(' ');

/** Nothing of this run stands in the way of the next one. */
async function clearUp({ world, models, seen }: Tale): Promise<void> {
  for (const { id, school } of models) {
    if (!seen.visits.get(id)!.core.ended)
      await world.person(school.id).post(`/v1/visits/${id}/cancel`, { reasonCode: 'other' });
  }
  await world.city.settle();
}
