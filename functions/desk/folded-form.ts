import { randomUUID } from 'node:crypto';
import { type Html, html } from '../platform/html.ts';
import type { Sentence } from '../platform/sentence.ts';
import { Refused } from './client.ts';
import { type Form, inLanguage, type Shown, takes, type Visitor } from './desk.ts';
import { Unclear } from './find-speakers.ts';
import { EMPTY, errorsOf, Fields, type Filled } from './forms.ts';
import { at } from './paths.ts';
import { leavesForm, typed } from './typed.ts';

/** A form that is folded into a page until somebody wants it; what was refused of it stands on a page of its own. */

interface Definition<S> {
  /** Its address, with the id of what it is about. */
  path: string;
  /** What it does. */
  title: Sentence;
  /** What that means for others. */
  means: Sentence;
  button: Sentence;
  fields(fields: Fields, subject: S, visitor: Visitor, filled: Filled): Html;
  /** What it is about, read anew where the form was refused. */
  subject(visitor: Visitor): Promise<S>;
  /** Does it; answers where to go on. */
  send(form: Form, visitor: Visitor, headers: Record<string, string>): Promise<string>;
  /** Which field a path of the API is about. */
  fieldOf?(path: string, form: Form): string | undefined;
  /** Whether it is too late for it: what was typed is shown then, and no form. */
  isOver?(subject: S, visitor: Visitor): boolean;
  /** Where the page leads back to. */
  back(visitor: Visitor): string;
}

export function foldedForm<S>({ path, title, means, button, ...form }: Definition<S>) {
  const name = path.split('/').at(-1)!;
  const whole = (subject: S, visitor: Visitor, filled: Filled): Html => {
    const say = inLanguage(visitor.language);
    const key = filled.given.key ?? randomUUID();
    return html`<p>${say(means)}</p>
<form method="post" action="${at(path, visitor.params.id ?? '')}"><input type="hidden" name="csrf" value="${visitor.csrf}"><input type="hidden" name="key" value="${key}">
${form.fields(new Fields(visitor.language, filled, `${name}-`), subject, visitor, filled)}
<button>${say(button)}</button></form>`;
  };

  async function again(visitor: Visitor, given: Form, refused: Refused): Promise<Shown> {
    const say = inLanguage(visitor.language);
    const { errors, others } = errorsOf(refused.errors, (path) =>
      form.fieldOf ? form.fieldOf(path, given) : path.split('.')[0],
    );
    const above = others.length > 0 ? others : Object.keys(errors).length > 0 ? [] : [refused];
    // What it is about may be theirs no more.
    const subject = await form.subject(visitor).catch(unread);
    const isOpen = subject !== undefined && !form.isOver?.(subject, visitor);
    const left = isOpen
      ? html`<section class="big">${whole(subject, visitor, { given, errors })}</section>`
      : typed(given, visitor.language);
    return {
      ...{ title, status: refused.status },
      body: html`${above.map((sentence) => html`<p class="wrong" role="alert">${say(sentence)}</p>`)}${left}
<p><a href="${form.back(visitor)}">${say({ zh: '返回，不作更改', en: 'Back, without a change' })}</a></p>`,
    };
  }

  return {
    /** As it stands on the page of what it is about. */
    folded: (subject: S, visitor: Visitor): Html =>
      html`<details><summary class="button second">${title[visitor.language]}</summary>${whole(subject, visitor, EMPTY)}</details>`,
    route: takes(path, async (visitor, given) => {
      try {
        // The same form sent twice does it once.
        const headers = given.key ? { 'idempotency-key': given.key } : {};
        return { statusCode: 303, headers: { location: await form.send(given, visitor, headers as Record<string, string>) } };
      } catch (error) {
        if (error instanceof Unclear) return again(visitor, error.form, error);
        if (leavesForm(error)) return again(visitor, given, error);
        throw error;
      }
    }),
  };
}

function unread(error: unknown): undefined {
  if (!(error instanceof Refused)) throw error;
}
