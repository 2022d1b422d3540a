import type { Sentence } from '../platform/sentence.ts';
import type { ScoreParts } from './score.ts';

/** What the parts of a score are called, in the order in which they are looked at. */
export const PART_NAMES: Record<keyof ScoreParts, Sentence> = {
  wish: { zh: '学校点名', en: 'Named by the school' },
  topic: { zh: '主题契合', en: 'Topics' },
  honour: { zh: '荣誉', en: 'Honour' },
  level: { zh: '学段', en: 'Level' },
  district: { zh: '区域', en: 'District' },
  rating: { zh: '评价', en: 'Rating' },
  load: { zh: '场次余量', en: 'Free this month' },
};
