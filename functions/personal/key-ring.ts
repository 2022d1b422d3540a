import { DecryptCommand, GenerateDataKeyCommand, KMSClient } from '@aws-sdk/client-kms';
import * as z from 'zod/mini';
import { Contended } from '../platform/attempt.ts';
import { env } from '../platform/env.ts';
import { DATA_KEYS, dataKeyKey } from '../platform/keys.ts';
import type { Sealed } from '../platform/schema.ts';
import { commit, query } from '../platform/table.ts';
import { KeyRing, type SealedBytes } from './sealing.ts';

/** A data key as the table holds it: wrapped by the KMS key, which never leaves KMS. */
const DataKey = z.object({ version: z.int(), wrapped: z.string() });

/** For what KMS unwraps a key; the policies allow it for nothing else. */
const EncryptionContext = { purpose: 'personal-data' };

let client: KMSClient | undefined;
const kms = () => {
  client ??= new KMSClient({});
  return client;
};

let kept: Promise<KeyRing> | undefined;

/**
 * The data keys, unwrapped once for each instance and kept in memory. The first one is made when nobody has made one yet.
 * @param needed something sealed: where its key is newer than what is kept, the ring is read again
 */
export async function keyRing(needed?: Sealed | SealedBytes): Promise<KeyRing> {
  const ring = await (kept ?? keep(false));
  return needed === undefined || ring.knows(needed) ? ring : keep(true);
}

/** Forgets what is kept, as a new instance would begin. */
export const forgetKeys = (): void => {
  kept = undefined;
};

function keep(consistent: boolean): Promise<KeyRing> {
  const loaded = load(consistent);
  kept = loaded;
  loaded.catch(() => {
    if (kept === loaded) kept = undefined;
  });
  return loaded;
}

async function load(consistent: boolean): Promise<KeyRing> {
  let stored = await dataKeys(consistent);
  if (stored.length === 0) {
    await makeFirst();
    stored = await dataKeys(true);
  }
  const keys = stored.map(async ({ version, wrapped }) => {
    const CiphertextBlob = Buffer.from(wrapped, 'base64');
    const { Plaintext } = await kms().send(
      new DecryptCommand({ KeyId: env('PERSONAL_DATA_KEY'), CiphertextBlob, EncryptionContext }),
    );
    return [version, Plaintext!] as const;
  });
  return new KeyRing(new Map(await Promise.all(keys)));
}

const dataKeys = async (consistent: boolean) => z.parse(z.array(DataKey), await query(DATA_KEYS, { consistent }));

/** Of two who make it at the same moment the first has made it. */
async function makeFirst(): Promise<void> {
  const { CiphertextBlob } = await kms().send(
    new GenerateDataKeyCommand({ KeyId: env('PERSONAL_DATA_KEY'), KeySpec: 'AES_256', EncryptionContext }),
  );
  const wrapped = Buffer.from(CiphertextBlob!).toString('base64');
  await commit([{ put: { ...dataKeyKey(1), version: 1, wrapped }, where: 'absent' }]).catch((error) => {
    if (!(error instanceof Contended)) throw error;
  });
}
