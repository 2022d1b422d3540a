import type { Language } from '../deadlines/say.ts';
import { type Html, html } from '../platform/html.ts';
import type { Sentence } from '../platform/sentence.ts';
import { Refused } from './client.ts';
import type { Form } from './desk.ts';
import type { Page } from './frame.ts';

/** Nobody types it twice: whatever became of a form, what was written in it is there to be sent again, or to be copied. */

/** What was refused leaves the form as it was filled in; who is signed out signs in first, and then finds it. */
export const leavesForm = (error: unknown): error is Refused => error instanceof Refused && error.status !== 401;

/** What somebody wrote in a form for which it is too late; nothing where nothing was written. */
export function typed(given: Form, language: Language): Html | undefined {
  const written = Object.entries(LABELS).filter(([name]) => (given[name] ?? '').trim() !== '');
  if (written.length === 0) return undefined;
  return html`<section><h2>${TITLE[language]}</h2><dl class="typed">${written.map(
    ([name, label]) => html`<dt>${label[language]}</dt><dd>${given[name]?.trim()}</dd>`,
  )}</dl></section>`;
}

/** A refusal with what was written, where nothing more can be shown of what it is about. */
export const notSent = (title: Sentence, language: Language, given: Form, { status, ...said }: Refused): Page => ({
  ...{ title, status },
  body: html`<p class="wrong" role="alert">${{ zh: said.zh, en: said.en }[language]}</p>${typed(given, language)}`,
});

const TITLE: Sentence = { zh: '您刚才填写的内容（未提交）', en: 'What you had written (not sent)' };
/** The fields in which somebody uses words of their own. */
const LABELS: Record<string, Sentence> = {
  text: { zh: '说明', en: 'In your words' },
  evidence: { zh: '凭据', en: 'What shows it' },
};
