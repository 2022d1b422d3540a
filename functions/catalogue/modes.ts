import type { CatalogueEntry } from './entry.ts';

/** Where an activity takes place; offline comes first (线下为主). A closed list: rules depend on it. */
export const modes: readonly CatalogueEntry[] = [
  { code: 'in-school', zh: '进校', en: 'In school' },
  { code: 'at-base', zh: '基地', en: 'At a base' },
  { code: 'online', zh: '线上', en: 'Online' },
];
