import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Journal } from '../journal.ts';
import { ServiceError } from './errors.ts';

const SECRET = 32;
const SEAL = 16;
const SETTING = 'step-functions-token-key';

/** Makes task tokens: opaque, not to be guessed, and recognisable later as made here although none is kept. */
export class Tokens {
  readonly #key: Buffer;

  constructor(journal: Journal) {
    const kept = journal.get(SETTING);
    this.#key = kept === undefined ? randomBytes(32) : Buffer.from(kept, 'base64');
    if (kept === undefined) journal.set(SETTING, this.#key.toString('base64'));
  }

  make(): string {
    const secret = randomBytes(SECRET);
    return Buffer.concat([secret, this.#seal(secret)]).toString('base64url');
  }

  /** The error for a token that no task waits for: never a token, never given out, or over. */
  refusal(token: string): ServiceError {
    const bytes = Buffer.from(token, 'base64url');
    if (bytes.length !== SECRET + SEAL || bytes.toString('base64url') !== token)
      return new ServiceError('InvalidToken', 'Invalid token');
    if (!timingSafeEqual(this.#seal(bytes.subarray(0, SECRET)), bytes.subarray(SECRET))) {
      return new ServiceError('TaskDoesNotExist', 'The task of this token does not exist');
    }
    return new ServiceError('TaskTimedOut', 'Task Timed Out: the task of this token has been closed or has timed out');
  }

  #seal(secret: Buffer): Buffer {
    return createHmac('sha256', this.#key).update(secret).digest().subarray(0, SEAL);
  }
}
