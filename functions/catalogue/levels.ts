import type { CatalogueEntry } from './entry.ts';

/** School levels (学校层次). Primary is split because its lower and middle years stay mainly on campus (domain.md). */
export const levels: readonly CatalogueEntry[] = [
  { code: 'kindergarten', zh: '幼儿园', en: 'Kindergarten' },
  { code: 'primary-lower', zh: '小学低年级', en: 'Primary school, lower years' },
  { code: 'primary-middle', zh: '小学中年级', en: 'Primary school, middle years' },
  { code: 'primary-upper', zh: '小学高年级', en: 'Primary school, upper years' },
  { code: 'junior-secondary', zh: '初中', en: 'Junior secondary school' },
  { code: 'senior-secondary', zh: '普通高中', en: 'Senior secondary school' },
  { code: 'vocational-secondary', zh: '中等职业学校', en: 'Secondary vocational school' },
  { code: 'technical', zh: '技工院校', en: 'Technical school' },
  { code: 'vocational-college', zh: '高等职业院校', en: 'Vocational college' },
  { code: 'university', zh: '普通高等学校', en: 'University' },
  { code: 'special-education', zh: '特殊教育学校', en: 'Special-education school' },
  { code: 'comprehensive-practice', zh: '综合实践教育学校', en: 'Comprehensive-practice school' },
];
