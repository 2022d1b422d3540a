import * as z from 'zod/mini';
import { claimOf } from '../../functions/decisions/seating.ts';
import type { Case, Effects } from '../../functions/decisions/step-rule.ts';
import { Task } from '../../functions/decisions/task.ts';
import type { Fact } from '../../functions/matching/diary.ts';
import { DiaryItem, Ledger, LoadItem } from '../../functions/matching/ledger.ts';
import { diaryKey, loadKey } from '../../functions/platform/keys.ts';
import type { Item } from '../../functions/platform/writes.ts';
import type { VisitEvent } from '../../functions/visits/events.ts';
import { visitStatus } from '../../functions/visits/status.ts';
import type { VisitCore } from '../../functions/visits/store.ts';
import { Seat, Visit } from '../../functions/visits/visit.ts';
import { days, policy } from '../matching/sample.ts';
import { CITY, organisations, speakers } from './city.ts';
import { Memory } from './memory.ts';
import { core, coreItems, today } from './visit.ts';

/** Facts in which every seated speaker is held, and the others have nothing; some may be busy besides. */
export function facts(known: VisitCore, others: Iterable<[string, Fact]> = []): Map<string, Fact> {
  const read = new Map<string, Fact>(Object.keys(speakers).map((id) => [id, { diaries: [] }]));
  for (const seat of known.seats) {
    const { speaker } = seat;
    if (speaker === undefined) continue;
    const ledger = new Ledger(CITY, new Map());
    ledger.hold(claimOf({ ...known, policy }, seat), today);
    const puts = ledger.writes().flatMap((write) => ('put' in write ? [write.put] : []));
    read.set(speaker, {
      diaries: puts.flatMap((item) => (item.sk === 'LOAD' ? [] : [z.parse(DiaryItem, item)])),
      load: z.parse(
        LoadItem,
        puts.find((item) => item.sk === 'LOAD'),
      ),
    });
  }
  for (const [id, fact] of others) read.set(id, fact);
  return read;
}

/** A case as `loadCase` would read it. */
export function caseOf(
  task: Task,
  given: Partial<VisitCore> = {},
  more: Partial<Case> & { facts?: Map<string, Fact> } = {},
): Case {
  const known = core({ tasks: [task], ...given });
  const { facts: read = facts(known), ...rest } = more;
  return {
    ...known,
    task,
    policy,
    days,
    now: today,
    ledger: new Ledger(CITY, read),
    pool: new Map(Object.entries(speakers)),
    organisations: new Map(Object.entries(organisations)),
    cleared: new Set(),
    ...rest,
  };
}

/** The world after the writes of a rule were applied to what the case had read; fails when a condition does not hold. */
export function world(c: Omit<Case, 'task'>, { writes }: Pick<Effects, 'writes'>, read = facts(c), others: Item[] = []) {
  const memory = new Memory([
    ...others,
    ...coreItems(c),
    ...[...read].flatMap(([id, { diaries, load }]) => [
      ...diaries.map((diary) => ({ ...diaryKey(CITY, id, diary.month), ...diary })),
      ...(load ? [{ ...loadKey(CITY, id), ...load }] : []),
    ]),
  ]);
  memory.apply(writes);
  const items = memory.all();
  const of = (prefix: string) => items.filter(({ sk }) => (sk as string).startsWith(prefix));
  const visit = z.parse(Visit, of('VISIT')[0]);
  const seats = z.parse(z.array(Seat), of('SEAT#'));
  return {
    memory,
    items,
    visit,
    seats,
    tasks: z.parse(z.array(Task), of('TASK#')),
    events: of('EVENT#') as unknown as VisitEvent[],
    status: visitStatus(visit, seats, c.now.toISOString()),
    /** Whom the visit holds, by their diaries. */
    held: of('2026-')
      .filter(({ holds }) => (holds as { visit: string }[] | undefined)?.some((hold) => hold.visit === visit.id))
      .map(({ speaker }) => speaker),
    /** How many visits are counted for a speaker in the month. */
    load: (speaker: string) =>
      (memory.get(loadKey(CITY, speaker))?.counts as Record<string, number> | undefined)?.['2026-03'] ?? 0,
  };
}
