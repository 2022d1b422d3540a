import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { StoreDamaged } from '../store.ts';

/** Where a store's master key lies. Who loses it loses every phone number of the store. */
export const masterKeyPath = (dir: string): string => join(dir, 'master-key');

/**
 * What the keys of a store are made from: 32 random bytes in hex, in a file that only its owner reads; without a folder a key for this run.
 * @throws StoreDamaged for a file that holds something else
 */
export function openMasterKey(dir?: string): Buffer {
  if (dir === undefined) return randomBytes(32);
  const path = masterKeyPath(dir);
  if (!existsSync(path)) writeFileSync(path, randomBytes(32).toString('hex'), { mode: 0o600, flush: true });
  const text = readFileSync(path, 'utf8');
  if (!/^[0-9a-f]{64}$/.test(text)) throw new StoreDamaged(`${path} is not a master key`);
  return Buffer.from(text, 'hex');
}
