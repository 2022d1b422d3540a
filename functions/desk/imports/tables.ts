import type { Sentence } from '../../platform/sentence.ts';

/** What can be imported: each with the headings of its table, those that may be left out last. */
export const TABLES = {
  schools: {
    name: { zh: '学校', en: 'Schools' },
    needed: ['代码', '名称', '计划单位', '学校层次'],
    more: ['主管教育部门', '区县', '地址', '联系人', '联系电话'],
  },
  employers: {
    name: { zh: '企业（单位）', en: 'Employers' },
    needed: ['代码', '名称', '所属工会'],
    more: ['区县', '地址', '联系人', '联系电话'],
  },
  people: {
    name: { zh: '人员', en: 'People' },
    needed: ['姓名', '手机号', '单位', '角色'],
    more: ['开始日期', '结束日期', '分管领导'],
  },
} satisfies Record<string, { name: Sentence; needed: string[]; more: string[] }>;

export type Of = keyof typeof TABLES;

export const isTable = (of: string | undefined): of is Of => of !== undefined && Object.hasOwn(TABLES, of);
