import type { Activity } from './activity.ts';
import { Heap } from './heap.ts';

/** A timer of the virtual clock; `cancel` is idempotent. */
export interface Timer {
  readonly due: number;
  readonly label: string;
  cancel(): void;
}

interface Entry extends Timer {
  readonly run: () => void | Promise<void>;
  readonly order: number;
  cancelled: boolean;
}

/** The longest real time-out that setTimeout carries safely. */
const LONGEST_SLEEP = 3_600_000;

/**
 * The clock of the local cloud: real time plus an offset that only grows. Instants are milliseconds since the epoch.
 * The offset lies in shared memory so that every worker's `Date` follows it at once.
 */
export class VirtualClock {
  /** One BigInt64: the offset in milliseconds, read by the workers. */
  readonly shared = new SharedArrayBuffer(8);
  readonly #offset = new BigInt64Array(this.shared);
  readonly #activity: Activity;
  readonly #remember: (offset: number) => void;
  /** Cancelled timers stay until they come up: there are many, and most never do anything else. */
  #timers = new Heap<Entry>((a, b) => a.due < b.due || (a.due === b.due && a.order < b.order));
  #order = 0;
  #alarm: NodeJS.Timeout | undefined;
  #advancing: Promise<unknown> = Promise.resolve();
  #stopped = false;

  /** @param remember called with every new offset, before it takes effect, so that a restart can go on from it. */
  constructor(activity: Activity, offset = 0, remember: (offset: number) => void = () => {}) {
    this.#activity = activity;
    this.#remember = remember;
    Atomics.store(this.#offset, 0, BigInt(Math.round(offset)));
  }

  now(): number {
    return Date.now() + Number(Atomics.load(this.#offset, 0));
  }

  /** Runs `run` as an activity once the clock reaches `due`; at once when that has passed. */
  at(due: number, label: string, run: () => void | Promise<void>): Timer {
    const entry: Entry = {
      due,
      label,
      run,
      order: this.#order++,
      cancelled: false,
      cancel: () => {
        entry.cancelled = true;
      },
    };
    this.#timers.push(entry);
    if (this.#timers.peek() === entry) this.#arm();
    return entry;
  }

  /** The earliest instant at which something is due. */
  nextDue(): number | undefined {
    while (this.#timers.peek()?.cancelled) this.#timers.pop();
    return this.#timers.peek()?.due;
  }

  /**
   * Goes to `target`, stopping at each due instant on the way until the cloud is quiet. Calls queue up behind each other.
   * @throws RangeError when the target is not ahead of now; NotQuiet when the cloud does not settle.
   */
  advanceTo(target: number): Promise<void> {
    const advance = this.#advancing.then(() => this.#stepTo(target));
    this.#advancing = advance.catch(() => {});
    return advance;
  }

  async #stepTo(target: number): Promise<void> {
    if (target <= this.now()) throw new RangeError('the clock only goes forward');
    await this.#activity.quiet();
    for (;;) {
      const next = this.nextDue();
      if (next === undefined || next > target) break;
      this.#jumpTo(next);
      this.#fire();
      await this.#activity.quiet();
    }
    this.#jumpTo(target);
    this.#fire();
    await this.#activity.quiet();
  }

  /** Ends all timers; the clock can still be read. */
  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#alarm);
  }

  #jumpTo(instant: number): void {
    const ahead = instant - this.now();
    if (ahead <= 0) return;
    const offset = Number(Atomics.load(this.#offset, 0)) + ahead;
    this.#remember(offset);
    Atomics.store(this.#offset, 0, BigInt(offset));
  }

  #fire(): void {
    const now = this.now();
    while (!this.#stopped && (this.nextDue() ?? Number.POSITIVE_INFINITY) <= now) {
      const timer = this.#timers.pop()!;
      void this.#activity.run(timer.label, timer.run);
    }
    this.#arm();
  }

  #arm(): void {
    clearTimeout(this.#alarm);
    const next = this.nextDue();
    if (next === undefined || this.#stopped) return;
    this.#alarm = setTimeout(() => this.#fire(), Math.min(Math.max(next - this.now(), 0), LONGEST_SLEEP));
    this.#alarm.unref();
  }
}
