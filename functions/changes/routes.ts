import { lineage } from '../access/directory.ts';
import type { Person } from '../access/person.ts';
import { mayChangeVisit, mayReplaceSpeaker, mayWithdraw } from '../access/rules.ts';
import { route } from '../platform/api.ts';
import { speakersById } from '../talent/pool.ts';
import type { VisitCore } from '../visits/store.ts';
import type { Actor } from '../visits/visit.ts';
import { cancel } from './cancel.ts';
import { changeVisit, situation } from './change-visit.ts';
import {
  cancelVisit,
  replaceSpeaker as replaceContract,
  rescheduleVisit,
  shiftVisit,
  type WithdrawBody,
  withdrawFromVisit,
} from './contract.ts';
import { replaceSpeaker } from './replace-speaker.ts';
import { reschedule } from './reschedule.ts';
import { shift } from './shift.ts';
import { whyOf } from './why.ts';
import { withdraw } from './withdraw.ts';

/** The lead school and the unions responsible cancel and move a visit. */
const schoolOrUnion = (person: Person, now: Date) => async (core: VisitCore) =>
  mayChangeVisit(
    person,
    { school: core.visit.school, unions: await lineage(core.visit.city, core.visit.union) },
    now.toISOString(),
  );

export const cancelRoute = route(cancelVisit, (call) => {
  const { person, now, body, params } = call;
  return changeVisit(call, params.id, 'cancel', {
    may: schoolOrUnion(person, now),
    // Cancelled again: the first time may have gone without its answer.
    writes: async (core, by, consistent) =>
      core.visit.ended?.status === 'cancelled' ? undefined : cancel(await situation(core, now, consistent), whyOf(body), by),
  });
});

export const rescheduleRoute = route(rescheduleVisit, (call) => {
  const { person, now, body, params } = call;
  return changeVisit(call, params.id, 'reschedule', {
    may: schoolOrUnion(person, now),
    writes: async (core, by, consistent) =>
      reschedule(await situation(core, now, consistent, { slots: body.slots }), body.slots, whyOf(body), by),
  });
});

export const shiftRoute = route(shiftVisit, (call) => {
  const { person, now, body, params } = call;
  const to = { start: body.start, end: body.end };
  return changeVisit(call, params.id, 'shift', {
    may: schoolOrUnion(person, now),
    writes: async (core, by, consistent) => shift(await situation(core, now, consistent, { slots: [to] }), to, whyOf(body), by),
  });
});

/** The union that owns the pool entry may enter what its speaker said, or object itself. */
function recordedFor({ seats }: VisitCore, { seat, channel, evidence }: WithdrawBody, by: Actor): Actor {
  const party = seats.find((each) => each.seat === seat)?.speaker;
  if (by.role !== 'union' || channel === undefined || party === undefined) return by;
  return { ...by, onBehalfOf: { party, channel, evidence } };
}

export const withdrawRoute = route(withdrawFromVisit, (call) => {
  const { person, now, body, params } = call;
  return changeVisit(call, params.id, 'withdraw', {
    may: async (core) => {
      const seat = core.seats.find(({ seat }) => seat === body.seat);
      const speaker = seat?.speaker;
      const known = speaker === undefined ? undefined : (await speakersById(core.visit.city, [speaker])).get(speaker);
      const unions = known ? await lineage(core.visit.city, known.union) : [];
      // An employer that was only told has nothing to take back.
      const employers = (seat?.releases ?? [])
        .filter(({ need, permitted }) => need === 'required' || permitted)
        .map(({ employer }) => employer);
      return mayWithdraw(person, { speaker, employers, unions }, now.toISOString());
    },
    writes: async (core, by, consistent) =>
      withdraw(await situation(core, now, consistent), body.seat, whyOf(body), recordedFor(core, body, by)),
  });
});

export const replaceSpeakerRoute = route(replaceContract, (call) => {
  const { person, now, body, params } = call;
  return changeVisit(call, params.id, 'replace-speaker', {
    may: async (core) => mayReplaceSpeaker(person, await lineage(core.visit.city, core.visit.union), now.toISOString()),
    writes: async (core, by, consistent) =>
      replaceSpeaker(await situation(core, now, consistent, { speakers: [body.speakerId] }), body, by),
  });
});

export const changeRoutes = [cancelRoute, rescheduleRoute, shiftRoute, withdrawRoute, replaceSpeakerRoute];
