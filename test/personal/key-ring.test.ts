import { DecryptCommand, GenerateDataKeyCommand, KMSClient } from '@aws-sdk/client-kms';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, expect, test } from 'vitest';
import { forgetKeys, keyRing } from '../../functions/personal/key-ring.ts';
import { digestOf } from '../../functions/personal/phones.ts';
import { KeyRing, speakerNumber } from '../../functions/personal/sealing.ts';
import { DATA_KEYS, dataKeyKey } from '../../functions/platform/keys.ts';
import { fakeKms, keyItem, ring } from '../support/numbers.ts';
import { fakeTable } from '../support/table.ts';

const table = fakeTable();
let kms: ReturnType<typeof fakeKms>;
beforeEach(() => {
  mockClient(KMSClient).restore();
  kms = fakeKms();
  forgetKeys();
  table.fill([keyItem()]);
});
const here = speakerNumber('nc', 's1');
const unwrapped = () => kms.commandCalls(DecryptCommand).length;

test('the keys are unwrapped once for an instance, for their purpose', async () => {
  const sealed = ring.seal('000-1234567', here);
  for (let i = 0; i < 3; i++) expect((await keyRing(sealed)).open(sealed, here)).toBe('000-1234567');
  expect(unwrapped()).toBe(1);
  expect(kms.commandCalls(DecryptCommand)[0]!.args[0].input).toMatchObject({
    KeyId: process.env.PERSONAL_DATA_KEY,
    EncryptionContext: { purpose: 'personal-data' },
  });
});

test('the first key is made when there is none, and of two who make it one', async () => {
  table.fill([]);
  const other = Buffer.alloc(32, 9).toString('base64');
  table.meanwhile(() => table.change(DATA_KEYS, 'v1', { version: 1, wrapped: other }));
  const made = await keyRing();
  expect(kms.commandCalls(GenerateDataKeyCommand)).toHaveLength(1);
  expect(table.all()).toMatchObject([{ ...dataKeyKey(1), wrapped: other }]);
  const sealed = new KeyRing(new Map([[1, Buffer.alloc(32, 9)]])).seal('000-1234567', here);
  expect(made.open(sealed, here)).toBe('000-1234567');
});

test('a key that was added meanwhile is read when something sealed with it is to be opened', async () => {
  await keyRing();
  const second = Buffer.alloc(32, 2);
  table.change(DATA_KEYS, 'v2', { version: 2, wrapped: second.toString('base64') });
  const sealed = new KeyRing(new Map([[2, second]])).seal('000-7654321', here);
  expect((await keyRing(sealed)).open(sealed, here)).toBe('000-7654321');
  expect((await keyRing()).seal('000-7654321', here)).toMatch(/^v2\./);
});

test('keys that could not be unwrapped are asked for again', async () => {
  kms.on(DecryptCommand).rejects(new Error('KMS is away'));
  await expect(keyRing()).rejects.toThrow('KMS is away');
  kms.on(DecryptCommand).callsFake(({ CiphertextBlob }) => ({ Plaintext: CiphertextBlob }));
  expect(await digestOf('000-1234567')).toBe(ring.digest('0001234567'));
});
