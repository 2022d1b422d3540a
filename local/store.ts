import { existsSync, mkdirSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { DynamoDbCall } from './dynamodb/client.ts';
import { DynamoDbError } from './dynamodb/client.ts';
import { endOrphan } from './dynamodb/orphan.ts';
import { ensureTable } from './dynamodb/tables.ts';
import { type Journal, JournalDamaged, openJournal } from './journal.ts';

/**
 * Journal and DynamoDB are one store: both carry its id. What is missing or foreign is refused before anything is changed.
 * The journal knows how far the store has come: nothing, `made` (its id stands in DynamoDB) or `seeded`.
 */
export class StoreDamaged extends Error {
  override name = 'StoreDamaged';
}

const TABLE = 'local-store';
const Key = { id: { S: 'store' } };

/** Opens the folder's journal, and with it takes the folder. @throws JournalInUse, JournalDamaged, StoreDamaged */
export function openFolder(dir: string): Journal {
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  const path = join(dir, 'journal.sqlite');
  const hasData = existsSync(join(dir, 'access-key'));
  // SQLite would take a missing or an empty file for a new database, and the data beside it for another's.
  if (hasData && !existsSync(path)) throw new StoreDamaged(`${path} is missing`);
  if (hasData && statSync(path).size === 0) throw new JournalDamaged(`${path} is empty`);
  return openJournal(path);
}

/**
 * Checks the files of DynamoDB before its server opens them; ends a server that an earlier run left behind.
 * @throws StoreDamaged
 */
export async function checkDatabase(dir: string, journal: Journal): Promise<void> {
  await endOrphan(dir);
  if (!isMade(journal)) return;
  const secrets = isSeeded(journal) ? ['access-key', 'master-key'] : ['access-key'];
  for (const secret of secrets) if (!existsSync(join(dir, secret))) throw new StoreDamaged(`${join(dir, secret)} is missing`);
  const files = readdirSync(dir).filter((name) => name.endsWith('.db'));
  if (files.length === 0) throw new StoreDamaged(`the database of DynamoDB is missing in ${dir}`);
  for (const name of files) {
    // With a rollback journal beside it the server has to finish first what a kill interrupted.
    if (!existsSync(join(dir, `${name}-journal`))) checkFile(join(dir, name));
  }
}

/** Holds the id in DynamoDB against the journal's; a fresh store gets it. @throws StoreDamaged */
export async function checkStoreId(call: DynamoDbCall, journal: Journal): Promise<void> {
  const present = await storedId(call);
  const own = journal.get('store') as string;
  if (present === own) return markMade(journal);
  if (present !== undefined || isMade(journal)) {
    throw new StoreDamaged(`the journal belongs to store ${own}, DynamoDB to ${present ?? 'none'}`);
  }
  await ensureTable(call, {
    TableName: TABLE,
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
    KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
  });
  await call('PutItem', { TableName: TABLE, Item: { ...Key, store: { S: own } } });
  markMade(journal);
}

export function isSeeded(journal: Journal): boolean {
  return journal.get('state') === 'seeded';
}

function markMade(journal: Journal): void {
  if (!isMade(journal)) journal.set('state', 'made');
}

export function markSeeded(journal: Journal): void {
  journal.set('state', 'seeded');
}

function isMade(journal: Journal): boolean {
  return journal.get('state') !== undefined;
}

async function storedId(call: DynamoDbCall): Promise<string | undefined> {
  try {
    const { Item } = await call<{ Item?: { store?: { S: string } } }>('GetItem', {
      TableName: TABLE,
      Key,
      ConsistentRead: true,
    });
    return Item?.store?.S;
  } catch (error) {
    if (error instanceof DynamoDbError && error.type === 'ResourceNotFoundException') return undefined;
    throw error;
  }
}

function checkFile(path: string): void {
  if (statSync(path).size === 0) throw new StoreDamaged(`${path} is empty`);
  const db = new DatabaseSync(path, { readOnly: true });
  try {
    const { quick_check: found } = db.prepare('PRAGMA quick_check').get() as { quick_check: string };
    if (found !== 'ok') throw new StoreDamaged(`${path}: ${found}`);
  } catch (error) {
    throw error instanceof StoreDamaged ? error : new StoreDamaged(`${path}: ${(error as Error).message}`);
  } finally {
    db.close();
  }
}
