import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import type { Journal } from '../journal.ts';

/** By what a message can leave. */
export const ROUTES = ['sms', 'email', 'wecom', 'official-account', 'robot'] as const;
export type Route = (typeof ROUTES)[number];

/** A message that a local provider has taken. */
export interface Sent {
  readonly route: Route;
  /** A number, an address, or what else somebody is known by there. */
  readonly to: string;
  /** When, on the virtual clock: ISO 8601 in UTC. */
  readonly at: string;
  /** The sender's own id of the message, where the channel carries it. */
  readonly id?: string;
  readonly kind?: string;
  readonly title?: string;
  readonly text: string;
  readonly link?: string;
  readonly attachments?: readonly { readonly name: string; readonly type: string; readonly content: string }[];
}

/** How many are kept. */
const MOST = 1000;
const CIPHER = 'aes-256-gcm';
const [IV, TAG] = [12, 16];

/** What was sent, kept in the journal, sealed with a key made from the store's: it is full of numbers, and those are nowhere in the clear. */
export class SentMessages {
  readonly #journal: Journal;
  readonly #key: Buffer;

  constructor(journal: Journal, masterKey: Buffer) {
    this.#journal = journal;
    this.#key = Buffer.from(hkdfSync('sha256', masterKey, '', 'sent messages', 32));
    journal.db.exec('CREATE TABLE IF NOT EXISTS sent (n INTEGER PRIMARY KEY AUTOINCREMENT, content BLOB NOT NULL) STRICT');
  }

  add(message: Sent): void {
    this.#journal.transaction(() => {
      const { db } = this.#journal;
      const { lastInsertRowid } = db.prepare('INSERT INTO sent (content) VALUES (?)').run(this.#seal(JSON.stringify(message)));
      db.prepare('DELETE FROM sent WHERE n <= ?').run(Number(lastInsertRowid) - MOST);
    });
  }

  /** Newest first. */
  all(): Sent[] {
    const rows = this.#journal.db.prepare('SELECT content FROM sent ORDER BY n DESC').all();
    return rows.map(({ content }) => JSON.parse(this.#open(content as Uint8Array)) as Sent);
  }

  #seal(text: string): Buffer {
    const iv = randomBytes(IV);
    const cipher = createCipheriv(CIPHER, this.#key, iv);
    return Buffer.concat([iv, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]);
  }

  #open(sealed: Uint8Array): string {
    const decipher = createDecipheriv(CIPHER, this.#key, sealed.subarray(0, IV), { authTagLength: TAG });
    decipher.setAuthTag(sealed.subarray(-TAG));
    return decipher.update(sealed.subarray(IV, -TAG), undefined, 'utf8') + decipher.final('utf8');
  }
}
