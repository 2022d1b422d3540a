import { isUrgent } from '../deadlines/due.ts';
import type { WorkingDays } from '../deadlines/working-days.ts';
import { newId } from '../platform/ids.ts';
import { SWEEP, sweepOf } from '../platform/keys.ts';
import { type FieldError, TooLate } from '../platform/problems.ts';
import { fieldError } from '../platform/reasons.ts';
import type { Write } from '../platform/writes.ts';
import { lookAfter } from './changes.ts';
import { checkSlots, slotsThatFit } from './check-slots.ts';
import type { NewVisit } from './contract.ts';
import { byPath, firstWrites, type NewVisitContext, newVisit, takeOver, unknownCodes } from './new-visit.ts';
import type { Actor, Visit, VisitRequest } from './visit.ts';

/** What a request is held against. */
export interface RequestContext extends NewVisitContext {
  days: WorkingDays;
  /** Whether the named speaker stands in the pool. */
  speakerKnown: boolean;
}

/**
 * Turns what was asked for into a visit.
 * @throws Invalid naming every field that cannot be accepted; TooLate when no wished time leaves the steps their minimum (加急)
 */
export function requestVisit(
  wish: NewVisit,
  c: RequestContext,
): { visit: Visit; request: VisitRequest; requestedBy: Actor; writes: Write[] } {
  const { schoolId: _, origin, channel, evidence, onBehalfOf: __, ...asked } = wish;
  const errors = [...checkSpeakers(wish, c), ...checkChannel(wish, c), ...checkSlots(wish.slots, c.now, c.policy)];
  const id = newId(c.now);
  const request: VisitRequest = { ...asked, ...takeOver(id, wish, c, errors) };
  const [fits] = slotsThatFit(wish.slots, c.now, c.policy);
  if (!fits) throw new TooLate();

  const at = c.now.toISOString();
  const urgent = isUrgent(at, fits.start, c.policy, c.days);
  const order = c.policy.order === 'speaker-first' ? { speakerFirst: true } : {};
  const visit = newVisit(c, { id, origin, urgent, speakersWanted: wish.speakersWanted, ...order });
  const watched = { [SWEEP.pk]: sweepOf(c.city), ...lookAfter(at, 1) };
  const requestedBy = channel === undefined ? c.by : { ...c.by, onBehalfOf: { party: c.school.id, channel, evidence } };
  const writes = firstWrites(visit, request, { ...c, by: requestedBy }, { watched, taken: { channel, evidence } });
  return { visit, request, requestedBy, writes };
}

function checkSpeakers(wish: NewVisit, { catalogue, speakerKnown }: RequestContext): FieldError[] {
  const errors = unknownCodes(catalogue, 'honours', byPath('preferredHonours', wish.preferredHonours));
  if (wish.speakerId !== undefined && !speakerKnown) errors.push(fieldError('speakerId', 'unknown-speaker'));
  if (wish.speakerRequired && wish.speakerId === undefined)
    errors.push(fieldError('speakerRequired', 'required-without-speaker'));
  return errors;
}

/** Only a union enters what a school said by phone, in a letter or in person (代录). */
function checkChannel({ channel, evidence, onBehalfOf }: NewVisit, { by, school }: RequestContext): FieldError[] {
  const given = Object.entries({ channel, evidence, onBehalfOf }).filter(([, value]) => value !== undefined);
  if (by.role !== 'union') return given.map(([field]) => fieldError(field, 'union-only'));
  if (given.length > 0 && channel === undefined) return [fieldError('channel', 'required')];
  return onBehalfOf && onBehalfOf.organisationId !== school.id ? [fieldError('onBehalfOf', 'not-the-asked')] : [];
}
