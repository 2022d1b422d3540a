import { random } from '../../data/sample/random.ts';

/** One point at which the runtime is killed, perhaps several times in a row. */
export interface Point {
  /** While a command is under way, so many milliseconds after it was sent, or as soon as its answer is there. */
  moment: 'under-way' | 'answered';
  after: number;
  /** Whoever sent it does not get the answer even if it was there, and sends it again. */
  again: boolean;
  /** Then it is killed while it starts, each time so many milliseconds after it began to. */
  starts: number[];
}

/** Stands for a command before all others: the first start, when the folder is made. Only its `starts` count. */
export const FIRST_START = -1;

/** Which points fall on the command with this number. */
export type Plan = ReadonlyMap<number, Point[]>;

/** What a script sends, in its order. */
export type Kind = 'post' | 'advance';

/** By the time it takes, and what follows by itself takes: from a warm runtime to one that has just started. */
const LONGEST: Record<Kind, number> = { post: 500, advance: 1_500 };
const LONGEST_START = 3_000;

/** Shares of the kills: while it starts after another kill, and at the very moment of an answer. The others come under way. */
const WHILE_STARTING = 0.15;
const RIGHT_AFTER = 0.25;
/** The share of the answers that were there and do not arrive: then what was done must not be done again. */
const SENT_AGAIN = 0.5;

/**
 * So many kills, spread evenly over the commands; the same seed gives the same plan. Short times are as likely as long ones, each
 * by its order of magnitude: what follows a commit within milliseconds is hit as often as what takes long. The first kill always
 * comes while the folder is made.
 */
export function planOf(seed: number, kinds: readonly Kind[], kills: number): Plan {
  const draw = random(seed, 'kill points');
  const within = (longest: number) => Math.round(longest ** (draw.whole(0, 1_000_000) / 1_000_000));
  let last: Point = { moment: 'answered', after: 0, again: false, starts: [] };
  const plan = new Map([[FIRST_START, [last]]]);
  for (let planned = 0; planned < kills; planned++) {
    if (planned === 0 || draw.chance(WHILE_STARTING)) {
      last.starts.push(draw.whole(0, LONGEST_START));
      continue;
    }
    const command = draw.whole(0, kinds.length - 1);
    const moment = draw.chance(RIGHT_AFTER) ? 'answered' : 'under-way';
    const after = moment === 'answered' ? 0 : within(LONGEST[kinds[command]!]);
    last = { moment, after, again: draw.chance(SENT_AGAIN), starts: [] };
    plan.set(command, [...(plan.get(command) ?? []), last]);
  }
  return plan;
}
