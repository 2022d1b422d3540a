import { createHash } from 'node:crypto';
import { type Adapter, type AdapterPayload, errors } from 'oidc-provider';
import * as z from 'zod/mini';
import { oidcKey } from '../platform/keys.ts';
import { commit, get } from '../platform/table.ts';

const Stored = z.object({ payload: z.string(), consumed: z.optional(z.int()), ttl: z.int() });

/**
 * Where `oidc-provider` keeps sessions, interactions, grants and codes: the one table. Ids are what a browser proves itself by, so the
 * table knows their digests only. DynamoDB deletes late: what has run out counts as gone.
 */
export class StoredModel implements Adapter {
  readonly #model: string;

  constructor(model: string) {
    this.#model = model;
  }

  async upsert(id: string, { jti: _, ...payload }: AdapterPayload, expiresIn: number): Promise<void> {
    await commit([{ put: { ...this.#key(id), payload: JSON.stringify(payload), ttl: seconds() + expiresIn } }]);
  }

  async find(id: string): Promise<AdapterPayload | undefined> {
    const stored = await get(Stored, this.#key(id), { consistent: true });
    if (!stored || stored.ttl <= seconds()) return undefined;
    return { ...JSON.parse(stored.payload), jti: id, ...(stored.consumed && { consumed: stored.consumed }) };
  }

  /** @throws InvalidGrant for all but the first of several at the same moment */
  async consume(id: string): Promise<void> {
    const otherwise = () => new errors.InvalidGrant('already used');
    await commit([{ update: this.#key(id), set: { consumed: seconds() }, where: { consumed: { missing: true } }, otherwise }]);
  }

  async destroy(id: string): Promise<void> {
    await commit([{ delete: this.#key(id) }]);
  }

  /** Nothing to do: tokens are not stored, and a code is worth nothing without its grant, which the library destroys itself. */
  async revokeByGrantId(): Promise<void> {}

  /** Sessions are found by their cookie alone; no feature that looks them up in another way is switched on. */
  async findByUid(): Promise<undefined> {}

  /** The same for the device flow. */
  async findByUserCode(): Promise<undefined> {}

  #key(id: string) {
    return oidcKey(this.#model, createHash('sha256').update(id).digest('base64url'));
  }
}

const seconds = () => Math.floor(Date.now() / 1000);
