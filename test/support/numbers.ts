import { DecryptCommand, GenerateDataKeyCommand, KMSClient } from '@aws-sdk/client-kms';
import { mockClient } from 'aws-sdk-client-mock';
import { KeyRing, requestNumber } from '../../functions/personal/sealing.ts';
import { dataKeyKey } from '../../functions/platform/keys.ts';
import type { Sealed } from '../../functions/platform/schema.ts';
import type { Item } from '../../functions/platform/writes.ts';

const KEY = Buffer.alloc(32, 'a key for tests ');

/** What seals the numbers of the sample city. */
export const ring = new KeyRing(new Map([[1, KEY]]));

/** A contact as people read it, of a request that was sealed for this visit. */
export const opened = ({ name, phone }: { name: string; phone?: Sealed | undefined }, visit: string) => ({
  name,
  phone: phone && ring.open(phone, requestNumber('nc', visit)),
});

/** The data key as it stands in the table; the mocked KMS wraps nothing. */
export const keyItem = (): Item => ({ ...dataKeyKey(1), version: 1, wrapped: KEY.toString('base64') });

/** KMS behind the mocked SDK: a wrapped key is the key itself. */
export function fakeKms() {
  process.env.PERSONAL_DATA_KEY = 'arn:aws:kms:us-east-1:1:key/numbers';
  const mock = mockClient(KMSClient);
  mock.on(DecryptCommand).callsFake(({ CiphertextBlob }) => ({ Plaintext: CiphertextBlob }));
  mock.on(GenerateDataKeyCommand).resolves({ Plaintext: KEY, CiphertextBlob: KEY });
  return mock;
}
