import * as z from 'zod/mini';
import { diaryKey, loadKey } from '../platform/keys.ts';
import { getAll } from '../platform/table.ts';
import type { Fact } from './diary.ts';
import { DiaryItem, LoadItem } from './ledger.ts';

/** Reads what speakers already have in these months (YYYY-MM), and their loads. */
export async function readFacts(
  city: string,
  speakers: string[],
  months: string[],
  consistent = false,
): Promise<Map<string, Fact>> {
  const keys = speakers.flatMap((id) => [loadKey(city, id), ...months.map((month) => diaryKey(city, id, month))]);
  const facts = new Map<string, Fact>(speakers.map((id) => [id, { diaries: [] }]));
  for (const item of await getAll(keys, { consistent })) {
    const fact = facts.get(item.speaker as string)!;
    if (item.sk === 'LOAD') fact.load = z.parse(LoadItem, item);
    else fact.diaries.push(z.parse(DiaryItem, item));
  }
  return facts;
}
