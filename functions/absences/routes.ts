import { isDeepStrictEqual } from 'node:util';
import * as z from 'zod/mini';
import { lineage } from '../access/directory.ts';
import { withoutErased } from '../audit/personal.ts';
import { changeVisit } from '../changes/change-visit.ts';
import { route } from '../platform/api.ts';
import { eventKey, statisticsKey } from '../platform/keys.ts';
import type { Instant } from '../platform/schema.ts';
import { get, query } from '../platform/table.ts';
import { StatisticsRow } from '../reports/row.ts';
import { speakersById } from '../talent/pool.ts';
import { type EventType, VisitEvent } from '../visits/events.ts';
import { poolUnionsOf, type VisitCore } from '../visits/store.ts';
import type { Actor } from '../visits/visit.ts';
import { type AbsentSeat, absentSeat, contest, objector } from './contest.ts';
import { contestAbsence, settleAbsence } from './contract.ts';
import { heldOn, refuseOwnMatter, settle } from './settle.ts';

const contestRoute = route(contestAbsence, (call) => {
  const { now, body, params } = call;
  return changeVisit(call, params.id, `objection ${params.speakerId}`, {
    action: 'contest-absence',
    reason: 'optional',
    related: async (core) => {
      const seat = core.seats.find(({ speaker }) => speaker === params.speakerId);
      const union = seat && poolUnionsOf(core).get(seat.seat);
      return {
        speakers: seat ? [params.speakerId] : [],
        'pool-lines': union === undefined ? [] : await lineage(core.visit.city, union),
      };
    },
    writes: async (core, who) => {
      const seat = absentSeat(core, params.speakerId);
      const by = objector(who, params.speakerId, body);
      const { reasonCode, text } = body;
      if (await isSaid(core, 'absence-contested', seat, seat.absence.contested, by, { reasonCode, text })) return undefined;
      return contest(core, seat, body, by, now);
    },
  });
});

const settleRoute = route(settleAbsence, (call) => {
  const { now, body, params, person } = call;
  return changeVisit(call, params.id, `settlement ${params.speakerId}`, {
    action: 'settle-absence',
    reason: 'optional',
    writes: async (core, by) => {
      const seat = absentSeat(core, params.speakerId);
      refuseOwnMatter(core, seat, person, by);
      if (await isSaid(core, 'absence-settled', seat, seat.absence.settled, by, { settled: body.outcome, text: body.text }))
        return undefined;
      const came = body.outcome === 'came' && seat.absence.contested ? await presenceOf(core, params.speakerId) : undefined;
      return settle(core, seat, body, by, now, came);
    },
  });
});

export const absenceRoutes = [contestRoute, settleRoute];

/** The very same word by the same person again: its event says so. What was erased since is another word. */
async function isSaid(
  { visit }: VisitCore,
  type: EventType,
  { speaker }: AbsentSeat,
  before: { at: Instant; by: string } | undefined,
  by: Actor,
  facts: Record<string, string | undefined>,
): Promise<boolean> {
  if (before?.by !== by.person) return false;
  const { pk, sk } = eventKey(visit.city, visit.id, before.at, '');
  const events = z.parse(z.array(VisitEvent), (await query(pk, { prefix: sk })).map(withoutErased));
  const event = events.find((each) => each.type === type && each.data.speaker === speaker);
  const given = Object.entries(facts).filter(([, value]) => value !== undefined);
  const said = Object.entries(facts).flatMap(([name]) => (event?.data[name] === undefined ? [] : [[name, event.data[name]]]));
  const plain = (value: unknown) => JSON.parse(JSON.stringify(value ?? null));
  return isDeepStrictEqual(said, given) && isDeepStrictEqual(plain(event?.by?.onBehalfOf), plain(by.onBehalfOf));
}

/** What puts a speaker who came into the row of the visit. */
async function presenceOf(core: VisitCore, id: string) {
  const { city, unit, id: visit } = core.visit;
  const key = statisticsKey(city, unit, heldOn(core), visit);
  const [row, pool] = await Promise.all([get(StatisticsRow, key, { consistent: true }), speakersById(city, [id])]);
  const speaker = pool.get(id);
  if (!row || !speaker) throw new Error(`visit ${visit} has no row, or the pool not this speaker`);
  return { row, speaker };
}
