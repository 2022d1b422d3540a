import * as z from 'zod/mini';
import { diaryKey, loadKey } from '../platform/keys.ts';
import { Code, Instant, type Interval } from '../platform/schema.ts';
import type { Write } from '../platform/writes.ts';
import { addLoad, emptyDiary, emptyLoad, type Fact, hold, months, release, subtractLoad } from './diary.ts';
import { giveBack, type TakenOf, take } from './permitted.ts';
import type { Diary, Load } from './request.ts';

const HoldItem = z.object({ visit: Code, seat: z.int(), start: Instant, end: Instant });
export const DiaryItem: z.ZodMiniType<Diary> = z.object({
  speaker: Code,
  month: z.string(),
  version: z.int(),
  holds: z.array(HoldItem),
});
export const LoadItem: z.ZodMiniType<Load> = z.object({
  speaker: Code,
  version: z.int(),
  counts: z.record(z.string(), z.int()),
  permitted: z.optional(z.record(z.string(), z.int())),
});

/**
 * One seat's claim on a speaker: `start` counts for the load, `held` is the time, travel included, `permitted` what it takes of
 * standing permissions.
 */
export interface Claim {
  speaker: string;
  visit: string;
  seat: number;
  start: Instant;
  held: Interval[];
  permitted?: TakenOf[];
}

/**
 * A working copy of some speakers' diaries and loads. Claims are made and given back on it; `writes` then says, item by item,
 * what that means for the table, each conditional on the version that was read.
 */
export class Ledger {
  readonly #city: string;
  readonly #read: Map<string, Fact>;
  readonly #diaries = new Map<string, Diary>();
  readonly #loads = new Map<string, Load>();

  constructor(city: string, read: Map<string, Fact>) {
    this.#city = city;
    this.#read = read;
  }

  hold(claim: Claim, now: Date): void {
    const { speaker, visit, seat, held, permitted = [] } = claim;
    for (const month of months(held))
      this.#diaries.set(`${speaker} ${month}`, hold(this.#diary(speaker, month), visit, seat, held));
    const at = now.toISOString();
    this.#loads.set(speaker, take(addLoad(this.#load(speaker), claim.start, at), permitted, at));
  }

  release(claim: Claim): void {
    const { speaker, visit, seat, held, permitted = [] } = claim;
    for (const month of months(held))
      this.#diaries.set(`${speaker} ${month}`, release(this.#diary(speaker, month), visit, seat));
    this.#loads.set(speaker, giveBack(subtractLoad(this.#load(speaker), claim.start), permitted));
  }

  /** The speaker's facts as they would be after the changes so far. */
  fact(speaker: string): Fact {
    const monthsRead = this.#read.get(speaker)?.diaries.map(({ month }) => month) ?? [];
    return { diaries: monthsRead.map((month) => this.#diary(speaker, month)), load: this.#load(speaker) };
  }

  writes(): Write[] {
    const diaries = [...this.#diaries.values()].map((diary) => {
      const read = this.#read.get(diary.speaker)?.diaries.find(({ month }) => month === diary.month);
      return put({ ...diaryKey(this.#city, diary.speaker, diary.month) }, diary, read?.version ?? 0);
    });
    const loads = [...this.#loads.values()].map((load) =>
      put(loadKey(this.#city, load.speaker), load, this.#read.get(load.speaker)?.load?.version ?? 0),
    );
    return [...diaries, ...loads];
  }

  #diary(speaker: string, month: string): Diary {
    const read = this.#read.get(speaker)?.diaries.find((diary) => diary.month === month);
    return this.#diaries.get(`${speaker} ${month}`) ?? read ?? emptyDiary(speaker, month);
  }

  #load(speaker: string): Load {
    return this.#loads.get(speaker) ?? this.#read.get(speaker)?.load ?? emptyLoad(speaker);
  }
}

const put = (key: { pk: string; sk: string }, content: Diary | Load, readVersion: number): Write => ({
  put: { ...key, ...content, version: readVersion + 1 },
  where: readVersion === 0 ? 'absent' : { version: readVersion },
});
