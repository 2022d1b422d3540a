import type { CatalogueEntry } from './entry.ts';

/** Honours (荣誉), an open list ("等先进典型"); each is held at one of the levels below. */
export const honours: readonly CatalogueEntry[] = [
  { code: 'model-worker', zh: '劳动模范', en: 'Model worker' },
  { code: 'advanced-worker', zh: '先进工作者', en: 'Advanced worker' },
  { code: 'may-day-medal', zh: '五一劳动奖章', en: 'May Day labour medal' },
  { code: 'great-craftsman', zh: '大国工匠', en: 'Great craftsman of the nation' },
  { code: 'skilled-craftsman', zh: '工匠能手', en: 'Skilled craftsman' },
  { code: 'finest-employee', zh: '最美职工', en: 'Finest employee' },
  { code: 'finest-worker', zh: '最美劳动者', en: 'Finest worker' },
  { code: 'technical-expert', zh: '技术能手', en: 'Technical expert' },
  { code: 'chief-craftsman', zh: '首席工匠', en: 'Chief craftsman' },
  { code: 'rural-craftsman', zh: '乡村工匠', en: 'Rural craftsman' },
  { code: 'outstanding-engineer', zh: '卓越工程师', en: 'Outstanding engineer' },
  { code: 'march-eighth-red-banner', zh: '三八红旗手', en: 'March 8th red-banner holder' },
  { code: 'young-post-expert', zh: '青年岗位能手', en: 'Young post expert' },
  { code: 'heritage-bearer', zh: '非遗代表性传承人', en: 'Bearer of intangible cultural heritage' },
  { code: 'skilled-artisan', zh: '能工巧匠', en: 'Skilled artisan' },
];

/** The level at which an honour was given, highest first. A closed list. */
export const honourLevels: readonly CatalogueEntry[] = [
  { code: 'national', zh: '全国', en: 'National' },
  { code: 'province', zh: '省级', en: 'Province or autonomous region' },
  { code: 'city', zh: '市级', en: 'City' },
  { code: 'county', zh: '县级', en: 'County' },
];
