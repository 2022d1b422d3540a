import { randomUUID } from 'node:crypto';
import type { VirtualClock } from '../clock.ts';
import type { Journal } from '../journal.ts';
import { checkPattern, matches } from '../streams/patterns.ts';
import type { CloudModel, RuleModel } from '../template/model.ts';
import { TemplateRefused } from '../template/refusal.ts';
import { type BusEvent, checkInput, inputFor } from './input.ts';
import type { Outbox } from './outbox.ts';
import { Schedules } from './schedules.ts';

/** What a source hands in; the bus adds the rest of the envelope. */
export interface EmittedEvent {
  readonly source: string;
  readonly 'detail-type': string;
  readonly detail: unknown;
  readonly resources?: readonly string[];
  readonly time?: string;
  readonly id?: string;
}

export interface BusOptions {
  readonly model: CloudModel;
  readonly clock: VirtualClock;
  readonly journal: Journal;
  readonly outbox: Outbox;
}

/** The event buses of the cloud and their rules. */
export class EventBus {
  readonly #options: BusOptions;
  readonly #rules: RuleModel[];
  readonly #schedules: Schedules;
  readonly #silenced = new Set<string>();

  /** @throws TemplateRefused when a rule needs what this machine does not know */
  constructor(options: BusOptions) {
    this.#options = options;
    this.#rules = options.model.rules.filter((rule) => rule.enabled);
    for (const rule of this.#rules) check(rule);
    const { clock, journal } = options;
    const silent = (rule: RuleModel) => this.#isSilent(rule);
    this.#schedules = new Schedules({ rules: this.#rules, clock, journal, silent, fire: (...firing) => this.#fire(...firing) });
  }

  /** Delivers what was left and starts the schedules. */
  start(): void {
    this.#options.outbox.resume();
    this.#schedules.start();
  }

  /**
   * Takes an event. Called within a transaction of the journal it stands and falls with it; it is delivered afterwards.
   * @returns the event's id, or undefined when there is no such bus
   */
  emit(given: EmittedEvent, busName = 'default'): string | undefined {
    const { model } = this.#options;
    if (!model.buses.some((bus) => bus.name === busName || bus.arn === busName)) return undefined;
    const event = this.#event(given);
    const name = busName.split('event-bus/').at(-1);
    for (const rule of this.#rules) {
      if (rule.busName === name && rule.pattern && !this.#isSilent(rule) && matches(rule.pattern, event))
        this.#send(rule, event);
    }
    this.changed();
    return event.id;
  }

  #isSilent({ logicalId }: RuleModel): boolean {
    return [...this.#silenced].some((name) => logicalId.startsWith(name));
  }

  /** Lets a rule, by the beginning of its logical id, be away, or come again. */
  silence(rule: string, on: boolean): void {
    if (on) this.#silenced.add(rule);
    else this.#silenced.delete(rule);
  }

  /** Something was written somewhere; see {@link Schedules.changed}. */
  changed(): void {
    this.#schedules.changed();
  }

  stop(): void {
    this.#schedules.stop();
    this.#options.outbox.stop();
  }

  #fire(rule: RuleModel, instant: number, answered: (answer: unknown) => void): void {
    const event = this.#event({
      source: 'aws.events',
      'detail-type': 'Scheduled Event',
      detail: {},
      resources: [rule.arn],
      time: new Date(instant).toISOString(),
    });
    this.#send(rule, event, answered);
  }

  #send(rule: RuleModel, event: BusEvent, answered?: (answer: unknown) => void): void {
    for (const { functionArn, input } of rule.targets) {
      this.#options.outbox.send(functionArn, inputFor(input, event, rule), answered);
    }
  }

  #event(given: EmittedEvent): BusEvent {
    const { accountId, region } = this.#options.model.scope;
    const time = given.time ?? new Date(this.#options.clock.now()).toISOString();
    return {
      version: '0',
      id: given.id ?? randomUUID(),
      'detail-type': given['detail-type'],
      source: given.source,
      account: accountId,
      // EventBridge tells whole seconds.
      time: time.replace(/\.\d+Z$/, 'Z'),
      region,
      resources: [...(given.resources ?? [])],
      detail: given.detail,
    };
  }
}

function check(rule: RuleModel): void {
  try {
    if (rule.pattern) checkPattern(rule.pattern);
    for (const { input } of rule.targets) checkInput(input);
  } catch (error) {
    throw new TemplateRefused(`${rule.logicalId}: ${(error as Error).message}`);
  }
}
