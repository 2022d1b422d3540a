import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { errorReply, type Reply } from '../gateway/reply.ts';
import type { KeyModel } from '../template/model.ts';

type Context = Readonly<Record<string, string>>;
interface Body {
  readonly KeyId?: string;
  readonly KeySpec?: 'AES_256' | 'AES_128';
  readonly NumberOfBytes?: number;
  readonly Plaintext?: string;
  readonly CiphertextBlob?: string;
  readonly EncryptionContext?: Context;
}

class KmsError extends Error {
  readonly type: string;
  constructor(type: string, message: string) {
    super(message);
    this.type = type;
  }
}

const CIPHER = 'aes-256-gcm';
const IV = 12;
const TAG = 16;

/** Plays what functions need of KMS, in AWS JSON 1.1. A key of the template is made from the store's master key and its ARN. */
export class Kms {
  readonly #master: Buffer;
  readonly #keys: readonly KeyModel[];

  constructor(master: Buffer, keys: readonly KeyModel[]) {
    this.#master = master;
    this.#keys = keys;
  }

  /** @param target the whole X-Amz-Target, such as `TrentService.Decrypt` */
  handle(target: string, bodyText: string): Reply {
    try {
      const action = this.#actions[target];
      if (!action) throw new KmsError('UnknownOperationException', `${target} is not supported locally`);
      const body = JSON.stringify(action(JSON.parse(bodyText) as Body));
      return { status: 200, headers: { 'content-type': 'application/x-amz-json-1.1' }, body };
    } catch (error) {
      if (error instanceof KmsError) return errorReply(400, error.type, error.message);
      throw error;
    }
  }

  readonly #actions: Readonly<Record<string, (body: Body) => object>> = {
    'TrentService.GenerateDataKey': ({ KeyId, KeySpec, NumberOfBytes, EncryptionContext }) => {
      const { arn } = this.#key(KeyId);
      const plaintext = randomBytes(NumberOfBytes ?? (KeySpec === 'AES_128' ? 16 : 32));
      const CiphertextBlob = this.#encrypt(arn, plaintext, EncryptionContext);
      return { KeyId: arn, Plaintext: plaintext.toString('base64'), CiphertextBlob };
    },
    'TrentService.Encrypt': ({ KeyId, Plaintext = '', EncryptionContext }) => {
      const { arn } = this.#key(KeyId);
      return { KeyId: arn, CiphertextBlob: this.#encrypt(arn, Buffer.from(Plaintext, 'base64'), EncryptionContext) };
    },
    'TrentService.Decrypt': ({ KeyId, CiphertextBlob = '', EncryptionContext }) => {
      const blob = Buffer.from(CiphertextBlob, 'base64');
      const end = 1 + (blob[0] ?? 0);
      const { arn } = this.#key(blob.subarray(1, end).toString());
      if (KeyId !== undefined && this.#key(KeyId).arn !== arn)
        throw new KmsError('IncorrectKeyException', 'The key ID in the request does not identify the key that was used.');
      const Plaintext = this.#decrypt(arn, blob.subarray(end), EncryptionContext).toString('base64');
      return { KeyId: arn, Plaintext, EncryptionAlgorithm: 'SYMMETRIC_DEFAULT' };
    },
  };

  #key(id: string | undefined): KeyModel {
    const found = this.#keys.find(({ arn, name }) => arn === id || name === id);
    if (!found) throw new KmsError('NotFoundException', `Key '${id}' does not exist`);
    return found;
  }

  /** A blob names its key, as KMS's own do, so that Decrypt needs no key's id. */
  #encrypt(arn: string, plaintext: Buffer, context: Context = {}): string {
    const iv = randomBytes(IV);
    const cipher = createCipheriv(CIPHER, this.#material(arn), iv).setAAD(bound(context));
    const sealed = [cipher.update(plaintext), cipher.final(), cipher.getAuthTag()];
    return Buffer.concat([Buffer.from([Buffer.byteLength(arn)]), Buffer.from(arn), iv, ...sealed]).toString('base64');
  }

  #decrypt(arn: string, sealed: Buffer, context: Context = {}): Buffer {
    try {
      const decipher = createDecipheriv(CIPHER, this.#material(arn), sealed.subarray(0, IV), { authTagLength: TAG });
      decipher.setAAD(bound(context)).setAuthTag(sealed.subarray(-TAG));
      return Buffer.concat([decipher.update(sealed.subarray(IV, -TAG)), decipher.final()]);
    } catch {
      throw new KmsError('InvalidCiphertextException', 'The ciphertext cannot be decrypted with this key and context.');
    }
  }

  readonly #material = (arn: string) => Buffer.from(hkdfSync('sha256', this.#master, '', arn, 32));
}

/** What a ciphertext is bound to: the context, in whatever order it was given. */
const bound = (context: Context) => Buffer.from(JSON.stringify(Object.entries(context).sort(([a], [b]) => (a < b ? -1 : 1))));
