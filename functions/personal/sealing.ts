import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';
import { type Key, organisationKey, personKey, requestKey, signingKeysKey, speakerKey } from '../platform/keys.ts';
import type { Sealed } from '../platform/schema.ts';

/** Where a sealed number stands: of which item, in which field. It opens nowhere else. */
export type Place = string & { readonly place: true };

const place = ({ pk, sk }: Key, field: string) => `${pk}|${sk}|${field}` as Place;

/** Every place of the table that holds a phone number. */
export const speakerNumber = (city: string, id: string): Place => place(speakerKey(city, id), 'phone');
export const personNumber = (city: string, id: string): Place => place(personKey(city, id), 'phone');
export const organisationNumber = (city: string, id: string): Place => place(organisationKey(city, id), 'contact.phone');
export const requestNumber = (city: string, visit: string): Place => place(requestKey(city, visit), 'data.contact.phone');

/** Where else somebody can be reached, and by what a robot is. */
export const personAddress = (city: string, id: string, channel: 'email' | 'wecom' | 'officialAccount'): Place =>
  place(personKey(city, id), `notices.${channel}`);
export const robotSecret = (city: string, organisation: string, robot: string, field: 'url' | 'secret'): Place =>
  place(organisationKey(city, organisation), `robots.${robot}.${field}`);

/** A piece of a letter's stamped copy: names, a seal, perhaps a number. */
export const letterPiece = (key: Key): Place => place(key, 'bytes');

/** What else must not be read in the table: to whom a message goes and what it says; the private keys that sign tokens. */
export const messageContent = (key: Key): Place => place(key, 'content');
export const privateKeys = (): Place => place(signingKeysKey(), 'keys');

/** Bytes as the table holds them: the version of the key that sealed them, and what nobody can read without. */
export interface SealedBytes {
  key: number;
  bytes: Uint8Array;
}

const CIPHER = 'aes-256-gcm';
const IV = 12;
const TAG = 16;

/**
 * The data keys, by their versions. The newest seals, each opens what it sealed; a sealed number names its key: `v1.…`. The first makes
 * the digests for good, because those are compared with each other.
 */
export class KeyRing {
  readonly #sealing: ReadonlyMap<number, Buffer>;
  readonly #newest: number;
  readonly #digesting: Buffer;

  /** @param keys 32 random bytes each; at least one */
  constructor(keys: ReadonlyMap<number, Uint8Array>) {
    const versions = [...keys.keys()].sort((a, b) => a - b);
    const [first, newest] = [versions[0], versions.at(-1)];
    if (first === undefined || newest === undefined) throw new Error('a ring has at least one key');
    this.#newest = newest;
    this.#sealing = new Map([...keys].map(([version, key]) => [version, derived(key, 'seal')]));
    this.#digesting = derived(keys.get(first)!, 'digest');
  }

  /** Whether the key is there with which this was sealed. */
  knows(sealed: Sealed | SealedBytes): boolean {
    return this.#sealing.has(typeof sealed === 'string' ? versionOf(sealed) : sealed.key);
  }

  seal(text: string, at: Place): Sealed {
    const { key, bytes } = this.sealBytes(Buffer.from(text), at);
    return `v${key}.${Buffer.from(bytes).toString('base64url')}` as Sealed;
  }

  sealBytes(bytes: Uint8Array, at: Place): SealedBytes {
    const iv = randomBytes(IV);
    const cipher = createCipheriv(CIPHER, this.#sealing.get(this.#newest)!, iv).setAAD(Buffer.from(at));
    const parts = [iv, cipher.update(bytes), cipher.final(), cipher.getAuthTag()];
    return { key: this.#newest, bytes: Buffer.concat(parts) };
  }

  /** @throws Error for what was changed, was sealed for another place, or with a key that is not here */
  open(sealed: Sealed, at: Place): string {
    const bytes = Buffer.from(sealed.slice(sealed.indexOf('.') + 1), 'base64url');
    return this.openBytes({ key: versionOf(sealed), bytes }, at).toString('utf8');
  }

  /** @throws Error as `open` does */
  openBytes({ key: version, bytes }: SealedBytes, at: Place): Buffer {
    const key = this.#sealing.get(version);
    if (!key) throw new Error(`the key of version ${version} is not in the ring`);
    const decipher = createDecipheriv(CIPHER, key, bytes.subarray(0, IV), { authTagLength: TAG }).setAAD(Buffer.from(at));
    decipher.setAuthTag(bytes.subarray(-TAG));
    return Buffer.concat([decipher.update(bytes.subarray(IV, -TAG)), decipher.final()]);
  }

  /** The same for the same number however it is written; without the key it tells nobody which number it is. */
  digest(number: string): string {
    return createHmac('sha256', this.#digesting).update(normalised(number)).digest('base64url');
  }
}

const derived = (key: Uint8Array, use: string) => Buffer.from(hkdfSync('sha256', key, '', use, 32));

const versionOf = (sealed: Sealed): number => Number(/^v(\d+)\./.exec(sealed)?.[1]);

/** Digits only; a mainland number without its country code. */
const normalised = (number: string): string => number.replaceAll(/[^0-9]/g, '').replace(/^(?:00)?86(?=1\d{10}$)/, '');
