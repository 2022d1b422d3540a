import { policyOf } from '../access/directory.ts';
import { isTime, may, type Related } from '../access/may.ts';
import type { Person } from '../access/person.ts';
import type { Action } from '../access/rules.ts';
import { checkReason } from '../decisions/check-reason.ts';
import { loadSituation } from '../decisions/load-case.ts';
import { closeTask } from '../decisions/task-writes.ts';
import { type Answer, type Call, ok } from '../platform/api.ts';
import { attempt, Contended } from '../platform/attempt.ts';
import type { Contract } from '../platform/contract.ts';
import { checkIfMatch, etagOf } from '../platform/etag.ts';
import { idempotency } from '../platform/idempotency.ts';
import { seatKey } from '../platform/keys.ts';
import { Forbidden, NotAgreedYet, NotFound, VisitOver, VisitTookPlace } from '../platform/problems.ts';
import { commit } from '../platform/table.ts';
import type { Write } from '../platform/writes.ts';
import { withAbsences } from '../visits/absences.ts';
import { changeSeat } from '../visits/changes.ts';
import { checkSlots } from '../visits/check-slots.ts';
import { partiesOf, rolesIn } from '../visits/parties.ts';
import { visitStatus } from '../visits/status.ts';
import { commitVisit, loadVisit, type VisitCore } from '../visits/store.ts';
import { visitView } from '../visits/view.ts';
import type { Actor, Slot } from '../visits/visit.ts';
import type { Why } from './why.ts';

interface Change {
  /** The rule by which it is allowed; undefined for what does not exist. */
  action: Action | ((core: VisitCore) => Action | undefined);
  /** To whom it is allowed, where that is not a matter of the whole visit. */
  related?(core: VisitCore): Related | Promise<Related>;
  /** Whether a reason may be left out whatever the policy says: what is said then in words. */
  reason?: 'optional';
  /** Who may not do it does not hear that it is there, although the visit may be theirs. */
  hidden?: true;
  /** The writes; undefined when it is done already. */
  writes(core: VisitCore, by: Actor, consistent: boolean): Promise<Write[] | undefined>;
}

/**
 * The situation of all who sit in the visit, and of others who are named; diaries also where other slots lie. For times that cannot be
 * none are read, because they could span thousands of years: the change refuses them without.
 */
export const situation = async (
  core: VisitCore,
  now: Date,
  consistent: boolean,
  { speakers = [], slots = [] }: { speakers?: string[]; slots?: Slot[] } = {},
) => {
  const seated = core.seats.flatMap(({ speaker }) => (speaker === undefined ? [] : [speaker]));
  const wrong = checkSlots(slots, now, await policyOf(core.visit));
  return loadSituation(core, [...seated, ...speakers], now, consistent, wrong.length > 0 ? [] : slots);
};

type ChangeCall = Call<Contract & { params: NonNullable<Contract['params']> }>;

/**
 * Changes a visit in one transaction and answers it as it then stands, without phone numbers. Sent again with the same `Idempotency-Key` it is done once.
 * @throws NotFound for strangers; Forbidden for parties who may not do it; StaleVersion (412); what the change itself refuses
 */
export async function changeVisit(
  { person, headers, now, body }: Pick<ChangeCall, 'headers' | 'now'> & { person: Person; body: Why },
  id: string,
  name: string,
  change: Change,
): Promise<Answer> {
  await attempt(async (consistent) => {
    // First the same for everybody: a visit that is not theirs costs what an unknown one does.
    const core = await loadVisit(person.city, id, consistent);
    const kept = await idempotency(person, headers['idempotency-key'], { id, name, body }, now, consistent);
    if (!core) throw new NotFound();
    // Whoever withdrew does not sit there any more, and may still ask again how it went.
    if (kept.created) return;
    const parties = await partiesOf(core);
    const seen = rolesIn(person, parties, now.toISOString());
    const action = typeof change.action === 'function' ? change.action(core) : change.action;
    const related = change.related ? await change.related(core) : parties;
    const by = action && may(action, person, related, now.toISOString());
    if (!action || !by) throw seen.length > 0 && !change.hidden ? new Forbidden() : new NotFound();
    refuseUnlessTime(action, core, now);
    if (body.reasonCode !== undefined || change.reason !== 'optional') await checkReason(core.visit, body.reasonCode, true);
    if (headers['if-match'] !== undefined) {
      const view = await visitView(core, now);
      checkIfMatch(headers['if-match'], () => etagOf(view));
    }
    const writes = await change.writes(core, by, consistent);
    if (writes) await commitVisit(core.visit, [...writes, ...seatsLeft(core, writes), ...kept.remember(id)]);
  });
  const core = await withoutLeftovers(person.city, id);
  const view = await visitView(core, now);
  return ok(await withAbsences(view, core, person, now), { etag: etagOf(view) });
}

/** What the page of rules allows in no such state; the change itself may refuse more. */
function refuseUnlessTime(action: Action, { visit, seats }: VisitCore, now: Date): void {
  const status = visitStatus(visit, seats, now.toISOString());
  if (isTime(action, status)) return;
  if (visit.ended) throw new VisitOver({ status });
  throw status === 'awaiting-statistics' ? new VisitTookPlace() : new NotAgreedYet();
}

/** Seats that the change leaves alone get another version all the same: nobody answers for them from the old epoch. */
function seatsLeft({ visit, seats }: VisitCore, writes: Write[]): Write[] {
  const written = new Set(
    writes.flatMap((write) => ('put' in write ? [write.put.sk] : 'update' in write ? [write.update.sk] : [])),
  );
  return seats
    .filter(({ seat }) => !written.has(seatKey(visit.city, visit.id, seat).sk))
    .map((seat) => changeSeat(visit, seat, {}));
}

/** A question asked at the very moment of the change was not seen by it; the new epoch admits no others. */
async function withoutLeftovers(city: string, id: string): Promise<VisitCore> {
  const core = (await loadVisit(city, id, true))!;
  const left = core.tasks.filter(({ state, epoch }) => state === 'open' && epoch < core.visit.epoch);
  for (const task of left) {
    await commit([closeTask(task)]).catch((error) => {
      // Somebody else closed it at the same moment; what is left all the same the sweep meets.
      if (!(error instanceof Contended)) throw error;
    });
  }
  return core;
}
