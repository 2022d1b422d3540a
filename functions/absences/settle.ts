import type { Person } from '../access/person.ts';
import { onOneSide } from '../access/sides.ts';
import { day } from '../deadlines/shanghai-time.ts';
import { AlreadySettled, NotContested, TwoSides } from '../platform/problems.ts';
import type { Write } from '../platform/writes.ts';
import { addSpeaker } from '../reports/actuals.ts';
import type { StatisticsRow } from '../reports/row.ts';
import type { Speaker } from '../talent/speaker.ts';
import { changeSeat, changeVisit } from '../visits/changes.ts';
import { eventWrite } from '../visits/events.ts';
import type { VisitCore } from '../visits/store.ts';
import type { Actor } from '../visits/visit.ts';
import type { AbsentSeat } from './contest.ts';
import type { SettleBody } from './contract.ts';

/**
 * Who may not settle it: whoever told of the absence or contested it, the speaker, and whoever decided for another side of the visit.
 * Here it counts, too, that somebody entered another's word: it is that word which is judged.
 * @throws TwoSides
 */
export function refuseOwnMatter({ tasks }: VisitCore, { speaker, absence }: AbsentSeat, person: Person, by: Actor): void {
  const own = [absence.by, absence.contested?.by].includes(person.id) || person.speakerId === speaker;
  if (own) throw new TwoSides();
  onOneSide([by], tasks);
}

/**
 * The responsible union settles whether a speaker came who contests the school's word. Who came stands in the row of the statistics
 * from then on. Pure.
 * @throws NotContested; AlreadySettled
 */
export function settle(
  { visit }: VisitCore,
  seat: AbsentSeat,
  { outcome, text }: SettleBody,
  by: Actor,
  now: Date,
  came?: { row: StatisticsRow; speaker: Speaker },
): Write[] {
  const { absence, speaker } = seat;
  if (!absence.contested) throw new NotContested();
  if (absence.settled) throw new AlreadySettled();
  const settled = { at: now.toISOString(), by: by.person, outcome };
  return [
    changeVisit(visit, now, {}),
    changeSeat(visit, seat, { absence: { ...absence, settled } }),
    ...(came ? [addSpeaker(visit.city, came.row, came.speaker)] : []),
    eventWrite(visit, 'absence-settled', now, { by, seat: seat.seat, speaker, settled: outcome, text }),
  ];
}

/** The day of the row: that on which it really took place, as the school told. */
export function heldOn({ visit, tasks }: VisitCore): string {
  const told = tasks.find(({ step, decision }) => step === 'statistics' && decision?.body.outcome === 'submit');
  if (!told) throw new Error(`visit ${visit.id} has no statistics`);
  return day(told.decision!.body.actualStart as string);
}
