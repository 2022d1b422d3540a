import * as z from 'zod/mini';
import { clearanceKey, rosterKey, speakerKey } from '../platform/keys.ts';
import { Code } from '../platform/schema.ts';
import { get, getAll } from '../platform/table.ts';
import { Speaker } from './speaker.ts';
import { contentOf } from './talks.ts';

/** Some entries of the talent pool, by id; unknown ids are left out. */
export async function speakersById(city: string, ids: string[]): Promise<Map<string, Speaker>> {
  const distinct = [...new Set(ids)];
  if (distinct.length === 0) return new Map();
  const found = z.parse(z.array(Speaker), await getAll(distinct.map((id) => speakerKey(city, id))));
  return new Map(found.map((speaker) => [speaker.id, speaker]));
}

const PoolVersion = z.object({ version: z.int() });

/** Rises with every change of the pool; undefined for a city whose pool nobody has changed yet. */
export const poolVersion = async (city: string, consistent = false): Promise<number | undefined> =>
  (await get(PoolVersion, rosterKey(city), { consistent }))?.version;

const Clearance = z.object({ speaker: Code, content: z.string() });

/** Of these speakers those whose present talks are cleared for campuses. */
export async function clearedOf(city: string, pool: Map<string, Speaker>, consistent: boolean): Promise<Set<string>> {
  const found = z.parse(
    z.array(Clearance),
    await getAll(
      [...pool.keys()].map((id) => clearanceKey(city, id)),
      { consistent },
    ),
  );
  return new Set(
    found.filter(({ speaker, content }) => contentOf(pool.get(speaker)!) === content).map(({ speaker }) => speaker),
  );
}
