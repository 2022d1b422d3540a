import { honourLevels } from '../../catalogue/honours.ts';
import type { Language } from '../../deadlines/say.ts';
import type { Sentence } from '../../platform/sentence.ts';
import type { getSpeaker } from '../../talent/contract.ts';
import type { Answered } from '../client.ts';
import { inLanguage } from '../desk.ts';
import type { Lists } from '../visits/visit-facts.ts';

export type Speaker = Answered<typeof getSpeaker>;

/** How codes of the catalogue are called; topics may be free text, and stay as they are. */
export const namesIn =
  (lists: Lists, language: Language) =>
  (list: string, code: string): string =>
    lists[list]?.find((entry) => entry.code === code)?.[language] ?? code;

/** Where an entry of the pool stands. */
export const ENTRY: Record<Speaker['status'], Sentence & { tone: 'good' | 'warn' | 'bad' }> = {
  nominated: { zh: '推荐中', en: 'Nominated', tone: 'warn' },
  admitted: { zh: '已入库', en: 'Admitted', tone: 'warn' },
  active: { zh: '可邀请', en: 'Can be asked', tone: 'good' },
  paused: { zh: '暂停邀请', en: 'Paused', tone: 'warn' },
  retired: { zh: '已退出', en: 'Left the pool', tone: 'bad' },
};

/** How somebody works. */
export const WORKS: Record<NonNullable<Speaker['employments']>[number]['kind'], Sentence> = {
  employed: { zh: '在职', en: 'Employed' },
  rehired: { zh: '返聘', en: 'Rehired' },
  retired: { zh: '退休', en: 'Retired' },
  'self-employed': { zh: '自由职业', en: 'Self-employed' },
};

/** An honour with its level, as the statistics name it: 全国劳动模范. */
export function honourAs({ code, level }: { code: string; level: string }, lists: Lists, language: Language): string {
  const entry = honourLevels.find((each) => each.code === level);
  const name = namesIn(lists, language)('honours', code);
  if (!entry) return name;
  return language === 'zh' ? `${entry.zh}${name}` : `${name} (${entry.en})`;
}

/** How many visits there are in the present week and month; undefined for who does not see that. */
export const loadAs = ({ load }: Speaker, language: Language): string | undefined =>
  load &&
  inLanguage(language)({
    zh: `本周 ${load.week} 场，本月 ${load.month} 场`,
    en: `${load.week} this week, ${load.month} this month`,
  });
