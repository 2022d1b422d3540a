import * as z from 'zod/mini';
import { units } from '../access/directory.ts';
import { isEvent } from '../audit/chain.ts';
import { plusHours } from '../deadlines/shanghai-time.ts';
import { Contended } from '../platform/attempt.ts';
import { erasureKey, type Key, PARTY_INDEXES, permissionKey, SWEEP, statisticsOf, unitPartyOf } from '../platform/keys.ts';
import { Code } from '../platform/schema.ts';
import { commit, get, query, queryIndex } from '../platform/table.ts';
import type { Item, Write } from '../platform/writes.ts';
import { changeSpeakers } from '../reports/actuals.ts';
import { StatisticsRow } from '../reports/row.ts';
import { contactIn, numbersIn, Sought } from './contacts.ts';
import { decisionWithout, type Erased, eventWithout, speakersWithout, waitsForEnd } from './words.ts';

/** How far an erasure is: the unit, and the visit in its list behind which it goes on. */
const Erasure = z.object({
  city: Code,
  person: Code,
  speaker: z.optional(Code),
  /** By what they may stand as contacts; gone when it is done. */
  sought: z.optional(Sought),
  unit: z.optional(Code),
  after: z.optional(z.string()),
  /** Some visit still needs what has to go, or changed meanwhile; they are all looked through again. */
  left: z.optional(z.boolean()),
  doneAt: z.optional(z.string()),
});
type Erasure = z.infer<typeof Erasure>;

/** So many visits in one sweep. */
const MOST = 200;
const PAGE = 25;
const AGAIN_HOURS = 7 * 24;

/**
 * Takes somebody's words, and them as contact, out of all visits of the city, unit by unit, so many in one sweep. Each change is conditional on what was read
 * and leaves the same when it is made twice; the next sweep goes on where this one stopped or was cut off.
 */
export async function sweepErasure(city: string, person: string, now: Date): Promise<void> {
  const erasure = await get(Erasure, erasureKey(city, person), { consistent: true });
  if (!erasure || erasure.doneAt !== undefined) return;
  const goOn = (set: Item, remove: string[] = []) => commit([{ update: erasureKey(city, person), set, remove }]);
  let { left = false, after = '' } = erasure;
  let looked = 0;
  const all = [...(await units(city)).keys()].sort();
  for (const unit of all.filter((id) => id >= (erasure.unit ?? ''))) {
    if (unit !== erasure.unit) {
      after = '';
      left = (await eraseRows(city, unit, erasure)) || left;
    }
    for (;;) {
      const page = await queryIndex(PARTY_INDEXES[1], unitPartyOf(city, unit), { after, limit: PAGE });
      for (const { pk, when } of page) {
        left = (await eraseInVisit(pk as string, erasure)) || left;
        after = when as string;
      }
      looked += page.length;
      if (page.length < PAGE) break;
      if (looked >= MOST) return goOn({ unit, after, left, [SWEEP.sk]: now.toISOString() });
    }
  }
  left = (await erasePermissions(city, erasure)) || left;
  if (left) return goOn({ [SWEEP.sk]: plusHours(now.toISOString(), AGAIN_HOURS) }, ['unit', 'after', 'left']);
  return goOn({ doneAt: now.toISOString() }, ['unit', 'after', 'left', 'sought', SWEEP.pk, SWEEP.sk]);
}

/** @returns whether something is left: the visit still needs it, or it changed meanwhile */
async function eraseInVisit(pk: string, erased: Erasure): Promise<boolean> {
  const items = await query(pk, { consistent: true });
  const visit = items.find(({ sk }) => sk === 'VISIT') as { city: string; id: string; ended?: unknown } | undefined;
  if (!visit) return false;
  const over = visit.ended !== undefined;
  const numbers = erased.sought ? numbersIn(items, erased.sought) : [];
  const events = await Promise.all(
    items
      .filter((item) => isEvent(visit, item))
      .map(async (event) => {
        const isContact = (await contactIn(event, visit, numbers)) !== undefined;
        return { event, standing: { over, isContact } };
      }),
  );
  const writes = [
    ...events.flatMap(({ event, standing }) => changeOf(event, eventWithout(event, erased, standing))),
    ...items.filter(({ sk }) => (sk as string).startsWith('TASK#')).flatMap((task) => taskChange(task, erased)),
  ];
  const moved = await leaveMoved(writes);
  return moved || events.some(({ event, standing }) => waitsForEnd(event, erased, standing));
}

const placeOf = ({ pk, sk }: Item): Key => ({ pk: pk as string, sk: sk as string });

const changeOf = (before: Item, after: Item): Write[] =>
  before === after
    ? []
    : [
        {
          update: placeOf(before),
          set: { data: after.data, by: after.by, salts: after.salts },
          where: { hash: before.hash as string },
        },
      ];

function taskChange(task: Item, erased: Erased): Write[] {
  const decision = decisionWithout(task, erased);
  return decision ? [{ update: placeOf(task), set: { decision }, where: { state: task.state as string } }] : [];
}

/**
 * Writes each by itself; what changed since it was read stays as it is.
 * @returns whether any did, which has to be looked through again
 */
async function leaveMoved(writes: readonly Write[]): Promise<boolean> {
  let moved = false;
  for (const write of writes) {
    await commit([write]).catch((error) => {
      if (!(error instanceof Contended)) throw error;
      moved = true;
    });
  }
  return moved;
}

/** The statistics of a unit's visits name their speakers. */
async function eraseRows(city: string, unit: string, erased: Erased): Promise<boolean> {
  const items = await query(statisticsOf(city, unit));
  return leaveMoved(
    items.flatMap((item): Write[] => {
      const row = z.parse(StatisticsRow, item);
      const speakers = speakersWithout(row, erased);
      return speakers ? [changeSpeakers(placeOf(item), row, speakers)] : [];
    }),
  );
}

/** How an employer's word about a speaker came, and how anybody's that the erased person entered, may name them. */
async function erasePermissions(city: string, { speaker }: Erased): Promise<boolean> {
  if (speaker === undefined) return false;
  const items = await query(permissionKey(city, speaker, '').pk);
  return leaveMoved(
    items.flatMap((item): Write[] => {
      const { by } = item as { by?: { onBehalfOf?: Item } };
      if (by?.onBehalfOf?.evidence === undefined) return [];
      const { evidence: _, ...onBehalfOf } = by.onBehalfOf;
      return [{ update: placeOf(item), set: { by: { ...by, onBehalfOf } }, where: { speaker } }];
    }),
  );
}
