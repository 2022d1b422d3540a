import type { Timer } from '../clock.ts';
import type { Delivery } from './delivery.ts';
import { failureMessage, type GivenUp, type Read } from './records.ts';
import { doneOf } from './response.ts';

/** A record on its way, with the mark that it is done. */
export interface Passenger extends Read {
  readonly done: () => void;
}

interface Batch {
  readonly passengers: readonly Passenger[];
  /** Invocations that failed and count against the limit. */
  readonly failures: number;
}

const FIRST_PAUSE = 1_000;
const LONGEST_PAUSE = 300_000;
/** A stream keeps its records for a day. */
const RETENTION = 86_400_000;
/** Bytes of items in a batch, so that two images of each, as JSON, stay below Lambda's 6 MB. */
const LARGEST_BATCH = 1_500_000;

/** One strictly ordered queue of a mapping: one batch at a time, tried again until it is done or given up. */
export class Lane {
  readonly #delivery: Delivery;
  #queue: Passenger[] = [];
  /** What was taken from the queue: the batch that is under way and, after a split, what is left of it. */
  #batches: Batch[] = [];
  #working: Promise<void> | undefined;
  #pause: Timer | undefined;
  #stopped = false;
  #failedInARow = 0;

  constructor(delivery: Delivery) {
    this.#delivery = delivery;
  }

  add(passengers: readonly Passenger[]): void {
    for (const passenger of passengers) this.#queue.push(passenger);
    this.#go();
  }

  /** Takes up nothing new and waits for the invocation that runs. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#pause?.cancel();
    await this.#working;
  }

  #go(): void {
    if (this.#stopped || this.#working || this.#pause) return;
    if (this.#batches.length === 0 && this.#queue.length > 0) this.#batches.push({ passengers: this.#take(), failures: 0 });
    const batch = this.#batches.shift();
    if (!batch) return;
    const { activity, mapping } = this.#delivery;
    const end = activity.begin(`stream records for ${mapping.functionName}`);
    this.#working = this.#attempt(batch).finally(() => {
      this.#working = undefined;
      this.#go();
      end();
    });
  }

  #take(): Passenger[] {
    const { batchSize } = this.#delivery.mapping;
    let bytes = 0;
    let count = 0;
    for (const { record } of this.#queue) {
      bytes += record.dynamodb.SizeBytes;
      if (count > 0 && (count === batchSize || bytes > LARGEST_BATCH)) break;
      count++;
    }
    return this.#queue.splice(0, count);
  }

  async #attempt(batch: Batch): Promise<void> {
    const { mapping, invoke, progress } = this.#delivery;
    const { passengers } = batch;
    const outcome = await invoke(mapping.functionName, { Records: passengers.map(({ record }) => record) });
    const done = doneOf(passengers, outcome, mapping.reportBatchItemFailures);
    for (const passenger of passengers.slice(0, done)) passenger.done();
    if (done === passengers.length) this.#failedInARow = 0;
    else await this.#failed({ passengers: passengers.slice(done), failures: done > 0 ? 0 : batch.failures });
    progress.settle();
  }

  async #failed(batch: Batch): Promise<void> {
    const { mapping, clock } = this.#delivery;
    const { passengers } = batch;
    const failures = batch.failures + 1;
    const limit = mapping.maximumRetryAttempts < 0 ? Number.POSITIVE_INFINITY : mapping.maximumRetryAttempts;
    const expired = passengers.filter(({ at }) => clock.now() - at >= this.#longestAge());
    const young = passengers.slice(expired.length);
    let left: Batch[];
    if (mapping.bisectBatchOnFunctionError && passengers.length > 1 && expired.length === 0) {
      // A split does not count against the limit.
      const middle = Math.ceil(passengers.length / 2);
      left = [passengers.slice(0, middle), passengers.slice(middle)].map((half) => ({ ...batch, passengers: half }));
    } else if (expired.length > 0) {
      left = young.length > 0 ? [{ passengers: young, failures: 0 }] : [];
      if (!(await this.#giveUp(expired, 'RecordAgeExceeded', failures))) left = [{ passengers, failures }];
    } else {
      left = [{ passengers, failures }];
      if (failures > limit && (await this.#giveUp(passengers, 'RetryAttemptsExhausted', failures))) left = [];
    }
    this.#batches.unshift(...left);
    if (left.length > 0) this.#rest();
  }

  /** Tells the destination for failures; what it could not be told is not given up. */
  async #giveUp(passengers: readonly Passenger[], why: GivenUp, invocations: number): Promise<boolean> {
    const { mapping, clock, onFailure } = this.#delivery;
    const [first, ...others] = passengers;
    if (!first) return true;
    try {
      await onFailure(mapping, failureMessage([first, ...others], mapping.functionName, why, invocations, clock.now()));
    } catch {
      return false;
    }
    for (const passenger of passengers) passenger.done();
    return true;
  }

  #longestAge(): number {
    const { maximumRecordAgeInSeconds: seconds } = this.#delivery.mapping;
    return seconds > 0 ? Math.min(seconds * 1000, RETENTION) : RETENTION;
  }

  /** Waits by the virtual clock: a due retry, not something that runs. */
  #rest(): void {
    if (this.#stopped) return;
    const { clock, mapping } = this.#delivery;
    const pause = Math.min(FIRST_PAUSE * 2 ** Math.min(this.#failedInARow++, 20), LONGEST_PAUSE);
    this.#pause = clock.at(clock.now() + pause, `retry of stream records for ${mapping.functionName}`, () => {
      this.#pause = undefined;
      this.#go();
    });
  }
}
