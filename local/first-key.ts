import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DecryptCommand, GenerateDataKeyCommand, KMSClient } from '@aws-sdk/client-kms';
import { DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { KeyRing } from '../functions/personal/sealing.ts';
import { dataKeyKey } from '../functions/platform/keys.ts';
import type { Clients } from './clients.ts';

type Needed = Pick<Clients, 'model' | 'tableName' | 'aws'>;

/**
 * The first data key of a store, which seals the sample data: made as a function would make it at the first number
 * (functions/personal/key-ring.ts), or the one that an interrupted seed has left.
 */
export const firstKey = async (clients: Needed): Promise<KeyRing> => (await openRing(clients)) ?? (await makeKey(clients));

/** The data key of a store; undefined where none has been made. */
export const openRing = (clients: Needed): Promise<KeyRing | undefined> =>
  withClients(clients, async ({ documents, kms, TableName, asked }) => {
    const { Item } = await documents.send(new GetCommand({ TableName, Key: dataKeyKey(1), ConsistentRead: true }));
    if (!Item) return undefined;
    const unwrapped = await kms.send(new DecryptCommand({ ...asked, CiphertextBlob: Buffer.from(Item.wrapped, 'base64') }));
    return new KeyRing(new Map([[1, unwrapped.Plaintext!]]));
  });

const makeKey = (clients: Needed): Promise<KeyRing> =>
  withClients(clients, async ({ documents, kms, TableName, asked }) => {
    const made = await kms.send(new GenerateDataKeyCommand({ ...asked, KeySpec: 'AES_256' }));
    const wrapped = Buffer.from(made.CiphertextBlob!).toString('base64');
    await documents.send(new PutCommand({ TableName, Item: { ...dataKeyKey(1), version: 1, wrapped } }));
    return new KeyRing(new Map([[1, made.Plaintext!]]));
  });

interface Open {
  documents: DynamoDBDocumentClient;
  kms: KMSClient;
  TableName: string;
  asked: { KeyId: string | undefined; EncryptionContext: Record<string, string> };
}

async function withClients<T>({ model, tableName, aws }: Needed, work: (open: Open) => Promise<T>): Promise<T> {
  const client = new DynamoDBClient(aws);
  const kms = new KMSClient(aws);
  const asked = { KeyId: model.keys[0]?.arn, EncryptionContext: { purpose: 'personal-data' } };
  try {
    return await work({ documents: DynamoDBDocumentClient.from(client), kms, TableName: tableName(), asked });
  } finally {
    kms.destroy();
    client.destroy();
  }
}
