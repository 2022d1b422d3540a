import type { CatalogueEntry } from './entry.ts';

/** In which capacity somebody acts; the codes of `Role`. */
export const roles: readonly CatalogueEntry[] = [
  { code: 'school', zh: '学校', en: 'School' },
  { code: 'union', zh: '工会', en: 'Union' },
  { code: 'employer', zh: '企业（单位）', en: 'Employer' },
  { code: 'speaker', zh: '劳模工匠', en: 'Speaker' },
  { code: 'education', zh: '教育行政部门', en: 'Education authority' },
  { code: 'administrator', zh: '管理员', en: 'Administrator' },
];
