import type { Language } from './say.ts';

/** Names one after the other, as the language of the page separates them. Pure. */
export const joined = (names: readonly string[], language: Language): string =>
  names.filter((name) => name !== '').join({ zh: '、', en: ', ' }[language]);

/** What something is about, and then what: 单位：示例厂, Employer: 示例厂. Pure. */
export const about = (head: string, what: string, language: Language): string =>
  `${head}${{ zh: '：', en: ': ' }[language]}${what}`;
