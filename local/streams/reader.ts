import { setTimeout as delay } from 'node:timers/promises';
import type { Activity } from '../activity.ts';
import type { VirtualClock } from '../clock.ts';
import { DynamoDbError } from '../dynamodb/client.ts';
import type { Cursor, Page } from './cursor.ts';
import { dress, type Read } from './records.ts';

export interface ReaderOptions {
  readonly tableName: string;
  /** The stream's ARN as functions see it. */
  readonly streamArn: string;
  readonly cursor: Cursor;
  readonly deliver: (reads: readonly Read[]) => void;
  readonly clock: VirtualClock;
  readonly activity: Activity;
}

const RECONNECT_PAUSE = 200;

/**
 * Reads a table's stream when woken. DynamoDB Local shows a record as soon as the write is acknowledged (tried: no miss in 500
 * reads, nor under 16 writers), so that everything has been read once a page comes back that is not full.
 */
export class TableReader {
  readonly #options: ReaderOptions;
  #woken = false;
  #reading: Promise<void> | undefined;
  #stopped = false;

  constructor(options: ReaderOptions) {
    this.#options = options;
  }

  /** Something was written: counts as activity until it has been read and delivered. */
  wake(): void {
    if (this.#stopped) return;
    this.#woken = true;
    if (this.#reading) return;
    const end = this.#options.activity.begin(`unread stream records of ${this.#options.tableName}`);
    this.#reading = this.#read().finally(() => {
      this.#reading = undefined;
      if (this.#woken) this.wake();
      end();
    });
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    await this.#reading;
  }

  async #read(): Promise<void> {
    while (this.#woken && !this.#stopped) {
      this.#woken = false;
      for (let more = true; more && !this.#stopped; ) {
        const page = await this.#page();
        if (page && !this.#stopped) this.#deliver(page);
        more = page?.more ?? false;
      }
    }
  }

  #deliver({ shard, records }: Page): void {
    const { clock, streamArn, deliver } = this.#options;
    const at = clock.now();
    deliver(records.map((raw) => dress(raw, shard, streamArn, at)));
  }

  /** Goes on trying while the database cannot be reached; what it says against a request is an error of the runtime. */
  async #page(): Promise<Page | undefined> {
    for (;;) {
      try {
        return await this.#options.cursor.next();
      } catch (error) {
        if (this.#stopped) return undefined;
        if (error instanceof DynamoDbError) throw error;
        await delay(RECONNECT_PAUSE);
      }
    }
  }
}
