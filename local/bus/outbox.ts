import { randomUUID } from 'node:crypto';
import type { Activity } from '../activity.ts';
import type { VirtualClock } from '../clock.ts';
import type { Outcome } from '../functions/instance.ts';
import type { FunctionError } from '../functions/messages.ts';
import type { Journal } from '../journal.ts';
import type { FunctionModel } from '../template/model.ts';
import type { Queues } from './queues.ts';

export interface OutboxOptions {
  readonly journal: Journal;
  readonly clock: VirtualClock;
  readonly activity: Activity;
  readonly queues: Queues;
  /** The function with this name or ARN. */
  readonly model: (nameOrArn: string) => FunctionModel | undefined;
  readonly invoke: (nameOrArn: string, payload: unknown) => Promise<Outcome>;
}

interface Entry {
  readonly id: number;
  readonly target: string;
  readonly payload: string;
  readonly attempts: number;
  readonly accepted: number;
  readonly due: number;
}

/**
 * Lambda's asynchronous invocation: an event is accepted in the caller's transaction and delivered at least once after it, also
 * across a restart. A function that fails is tried again after one and two minutes of the virtual clock, then the event goes to
 * the function's failure destination or dead-letter queue.
 */
export class Outbox {
  readonly #options: OutboxOptions;
  #stopped = false;

  constructor(options: OutboxOptions) {
    this.#options = options;
    options.journal.db.exec(`CREATE TABLE IF NOT EXISTS bus_outbox (
      id INTEGER PRIMARY KEY AUTOINCREMENT, target TEXT NOT NULL, payload TEXT NOT NULL, attempts INTEGER NOT NULL,
      accepted INTEGER NOT NULL, due INTEGER NOT NULL) STRICT`);
  }

  /** Takes up what an earlier run of the runtime left undelivered. */
  resume(): void {
    const rows = this.#options.journal.db.prepare('SELECT id, due FROM bus_outbox ORDER BY id').all();
    for (const row of rows) this.#schedule(row.id as number, row.due as number);
  }

  /** Accepts an event for a function. @param answered told what the function returned, unless the runtime ends before */
  send(functionArn: string, payload: unknown, answered?: (answer: unknown) => void): void {
    const now = Math.floor(this.#options.clock.now());
    const { lastInsertRowid } = this.#options.journal.db
      .prepare('INSERT INTO bus_outbox (target, payload, attempts, accepted, due) VALUES (?, ?, 0, ?, ?)')
      .run(functionArn, JSON.stringify(payload), now, now);
    const end = this.#options.activity.begin(`event for ${functionArn}`);
    // The caller's transaction ends within this turn; if it was rolled back the entry is gone.
    setImmediate(() => void this.#deliver(Number(lastInsertRowid), answered).finally(end));
  }

  stop(): void {
    this.#stopped = true;
  }

  #schedule(id: number, due: number): void {
    this.#options.clock.at(due, 'event retry', () => this.#deliver(id));
  }

  async #deliver(id: number, answered?: (answer: unknown) => void): Promise<void> {
    const { journal, invoke } = this.#options;
    if (this.#stopped) return;
    const entry = journal.db.prepare('SELECT * FROM bus_outbox WHERE id = ?').get(id) as Entry | undefined;
    if (!entry) return;
    const outcome = await invoke(entry.target, JSON.parse(entry.payload));
    if (this.#stopped) return;
    if ('error' in outcome) this.#failed(entry, outcome.error);
    else {
      this.#remove(id);
      answered?.(outcome.payload);
    }
  }

  #failed(entry: Entry, error: FunctionError): void {
    const { journal, clock, model } = this.#options;
    const policy = model(entry.target)?.asynchronous;
    const attempts = entry.attempts + 1;
    const due = Math.floor(clock.now()) + attempts * 60_000;
    const oldest = entry.accepted + (policy?.maximumEventAgeInSeconds ?? 0) * 1000;
    if (attempts <= (policy?.maximumRetryAttempts ?? 0) && due <= oldest) {
      journal.db.prepare('UPDATE bus_outbox SET attempts = ?, due = ? WHERE id = ?').run(attempts, due, entry.id);
      this.#schedule(entry.id, due);
      return;
    }
    journal.transaction(() => {
      this.#bury(entry, attempts, error);
      this.#remove(entry.id);
    });
  }

  /** As Lambda does it: the destination gets an envelope, the dead-letter queue the event itself. */
  #bury(entry: Entry, attempts: number, error: FunctionError): void {
    const { queues, clock, model } = this.#options;
    const policy = model(entry.target)?.asynchronous;
    const requestId = randomUUID();
    if (policy?.onFailureArn !== undefined) {
      const envelope = {
        version: '1.0',
        timestamp: new Date(clock.now()).toISOString(),
        requestContext: {
          requestId,
          functionArn: `${entry.target}:$LATEST`,
          condition: 'RetriesExhausted',
          approximateInvokeCount: attempts,
        },
        requestPayload: JSON.parse(entry.payload) as unknown,
        responseContext: { statusCode: 200, executedVersion: '$LATEST', functionError: 'Unhandled' },
        responsePayload: error,
      };
      queues.send(policy.onFailureArn, JSON.stringify(envelope));
    }
    if (policy?.deadLetterArn !== undefined) {
      const attributes = { RequestID: requestId, ErrorCode: '200', ErrorMessage: error.errorMessage };
      queues.send(policy.deadLetterArn, entry.payload, attributes);
    }
  }

  #remove(id: number): void {
    this.#options.journal.db.prepare('DELETE FROM bus_outbox WHERE id = ?').run(id);
  }
}
