import type { Timer, VirtualClock } from '../clock.ts';
import type { Journal } from '../journal.ts';
import type { RuleModel } from '../template/model.ts';
import { TemplateRefused } from '../template/refusal.ts';
import { parseSchedule, type Schedule } from './cron.ts';

export interface SchedulesOptions {
  readonly rules: readonly RuleModel[];
  readonly clock: VirtualClock;
  readonly journal: Journal;
  /** Whether a rule does not fire now, as if its schedule were away. */
  readonly silent: (rule: RuleModel) => boolean;
  /** Sends the scheduled event to the rule's targets; `answered` hears what the function returned. */
  readonly fire: (rule: RuleModel, instant: number, answered: (answer: unknown) => void) => void;
}

interface Scheduled {
  readonly rule: RuleModel;
  readonly schedule: Schedule;
  timer?: Timer;
  /** Nothing to do before this instant as long as nothing changes, by the function's own word. */
  idleUntil?: number;
}

/**
 * Rules with a schedule, on the virtual clock. What fell due while the runtime was down fires once at its start.
 *
 * A function may answer a scheduled event with `{ idleUntil: instant | null }`: it has nothing to do before then unless something
 * is written meanwhile. On AWS nobody reads the answer; here the firings in between are left out, so that a year of a quiet
 * sweep costs next to nothing.
 */
export class Schedules {
  readonly #options: SchedulesOptions;
  readonly #all: Scheduled[] = [];
  #changes = 0;

  constructor(options: SchedulesOptions) {
    this.#options = options;
    for (const rule of options.rules) {
      if (rule.schedule === undefined || !rule.enabled) continue;
      const began = this.#remembered(`schedule began ${rule.name}`);
      this.#all.push({ rule, schedule: parse(rule, rule.schedule, began) });
    }
  }

  start(): void {
    for (const each of this.#all) this.#arm(each, this.#remembered(`schedule fired ${each.rule.name}`));
  }

  /** Something was written: whoever was idle looks again at its next regular instant. */
  changed(): void {
    this.#changes++;
    for (const each of this.#all) {
      if (each.idleUntil === undefined) continue;
      delete each.idleUntil;
      this.#arm(each, this.#options.clock.now());
    }
  }

  stop(): void {
    for (const each of this.#all) each.timer?.cancel();
  }

  #arm(each: Scheduled, after: number): void {
    each.timer?.cancel();
    const due = each.schedule.next(after);
    if (due !== undefined && each.idleUntil !== Number.POSITIVE_INFINITY) {
      each.timer = this.#options.clock.at(due, `rule ${each.rule.name}`, () => this.#fire(each, due));
    }
  }

  #fire(each: Scheduled, due: number): void {
    const { clock, journal, fire, silent } = this.#options;
    const before = this.#changes;
    delete each.idleUntil;
    if (silent(each.rule)) {
      this.#arm(each, Math.max(due, clock.now()));
      return;
    }
    journal.transaction(() => {
      journal.set(`schedule fired ${each.rule.name}`, String(Math.max(due, Math.floor(clock.now()))));
      fire(each.rule, due, (answer) => {
        if (this.#changes === before && each.rule.targets.length === 1) this.#idle(each, answer);
      });
    });
    this.#arm(each, Math.max(due, clock.now()));
  }

  #idle(each: Scheduled, answer: unknown): void {
    const told = typeof answer === 'object' && answer !== null ? (answer as { idleUntil?: unknown }).idleUntil : undefined;
    const until = told === null ? Number.POSITIVE_INFINITY : typeof told === 'string' ? Date.parse(told) : Number.NaN;
    if (!(until > this.#options.clock.now())) return;
    each.idleUntil = until;
    // The first regular instant at or after `until`.
    this.#arm(each, until - 1);
  }

  #remembered(name: string): number {
    const { journal, clock } = this.#options;
    const known = journal.get(name);
    if (known === undefined) journal.set(name, String(Math.floor(clock.now())));
    return Number(known ?? Math.floor(clock.now()));
  }
}

function parse(rule: RuleModel, expression: string, began: number): Schedule {
  try {
    return parseSchedule(expression, began);
  } catch (error) {
    throw new TemplateRefused(`${rule.logicalId}: ${(error as Error).message}`);
  }
}
