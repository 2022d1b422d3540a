import fc from 'fast-check';
import { type Command, story, written } from './commands.ts';
import { type Report, tell } from './run.ts';
import { shorten } from './shorten.ts';
import { World } from './world.ts';

/** A world that is there when it is needed, and a new one after something broke off. */
export class Stage {
  #world: World | undefined;

  async world(): Promise<World> {
    this.#world ??= await World.begin();
    return this.#world;
  }

  async end(): Promise<void> {
    const world = this.#world;
    this.#world = undefined;
    await world?.end();
  }
}

export interface CheckOptions {
  stage: Stage;
  seed: number;
  /** As many stories at most. */
  runs?: number;
  /** No new story begins after so many real milliseconds. */
  budget?: number;
  /** How many real milliseconds a story that went wrong may be shortened. */
  patience?: number;
  /** The commands of a story at most, besides the requests. */
  length?: number;
  heard?: (line: string) => void;
}

export interface Checked {
  seed: number;
  stories: number;
  commands: number;
  seconds: number;
  /** The story that went wrong, as it came and shortened, what happened in it, and what was wrong. */
  failure?: { whole: string; story: string; lines: string[]; wrong: string[] };
}

/** More than any budget allows. */
const MANY = 1_000_000;

/** Tells random stories until one goes wrong or the budget is used, and shortens the one that went wrong. */
export async function check({
  stage,
  seed,
  runs = MANY,
  budget = Number.POSITIVE_INFINITY,
  patience = 120_000,
  length = 24,
  heard = () => {},
}: CheckOptions): Promise<Checked> {
  const began = performance.now();
  let [stories, commands] = [0, 0];

  async function one(commandsOf: Command[]): Promise<Report> {
    const world = await stage.world();
    heard(`--- ${written(commandsOf)}`);
    const lines: string[] = [];
    try {
      return await tell(world, commandsOf, (line) => {
        lines.push(line.split('\n')[0]!);
        heard(line);
      });
    } catch (error) {
      // Nobody knows what it left behind.
      await stage.end().catch(() => {});
      return { lines: [...lines, 'it broke off'], wrong: [`brokeOff: ${(error as Error).stack}`] };
    }
  }

  let failed: { story: Command[]; report: Report } | undefined;
  const property = fc.asyncProperty(story(length), async (commandsOf) => {
    if (performance.now() - began > budget) return true;
    const report = await one(commandsOf);
    stories++;
    commands += report.lines.length;
    if (report.wrong.length > 0) failed = { story: commandsOf, report };
    return report.wrong.length === 0;
  });
  for (let from = seed; ; from++) {
    // What is left of the stories of one seed is skipped when the time is over.
    await fc.check(property, { seed: from, numRuns: Math.min(runs - stories, 50), endOnFailure: true });
    if (failed || stories >= runs || performance.now() - began > budget) break;
  }
  const checked = { seed, stories, commands, seconds: secondsSince(began) };
  if (!failed) return checked;
  for (const sentence of failed.report.wrong) heard(`WRONG ${sentence}`);
  const until = performance.now() + patience;
  const short = await shorten(failed.story, failed.report, one, () => performance.now() > until);
  return { ...checked, failure: { whole: written(failed.story), story: written(short.story), ...short.report } };
}

const secondsSince = (began: number) => Math.round((performance.now() - began) / 100) / 10;
