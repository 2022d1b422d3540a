import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { Kms } from '../../../local/kms/kms.ts';
import { masterKeyPath, openMasterKey } from '../../../local/kms/master-key.ts';

const key = (name: string) => ({ logicalId: name, name, arn: `arn:aws:kms:us-east-1:1:key/${name}` });
const kms = new Kms(Buffer.alloc(32, 1), [key('a'), key('b')]);
const call = (action: string, body: object, to = kms): { status: number; [member: string]: unknown } => {
  const reply = to.handle(`TrentService.${action}`, JSON.stringify(body));
  return { status: reply.status, ...JSON.parse(String(reply.body)) };
};
const EncryptionContext = { purpose: 'numbers', city: 'nc' };

describe('KMS on this machine', () => {
  test('wraps a data key that it gives, and unwraps it with or without the key’s id', () => {
    const made = call('GenerateDataKey', { KeyId: 'a', KeySpec: 'AES_256', EncryptionContext });
    expect(Buffer.from(String(made.Plaintext), 'base64')).toHaveLength(32);
    const { CiphertextBlob } = made;
    // The context holds whatever its order.
    const turned = { city: 'nc', purpose: 'numbers' };
    for (const KeyId of [undefined, 'a', key('a').arn])
      expect(call('Decrypt', { KeyId, CiphertextBlob, EncryptionContext: turned })).toMatchObject({
        status: 200,
        KeyId: key('a').arn,
        Plaintext: made.Plaintext,
      });
  });

  test('gives back what it encrypted', () => {
    const Plaintext = Buffer.from('示例').toString('base64');
    const { CiphertextBlob } = call('Encrypt', { KeyId: 'b', Plaintext });
    expect(call('Decrypt', { CiphertextBlob })).toMatchObject({ Plaintext });
  });

  test('refuses another context, another key, another store, and what is no ciphertext', () => {
    const { CiphertextBlob } = call('GenerateDataKey', { KeyId: 'a', EncryptionContext });
    const refused = (body: object, to?: Kms) => call('Decrypt', { CiphertextBlob, EncryptionContext, ...body }, to).__type;
    expect(refused({ EncryptionContext: { purpose: 'letters' } })).toBe('InvalidCiphertextException');
    expect(refused({ EncryptionContext: undefined })).toBe('InvalidCiphertextException');
    expect(refused({ KeyId: 'b' })).toBe('IncorrectKeyException');
    expect(refused({}, new Kms(Buffer.alloc(32, 2), [key('a')]))).toBe('InvalidCiphertextException');
    expect(refused({ CiphertextBlob: 'AAAA' })).toBe('NotFoundException');
    expect(call('GenerateDataKey', { KeyId: 'c' }).__type).toBe('NotFoundException');
    expect(call('ScheduleKeyDeletion', { KeyId: 'a' }).__type).toBe('UnknownOperationException');
  });
});

describe('the master key of a store', () => {
  const dir = mkdtempSync(join(tmpdir(), 'visits-key-'));
  afterAll(() => rmSync(dir, { recursive: true }));

  test('is made once, is kept, and is readable by its owner only', () => {
    const made = openMasterKey(dir);
    expect(openMasterKey(dir)).toEqual(made);
    expect(readFileSync(masterKeyPath(dir), 'utf8')).toBe(made.toString('hex'));
    expect(statSync(masterKeyPath(dir)).mode & 0o777).toBe(0o600);
    expect(openMasterKey()).not.toEqual(openMasterKey());
  });

  test('is refused when the file holds something else', () => {
    writeFileSync(masterKeyPath(dir), '');
    expect(() => openMasterKey(dir)).toThrow('is not a master key');
  });
});
