import { lineage } from '../access/directory.ts';
import { route } from '../platform/api.ts';
import { poolUnionsOf, type VisitCore } from '../visits/store.ts';
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

export const cancelRoute = route(cancelVisit, (call) => {
  const { now, body, params } = call;
  return changeVisit(call, params.id, 'cancel', {
    action: 'cancel',
    // Cancelled again: the first time may have gone without its answer.
    writes: async (core, by, consistent) =>
      core.visit.ended?.status === 'cancelled' ? undefined : cancel(await situation(core, now, consistent), whyOf(body), by),
  });
});

export const rescheduleRoute = route(rescheduleVisit, (call) => {
  const { now, body, params } = call;
  return changeVisit(call, params.id, 'reschedule', {
    action: 'reschedule',
    writes: async (core, by, consistent) =>
      reschedule(await situation(core, now, consistent, { slots: body.slots }), body.slots, whyOf(body), by),
  });
});

export const shiftRoute = route(shiftVisit, (call) => {
  const { now, body, params } = call;
  const to = { start: body.start, end: body.end };
  return changeVisit(call, params.id, 'shift', {
    action: 'shift',
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
  const { now, body, params } = call;
  return changeVisit(call, params.id, 'withdraw', {
    action: 'withdraw',
    related: async (core) => {
      const seat = core.seats.find(({ seat }) => seat === body.seat);
      const union = poolUnionsOf(core).get(body.seat);
      return {
        speakers: seat?.speaker === undefined ? [] : [seat.speaker],
        'pool-lines': union === undefined ? [] : await lineage(core.visit.city, union),
        // An employer that was only told has nothing to take back.
        'releasing-employers': (seat?.releases ?? [])
          .filter(({ need, permitted }) => need === 'required' || permitted)
          .map(({ employer }) => employer),
      };
    },
    writes: async (core, by, consistent) =>
      withdraw(await situation(core, now, consistent), body.seat, whyOf(body), recordedFor(core, body, by)),
  });
});

export const replaceSpeakerRoute = route(replaceContract, (call) => {
  const { now, body, params } = call;
  return changeVisit(call, params.id, 'replace-speaker', {
    action: 'replace-speaker',
    writes: async (core, by, consistent) =>
      replaceSpeaker(await situation(core, now, consistent, { speakers: [body.speakerId] }), body, by),
  });
});

export const changeRoutes = [cancelRoute, rescheduleRoute, shiftRoute, withdrawRoute, replaceSpeakerRoute];
