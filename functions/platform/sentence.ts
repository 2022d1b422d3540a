/** A sentence or a name in both languages. */
export interface Sentence {
  readonly zh: string;
  readonly en: string;
}

/** Several things one after the other, as the language separates them: 甲、乙; A, B. What is empty is left out. */
export const listed = (things: readonly string[], language: keyof Sentence): string =>
  things.filter((thing) => thing !== '').join({ zh: '、', en: ', ' }[language]);

/** What is named, and what is said of it: 单位支持：某校; Employer release: a school. */
export const headed = (name: string, said: string, language: keyof Sentence): string =>
  `${name}${{ zh: '：', en: ': ' }[language]}${said}`;
