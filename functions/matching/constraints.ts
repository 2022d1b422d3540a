import type { Policy } from '../deadlines/policy.ts';
import { day, daysOf, timeOfDay, weekday } from '../deadlines/shanghai-time.ts';
import { type WorkingDays, workingDaysBetween } from '../deadlines/working-days.ts';
import type { Instant, Interval } from '../platform/schema.ts';
import type { Availability, Speaker } from '../talent/speaker.ts';
import { timesOf } from '../visits/times.ts';
import { type Fact, heldTimes, isFree, withinLoad } from './diary.ts';
import type { MatchRequest } from './request.ts';

/**
 * What a speaker must satisfy to be proposed, in the order in which a match looks: first what holds whatever the time, then what
 * depends on the slot, last what needs the speaker's diary and load. Source: domain.md, "Profile"; design §4.
 */
export type Constraint =
  | 'status'
  | 'level'
  | 'activity-type'
  | 'mode'
  | 'district'
  | 'excluded'
  | 'notice'
  | 'availability'
  | 'busy'
  | 'load';

/** An empty list in a profile means "no restriction". */
const allows = (listed: string[], wanted: string) => listed.length === 0 || listed.includes(wanted);

/** Constraints whatever the time. */
export const suits: [Constraint, (speaker: Speaker, request: MatchRequest) => boolean][] = [
  // A revoked honour (荣誉撤销) pauses a person even before somebody has changed the status.
  ['status', (speaker) => speaker.status === 'active' && !speaker.honours.some((honour) => honour.revoked)],
  // One talk is given to all levels that were asked for, so each of them must suit.
  ['level', (speaker, request) => request.levels.every((level) => allows(speaker.levels, level))],
  ['activity-type', (speaker, request) => allows(speaker.activityTypes, request.activityType)],
  ['mode', (speaker, request) => allows(speaker.modes, request.mode)],
  ['district', (speaker, request) => request.mode === 'online' || allows(speaker.districts, request.district)],
  ['excluded', (speaker, request) => !request.excluded.includes(speaker.id)],
];

/** What a slot asks of everybody, worked out once: its notice in working days, and the hours of its times on their weekdays. */
export interface SlotDemand {
  notice: number;
  hours: Availability[];
}

export function demandOf(
  request: Pick<MatchRequest, 'slots'>,
  slot: Interval,
  policy: Policy,
  now: Instant,
  days: WorkingDays,
): SlotDemand {
  const hours = timesOf(request, slot).flatMap((time) => hoursOf(time, policy));
  return { notice: workingDaysBetween(day(now), day(slot.start), days), hours };
}

/** A time over several days counts on each day only the hours in which visits may take place: nobody is asked for the night. */
function hoursOf(time: Interval, policy: Policy): Availability[] {
  return daysOf(time).map((date) => ({
    weekday: weekday(date),
    from: date === day(time.start) ? timeOfDay(time.start) : policy.slot.earliest,
    to: date === day(time.end) ? timeOfDay(time.end) : policy.slot.latest,
  }));
}

/** Whether hours are covered by the stretches of availability, of which several may follow each other without a gap. */
function covered(wanted: Availability, available: Availability[]): boolean {
  let reached = wanted.from;
  while (reached < wanted.to) {
    const next = available.find((it) => it.weekday === wanted.weekday && it.from <= reached && reached < it.to);
    if (!next) return false;
    reached = next.to;
  }
  return true;
}

/** Constraints of one slot that need nothing but the profile. No availability at all means "ask", and is allowed. */
export const suitsSlot: [Constraint, (speaker: Speaker, demand: SlotDemand) => boolean][] = [
  ['notice', (speaker, demand) => demand.notice >= (speaker.minimumNoticeDays ?? 0)],
  [
    'availability',
    ({ availability }, demand) => availability.length === 0 || demand.hours.every((wanted) => covered(wanted, availability)),
  ],
];

/** The first constraint of a list that fails, if any. */
export function firstFailed<T>(
  constraints: [Constraint, (speaker: Speaker, asked: T) => boolean][],
  speaker: Speaker,
  asked: T,
): Constraint | undefined {
  for (const [name, holds] of constraints) if (!holds(speaker, asked)) return name;
  return undefined;
}

/**
 * What the speaker's diary and load say against a slot. A visit's own holds neither make the speaker busy nor count as load.
 */
export function blocked(
  speaker: Speaker,
  request: Pick<MatchRequest, 'visit' | 'mode' | 'slots'>,
  slot: Interval,
  policy: Policy,
  fact: Fact,
): Constraint | undefined {
  const held = heldTimes(request, slot, policy);
  if (!isFree(fact.diaries, held, request.visit)) return 'busy';
  // Whoever is free for other visits but not for an invented one is held by this very visit, which its load counts already.
  const own = isFree(fact.diaries, held, '') ? 0 : 1;
  return withinLoad(fact.load, speaker, policy, slot.start, own) ? undefined : 'load';
}

/**
 * Everything that speaks against one chosen speaker at one slot; empty when nothing does. 'busy' and 'load' are only looked at
 * when `fact` is given; they mean a conflict (409), all others that the speaker does not suit (422).
 */
export function evaluate(
  speaker: Speaker,
  request: MatchRequest,
  slot: Interval,
  policy: Policy,
  now: Instant,
  days: WorkingDays,
  fact?: Fact,
): Constraint[] {
  const demand = demandOf(request, slot, policy, now, days);
  const failed = [
    ...suits.filter(([, holds]) => !holds(speaker, request)),
    ...suitsSlot.filter(([, holds]) => !holds(speaker, demand)),
  ].map(([name]) => name);
  const conflict = fact && blocked(speaker, request, slot, policy, fact);
  return conflict ? [...failed, conflict] : failed;
}
