import * as z from 'zod/mini';
import { objectionDeadline } from '../deadlines/due.ts';
import type { Situation } from '../decisions/step-rule.ts';
import type { FieldError } from '../platform/problems.ts';
import { fieldError } from '../platform/reasons.ts';
import { Code, Text } from '../platform/schema.ts';
import type { Write } from '../platform/writes.ts';
import { changeSeat } from '../visits/changes.ts';
import { eventWrite } from '../visits/events.ts';
import { type Actor, MOST_PRESENT, type Seat } from '../visits/visit.ts';

/** Who of the seated did not come, and why as far as the school knows (catalogue: absenceReasonCodes). */
export const Absent = z
  .array(z.strictObject({ speakerId: Code, reasonCode: z.optional(Code), text: z.optional(Text(500)) }))
  .check(z.maxLength(MOST_PRESENT));
export type Absent = z.output<typeof Absent>;

/** What the school says of who came. */
interface Told {
  speakersPresent: string[];
  /** Left out, whoever sits in the visit and was not present is absent without a reason. */
  absent?: Absent | undefined;
}

const isSeated = (seat: Seat): seat is Seat & { speaker: string } => seat.speaker !== undefined;

/** Every seated speaker was either present or absent, and nobody else absent. */
export function checkAbsent({ seats }: Pick<Situation, 'seats'>, { speakersPresent, absent }: Told): FieldError[] {
  if (!absent) return [];
  const seated = seats.filter(isSeated).map(({ speaker }) => speaker);
  const errors = absent.flatMap(({ speakerId }, i) => {
    const wrong = (code: string) => [fieldError(`absent.${i}.speakerId`, code)];
    if (!seated.includes(speakerId)) return wrong('not-in-visit');
    if (speakersPresent.includes(speakerId)) return wrong('present-too');
    return absent.findIndex((other) => other.speakerId === speakerId) < i ? wrong('duplicate') : [];
  });
  const told = [...speakersPresent, ...absent.map(({ speakerId }) => speakerId)];
  return seated.every((id) => told.includes(id)) ? errors : [...errors, fieldError('absent', 'incomplete')];
}

/** Notes on their seats who did not come; each may contest it until the policy's working days are over. */
export function markAbsent(s: Situation, { speakersPresent, absent = [] }: Told, by: Actor): Write[] {
  const { visit, now } = s;
  const until = objectionDeadline(now.toISOString(), s.policy, s.days);
  const missed = s.seats.filter(isSeated).filter(({ speaker }) => !speakersPresent.includes(speaker));
  return missed.flatMap((seat) => {
    const { reasonCode, text } = absent.find(({ speakerId }) => speakerId === seat.speaker) ?? {};
    const absence = { at: now.toISOString(), by: by.person, until, reasonCode };
    return [
      changeSeat(visit, seat, { absence }),
      eventWrite(visit, 'speaker-absent', now, { by, seat: seat.seat, speaker: seat.speaker, reasonCode, text, until }),
    ];
  });
}
