import type { CatalogueEntry } from './entry.ts';

/** Why somebody declines. */
export const reasonCodes: readonly CatalogueEntry[] = [
  { code: 'unwell', zh: '身体原因', en: 'Unwell' },
  { code: 'work', zh: '工作原因', en: 'Work' },
  { code: 'time', zh: '时间不合适', en: 'The time does not suit' },
  { code: 'other', zh: '其他', en: 'Other' },
];

/** Why a visit was not held: as for declines, and what nobody decided. */
export const notHeldReasonCodes: readonly CatalogueEntry[] = [
  ...reasonCodes,
  { code: 'weather', zh: '天气原因', en: 'Weather' },
  { code: 'school', zh: '学校原因', en: 'The school could not hold it' },
];

/** Why a speaker did not come, as far as the school knows. */
export const absenceReasonCodes: readonly CatalogueEntry[] = [
  ...reasonCodes,
  { code: 'traffic', zh: '交通原因', en: 'Traffic' },
  { code: 'unknown', zh: '原因不明', en: 'Not known' },
];
