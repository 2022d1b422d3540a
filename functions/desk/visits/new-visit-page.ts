import { randomUUID } from 'node:crypto';
import { getCatalogue } from '../../meta/contract.ts';
import { getOrganisation } from '../../organisations/contract.ts';
import { html } from '../../platform/html.ts';
import type { Sentence } from '../../platform/sentence.ts';
import { createVisit, getVisit } from '../../visits/contract.ts';
import type { Refused } from '../client.ts';
import { type Form, inLanguage, reads, type Shown, takes, type Visitor } from '../desk.ts';
import { Unclear, withSpeakers } from '../find-speakers.ts';
import { errorsOf, Fields, type Filled } from '../forms.ts';
import { at, DESK } from '../paths.ts';
import { leavesForm } from '../typed.ts';
import { likeBefore, withSpeaker } from './ask-again.ts';
import { askedFieldOf, askedIn, inPlainWords } from './asked.ts';
import { LABELS, requestFields, takenFields } from './request-form.ts';
import { NOT_YOURS, ownSchools, schoolChoice, schoolHead } from './school-choice.ts';

/** A school asks for a speaker, or a union for a school that has rung. */
export const newVisitPage = reads(DESK.newVisit, (visitor) => showForm(visitor, {}));

export const newVisitForm = takes(DESK.newVisit, async (visitor, sent) => {
  try {
    const form = await withSpeakers(visitor.client, sent, { most: 1, language: visitor.language });
    // The same form sent twice is one request.
    const headers = { 'idempotency-key': form.key ?? '' };
    const { id } = await visitor.client.call(createVisit, { body: askedIn(form), headers });
    return { statusCode: 303, headers: { location: `${at(DESK.visit, id)}?new` } };
  } catch (error) {
    if (error instanceof Unclear) return showForm(visitor, error.form, error);
    if (leavesForm(error)) return showForm(visitor, sent, error);
    throw error;
  }
});

const TITLE: Sentence = { zh: '申请活动', en: 'Ask for a visit' };

async function showForm(visitor: Visitor, sent: Form, refused?: Refused): Promise<Shown> {
  const { client, language, csrf, query } = visitor;
  const say = inLanguage(language);
  const own = ownSchools(visitor);
  const isForAnother = own.length === 0;
  const isFirst = Object.keys(sent).length === 0;
  const like = isFirst && query.like ? await client.call(getVisit, { params: { id: query.like } }) : undefined;
  const named = sent.school ?? query.school ?? like?.school.id;
  const page = { title: TITLE, here: DESK.newVisit };
  if (isForAnother && !named) return { ...page, body: await schoolChoice(visitor, DESK.newVisit) };
  const [lists, ...schools] = await Promise.all([
    client.call(getCatalogue),
    ...(isForAnother ? [named!] : own).map((id) => client.call(getOrganisation, { params: { id } })),
  ]);
  const given = like
    ? await likeBefore(
        like,
        schools.find(({ id }) => id === like.school.id),
        visitor,
      )
    : isFirst && query.speaker
      ? await withSpeaker(query.speaker, schools, visitor)
      : sent;
  const { errors, others } = errorsOf((refused?.errors ?? []).map(inPlainWords), askedFieldOf(given));
  const filled: Filled = { given, errors };
  const above = refused && (others.length > 0 ? others : Object.keys(errors).length > 0 ? [CORRECT] : [refused]);
  const fields = new Fields(language, filled);
  const [first] = schools;
  const ofSchool = isForAnother && schoolHead(first!, visitor, DESK.newVisit);
  const form = html`<form method="post"><input type="hidden" name="csrf" value="${csrf}"><input type="hidden" name="key" value="${given.key ?? randomUUID()}">
${isForAnother && html`<input type="hidden" name="school" value="${first!.id}">${errors.school && html`<p class="wrong">${say(NOT_YOURS)}</p>`}${takenFields(filled, visitor)}`}
${
  schools.length > 1 &&
  fields.choice(
    { name: 'school', label: LABELS.school, required: true },
    schools.map(({ id, name }) => ({ code: id, zh: name, en: name })),
  )
}
${requestFields(filled, lists, schools, visitor)}
<button>${say({ zh: '提交申请', en: 'Send the request' })}</button></form>`;
  return {
    ...page,
    status: refused?.status ?? 200,
    body: html`${like && html`<p class="note" role="status">${say(AS_BEFORE)}</p>`}${above?.map((sentence) => html`<p class="wrong" role="alert">${say(sentence)}</p>`)}<section>${ofSchool}${form}</section>`,
  };
}

const CORRECT: Sentence = { zh: '请修改标出的内容，再提交一次', en: 'Please correct what is marked, and send it again' };
const AS_BEFORE: Sentence = {
  zh: '已按那次申请填好，请选择新的日期，核对后提交',
  en: 'It is filled in as it was then: choose another day, look it over, and send it',
};
