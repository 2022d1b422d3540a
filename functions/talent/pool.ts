import * as z from 'zod/mini';
import { speakerKey } from '../platform/keys.ts';
import { getAll } from '../platform/table.ts';
import { Speaker } from './speaker.ts';

/** Some entries of the talent pool, by id; unknown ids are left out. */
export async function speakersById(city: string, ids: string[]): Promise<Map<string, Speaker>> {
  const distinct = [...new Set(ids)];
  if (distinct.length === 0) return new Map();
  const found = z.parse(z.array(Speaker), await getAll(distinct.map((id) => speakerKey(city, id))));
  return new Map(found.map((speaker) => [speaker.id, speaker]));
}
