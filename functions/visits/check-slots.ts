import { stillFits } from '../deadlines/due.ts';
import type { Policy } from '../deadlines/policy.ts';
import { day, timeOfDay } from '../deadlines/shanghai-time.ts';
import type { FieldError } from '../platform/problems.ts';
import { fieldError } from '../platform/reasons.ts';
import type { Interval } from '../platform/schema.ts';
import type { NewVisit } from './contract.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const length = ({ start, end }: Interval) => Date.parse(end) - Date.parse(start);
const overlap = (a: Interval, b: Interval) => a.start < b.end && b.start < a.end;

/** What is wrong with the wished times (api.md, "Limits"); paths point into the request. */
export function checkSlots(slots: NewVisit['slots'], now: Date, { slot: limits }: Policy): FieldError[] {
  const errors: FieldError[] = [];
  const say = (path: string, code: string) => errors.push(fieldError(path, code));
  for (const [i, slot] of slots.entries()) checkSlot(slot, i);
  return errors;

  function checkSlot(slot: NewVisit['slots'][number], i: number): void {
    const path = `slots.${i}`;
    if (slot.end <= slot.start) {
      say(`${path}.end`, 'end-before-start');
      return;
    }
    if (slot.start <= now.toISOString()) say(`${path}.start`, 'past');
    else if (Date.parse(slot.start) - now.getTime() > limits.maximumDaysAhead * DAY) say(`${path}.start`, 'too-far');
    if (length(slot) < limits.minimumMinutes * MINUTE) say(`${path}.end`, 'too-short');
    const longest = slot.sessions ? limits.maximumDaysWithSessions * DAY : limits.maximumHours * HOUR;
    if (length(slot) > longest) say(`${path}.end`, 'too-long');
    if (slots.slice(0, i).some((earlier) => overlap(earlier, slot))) say(path, 'overlap');
    checkHours(slot, path, slot.sessions !== undefined);
    for (const [k, session] of (slot.sessions ?? []).entries()) checkSession(slot, session, `${path}.sessions.${k}`, k);
  }

  function checkSession(slot: NewVisit['slots'][number], session: Interval, path: string, k: number): void {
    if (session.end <= session.start) {
      say(`${path}.end`, 'end-before-start');
      return;
    }
    if (session.start < slot.start || session.end > slot.end) say(path, 'outside-slot');
    if (slot.sessions?.slice(0, k).some((earlier) => overlap(earlier, session))) say(path, 'overlap');
    if (length(session) > limits.maximumHours * HOUR) say(`${path}.end`, 'too-long');
    checkHours(session, path);
  }

  /** Only a slot with sessions may last over the night; each of these lies within a day. */
  function checkHours({ start, end }: Interval, path: string, overNight = false): void {
    const { earliest, latest } = limits;
    if (timeOfDay(start) < earliest || timeOfDay(start) >= latest) say(`${path}.start`, 'hours');
    const late = timeOfDay(end) <= earliest || timeOfDay(end) > latest;
    if (late || (!overNight && day(start) !== day(end))) say(`${path}.end`, 'hours');
  }
}

/** The wished times for which every step still keeps its minimum (加急); none means too late. */
export const slotsThatFit = <T extends Interval>(slots: T[], now: Date, policy: Policy): T[] =>
  slots.filter(({ start }) => stillFits(now.toISOString(), start, policy));
