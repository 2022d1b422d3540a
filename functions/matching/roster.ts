import * as z from 'zod/mini';
import { city } from '../access/directory.ts';
import { catalogueOf } from '../catalogue/catalogue.ts';
import { poolOf } from '../platform/keys.ts';
import { query } from '../platform/table.ts';
import { poolVersion } from '../talent/pool.ts';
import { Speaker } from '../talent/speaker.ts';
import { prepare, type Roster } from './rank.ts';

const kept = new Map<string, { version: number; roster: Promise<Roster> }>();

/** A city's whole pool, prepared for matching; kept in memory until the pool's version rises. */
export async function rosterOf(cityId: string): Promise<Roster> {
  const version = (await poolVersion(cityId)) ?? 0;
  const found = kept.get(cityId);
  if (found?.version === version) return found.roster;
  const roster = load(cityId);
  kept.set(cityId, { version, roster });
  roster.catch(() => kept.delete(cityId));
  return roster;
}

async function load(cityId: string): Promise<Roster> {
  const speakers = z.parse(z.array(Speaker), await query(poolOf(cityId)));
  const names = catalogueOf(await city(cityId)).topics.map(({ code, zh }) => [code, zh]);
  return prepare(speakers, Object.fromEntries(names));
}
