import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DecryptCommand, GenerateDataKeyCommand, KMSClient } from '@aws-sdk/client-kms';
import { DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { KeyRing } from '../functions/personal/sealing.ts';
import { dataKeyKey } from '../functions/platform/keys.ts';
import type { SeedClients } from './cloud.ts';

/**
 * The first data key of a store, which seals the sample data: made as a function would make it at the first number
 * (functions/personal/key-ring.ts), or the one that an interrupted seed has left.
 */
export async function firstKey({ model, tableName, aws }: Pick<SeedClients, 'model' | 'tableName' | 'aws'>): Promise<KeyRing> {
  const client = new DynamoDBClient(aws);
  const documents = DynamoDBDocumentClient.from(client);
  const kms = new KMSClient(aws);
  const TableName = tableName();
  const Key = dataKeyKey(1);
  const asked = { KeyId: model.keys[0]?.arn, EncryptionContext: { purpose: 'personal-data' } };
  const unwrap = async (wrapped: string) =>
    (await kms.send(new DecryptCommand({ ...asked, CiphertextBlob: Buffer.from(wrapped, 'base64') }))).Plaintext!;
  const make = async () => {
    const made = await kms.send(new GenerateDataKeyCommand({ ...asked, KeySpec: 'AES_256' }));
    const wrapped = Buffer.from(made.CiphertextBlob!).toString('base64');
    await documents.send(new PutCommand({ TableName, Item: { ...Key, version: 1, wrapped } }));
    return made.Plaintext!;
  };
  try {
    const { Item } = await documents.send(new GetCommand({ TableName, Key, ConsistentRead: true }));
    return new KeyRing(new Map([[1, await (Item ? unwrap(Item.wrapped) : make())]]));
  } finally {
    kms.destroy();
    client.destroy();
  }
}
