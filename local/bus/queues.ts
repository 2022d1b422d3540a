import type { VirtualClock } from '../clock.ts';
import type { Journal } from '../journal.ts';
import type { QueueModel } from '../template/model.ts';

export interface Message {
  readonly id: number;
  readonly queue: string;
  readonly body: string;
  readonly attributes: Record<string, string>;
  readonly sentAt: string;
}

/** The queues of the template: they keep what could not be delivered until somebody looks. */
export class Queues {
  readonly #models: readonly QueueModel[];
  readonly #journal: Journal;
  readonly #clock: VirtualClock;

  constructor(models: readonly QueueModel[], journal: Journal, clock: VirtualClock) {
    this.#models = models;
    this.#journal = journal;
    this.#clock = clock;
    journal.db.exec(`CREATE TABLE IF NOT EXISTS queue_message (
      id INTEGER PRIMARY KEY AUTOINCREMENT, queue TEXT NOT NULL, body TEXT NOT NULL, attributes TEXT NOT NULL,
      sent INTEGER NOT NULL) STRICT`);
  }

  /** Puts a message on a queue. */
  send(queueArn: string, body: string, attributes: Record<string, string> = {}): void {
    const queue = this.#models.find((each) => each.arn === queueArn);
    if (!queue) throw new Error(`the queue ${queueArn} is not in the template`);
    this.#journal.db
      .prepare('INSERT INTO queue_message (queue, body, attributes, sent) VALUES (?, ?, ?, ?)')
      .run(queue.name, body, JSON.stringify(attributes), Math.floor(this.#clock.now()));
  }

  /** All messages of all queues, oldest first. */
  messages(): Message[] {
    const rows = this.#journal.db.prepare('SELECT * FROM queue_message ORDER BY id').all();
    return rows.map((row) => ({
      id: row.id as number,
      queue: row.queue as string,
      body: row.body as string,
      attributes: JSON.parse(row.attributes as string) as Record<string, string>,
      sentAt: new Date(row.sent as number).toISOString(),
    }));
  }
}
