import type * as z from 'zod/mini';
import type { Organisation } from '../access/organisation.ts';
import type { Deadline } from '../deadlines/due.ts';
import { deadline } from '../deadlines/due.ts';
import type { Policy, Step } from '../deadlines/policy.ts';
import type { WorkingDays } from '../deadlines/working-days.ts';
import type { Ledger } from '../matching/ledger.ts';
import { TaskClosed } from '../platform/problems.ts';
import type { Instant } from '../platform/schema.ts';
import type { Write } from '../platform/writes.ts';
import type { Speaker } from '../talent/speaker.ts';
import type { EventActor } from '../visits/events.ts';
import { slotOf } from '../visits/slot.ts';
import type { VisitCore } from '../visits/store.ts';
import type { Actor, Seat } from '../visits/visit.ts';
import type { StepResult, Task } from './task.ts';

/** A visit with everything that a change of it looks at; read before, so that the rules stay pure. */
export interface Situation extends VisitCore {
  policy: Policy;
  days: WorkingDays;
  now: Date;
  /** Diaries and loads of the speakers that the rule named. */
  ledger: Ledger;
  /** Pool entries of the speakers that the rule named, and all of the visit's. */
  pool: Map<string, Speaker>;
  /** Of these those whose talks are cleared for campuses; only known where the city's policy asks for it. */
  cleared: Set<string>;
}

/** A situation in which a task is decided. */
export interface Case extends Situation {
  task: Task;
  /** For the statistics the organisations that take part: the lead school, the other schools, the approving union. */
  organisations: Map<string, Organisation>;
}

/** What a decision does, besides closing its task: `result` goes to the workflow, `writes` into the same transaction. */
export interface Effects {
  result: StepResult;
  writes: Write[];
}

/** Silence of the one passes the question on to another, until a new date. */
export interface HandOver {
  handOver: { to: string; expiresAt: Instant };
  writes: Write[];
}

/**
 * The rule of one step. `decide` and `expire` are pure; a refusal is thrown as a `Problem`.
 */
export interface StepRule<B extends { outcome: string }, E extends Effects | HandOver = Effects> {
  step: Step;
  /** What may be sent as a decision. */
  body: z.ZodMiniType<B>;
  /** Whose diaries and pool entries `decide` needs; `expire` gets those of all seats. */
  speakers(core: VisitCore, task: Task, body: B): string[];
  decide(c: Case, body: B, by: Actor): Effects;
  /** What silence until `expiresAt` means. */
  expire(c: Case): E;
  /**
   * The answer when it is known without asking: it was given and still holds, or nothing was left open; `by` whom, where it rests on
   * what was entered for the party.
   */
  known?(c: Case): (Effects & { outcome: string; by?: EventActor }) | undefined;
}

/** When a step that is asked now must be decided. A school whose word stands is not waited for. */
export const nextDeadline = (c: Situation, step: Step): Deadline => {
  const slot = slotOf(c.visit);
  const asked = step === 'statistics' ? slot.end : c.now.toISOString();
  return deadline(step, asked, slot, c.policy, c.days, c.visit.schoolConfirmedAt === undefined ? [] : ['school-confirmation']);
};

/** The seat that a task is about, as long as the speaker sits there who was meant. */
export const seatAsked = ({ seats }: Pick<VisitCore, 'seats'>, task: Pick<Task, 'seat' | 'round'>): Seat | undefined =>
  seats.find(({ seat, round, speaker }) => seat === task.seat && round === task.round && speaker !== undefined);

/** @throws TaskClosed when another speaker sits there than the one that was asked about, or nobody */
export function seatOf(core: Pick<VisitCore, 'seats'>, task: Pick<Task, 'seat' | 'round'>): Seat {
  const seat = seatAsked(core, task);
  if (!seat) throw new TaskClosed();
  return seat;
}
