import type { Answer } from '../../demo/actor.ts';
import { BEGIN, dayOf, nextAct, ownEvening, ownSlot, seasonsEnd } from './calendar.ts';
import { Cast, schoolOf } from './cast.ts';
import { stories } from './stories.ts';
import { type Course, type Read, type Story, Telling } from './telling.ts';
import type { Victim } from './victim.ts';

/** A story that is being told. */
interface Told {
  telling: Telling;
  story: Story;
  course: Course;
  /** From when on its turn comes. */
  from: number;
  answers: Answer[];
}

/** The visits of a script, by the names of their tellings. */
export type Visits = ReadonlyMap<string, Telling>;

/** So many visits: all stories in turn, season after season. */
function cast(visits: number, read: Read): Told[] {
  const casts: Cast[] = [];
  return Array.from({ length: visits }, (_, number) => {
    const place = number % stories.length;
    const season = Math.floor(number / stories.length);
    casts[season] ??= new Cast();
    const story = stories[place]!;
    const telling = new Telling({
      name: season === 0 ? story.name : `${story.name}-${season + 1}`,
      season,
      school: schoolOf(number),
      slot: ownSlot(season, place),
      evening: ownEvening(season, place),
      end: seasonsEnd(season, stories.length),
      cast: casts[season],
      read,
    });
    return { telling, story, course: story.tell(telling), from: dayOf(season, 0), answers: [] };
  });
}

/**
 * Tells the stories of so many visits. Twice a day whoever's turn it is looks and then acts, one after the other and always in the
 * same order; what follows from that goes on meanwhile, and is over when the clock has gone on to the next turn.
 * @returns the visits, and the instant at which everything has been told
 * @throws naming the story whose people do not find what they expect
 */
export async function play(victim: Victim, visits: number): Promise<{ visits: Visits; now: number }> {
  const all = cast(visits, (who, path) => victim.read(who, path));
  let waiting = all;
  let now = Date.parse(BEGIN);
  while (waiting.length > 0) {
    now = nextAct(Math.max(now + 1, Math.min(...waiting.map(({ from }) => from))));
    await victim.advanceTo(now);
    const turn = waiting.filter(({ from }) => from <= now);
    const over = new Set<Told>();
    const commands = [];
    for (const told of turn) {
      const next = await inStory(told, () => told.course.next(told.answers));
      told.answers = [];
      if (next.done) over.add(told);
      else {
        told.from = Math.max(next.value.until ?? 0, now + 1);
        commands.push(...next.value.commands.map((command) => ({ told, command })));
      }
    }
    for (const told of over) await inStory(told, () => ends(told));
    for (const { told, command } of commands) told.answers.push(await inStory(told, () => victim.does(command)));
    waiting = waiting.filter((told) => !over.has(told));
  }
  return { visits: new Map(all.map(({ telling }) => [telling.stage.name, telling])), now };
}

async function ends({ story, telling }: Told): Promise<void> {
  const { status } = await telling.view();
  if (status !== story.ends) throw new Error(`the visit is ${status}, not ${story.ends}`);
}

async function inStory<T>({ telling }: Told, act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (error) {
    throw new Error(`${telling.stage.name}: ${(error as Error).message}`, { cause: error });
  }
}
