import { randomUUID } from 'node:crypto';
import { dayAs } from '../../deadlines/say.ts';
import { getCatalogue } from '../../meta/contract.ts';
import { getOrganisation } from '../../organisations/contract.ts';
import { type Html, html } from '../../platform/html.ts';
import type { Sentence } from '../../platform/sentence.ts';
import { recordVisit } from '../../visits/contract.ts';
import { MOST_PRESENT } from '../../visits/visit.ts';
import type { Refused } from '../client.ts';
import { type Form, inLanguage, reads, type Shown, takes, type Visitor } from '../desk.ts';
import { Unclear, withSpeakers } from '../find-speakers.ts';
import { errorsOf, Fields, type Filled } from '../forms.ts';
import { at, DESK } from '../paths.ts';
import { leavesForm } from '../typed.ts';
import { inPlainWords } from './asked.ts';
import { recordedBody, recordedFieldOf, recordFields } from './record-form.ts';
import { LABELS } from './request-form.ts';
import { NOT_YOURS, ownSchools, schoolChoice, schoolHead } from './school-choice.ts';
import { statusTag } from './status-tag.ts';

/** An activity that took place without having been requested here is recorded afterwards (补录), by its school or the union. */
export const recordPage = reads(DESK.recorded, (visitor) => showForm(visitor, {}));

export const recordForm = takes(DESK.recorded, async (visitor, sent) => {
  let form = sent;
  try {
    form = await withSpeakers(visitor.client, sent, { most: MOST_PRESENT, language: visitor.language });
    const own = ownSchools(visitor);
    const school = form.school || (own.length === 1 ? own[0]! : '');
    const headers = { 'idempotency-key': form.key ?? '' };
    const { id } = await visitor.client.call(recordVisit, { body: recordedBody(form, school), headers });
    return { statusCode: 303, headers: { location: at(DESK.visit, id) } };
  } catch (error) {
    if (error instanceof Unclear) return showForm(visitor, error.form, error);
    if (leavesForm(error)) return showForm(visitor, form, error);
    throw error;
  }
});

const TITLE: Sentence = { zh: '补录活动', en: 'Record an activity' };

async function showForm(visitor: Visitor, given: Form, refused?: Refused): Promise<Shown> {
  const { client, language, csrf, query } = visitor;
  const say = inLanguage(language);
  const own = ownSchools(visitor);
  const isForAnother = own.length === 0;
  const named = given.school ?? query.school;
  const page = { title: TITLE, here: DESK.visits };
  if (isForAnother && !named) return { ...page, body: await schoolChoice(visitor, DESK.recorded) };
  const [lists, ...schools] = await Promise.all([
    client.call(getCatalogue),
    ...(isForAnother ? [named!] : own).map((id) => client.call(getOrganisation, { params: { id } })),
  ]);
  const { errors, others } = errorsOf((refused?.errors ?? []).map(inPlainWords), recordedFieldOf);
  const filled: Filled = { given, errors };
  const above = refused && (others.length > 0 ? others : Object.keys(errors).length > 0 ? [CORRECT] : [refused]);
  const [first] = schools;
  const form = html`<form method="post"><input type="hidden" name="csrf" value="${csrf}"><input type="hidden" name="key" value="${given.key ?? randomUUID()}">
${isForAnother && html`<input type="hidden" name="school" value="${first!.id}">${errors.school && html`<p class="wrong">${say(NOT_YOURS)}</p>`}`}
${
  schools.length > 1 &&
  new Fields(language, filled).choice(
    { name: 'school', label: LABELS.school, required: true },
    schools.map(({ id, name }) => ({ code: id, zh: name, en: name })),
  )
}
${recordFields(filled, lists, schools.length === 1 ? schools : [], visitor)}
${refused && doubles(refused, given, visitor)}
<button>${say({ zh: '提交补录', en: 'Record it' })}</button></form>`;
  return {
    ...page,
    status: refused?.status ?? 200,
    body: html`${above?.map((sentence) => html`<p class="wrong" role="alert">${say(sentence)}</p>`)}<section>${
      isForAnother ? schoolHead(first!, visitor, DESK.recorded) : html`<p>${say(WHAT)}</p>`
    }${form}</section>`,
  };
}

interface Double {
  visitId: string;
  day: string;
  schoolName: string;
  status: string;
}

/** What may be the very same activity: whoever records looks, and says that it is another. */
function doubles({ facts }: Refused, given: Form, { language, now }: Visitor): Html | undefined {
  const found = facts.doubles as Double[] | undefined;
  if (!found) return undefined;
  const say = inLanguage(language);
  const items = found.map(
    (double) =>
      html`<li><a href="${at(DESK.visit, double.visitId)}">${dayAs(double.day, language, now)} ${double.schoolName}</a> ${statusTag(double.status, language)}</li>`,
  );
  return html`<fieldset><legend>${say({ zh: '可能是同一次活动', en: 'This may be the same activity' })}</legend><ul>${items}</ul>
<label><input type="checkbox" name="notDouble" value="yes"${given.notDouble !== undefined && html` checked`}>${say({ zh: '已核对，这是另一次活动', en: 'I have looked: this is another activity' })}</label></fieldset>`;
}

const WHAT: Sentence = {
  zh: '没有在本系统申请、但已经举办的活动，在此补录；补录后计入当月统计表。',
  en: 'What took place without having been requested here is recorded here, and then stands in the month’s table.',
};
const CORRECT: Sentence = { zh: '请修改标出的内容，再提交一次', en: 'Please correct what is marked, and send it again' };
