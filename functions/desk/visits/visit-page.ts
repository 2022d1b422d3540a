import { cancelVisit } from '../../changes/contract.ts';
import { momentAs } from '../../deadlines/say.ts';
import { listTasks } from '../../decisions/contract.ts';
import { callUnion } from '../../links/task-facts.ts';
import { getCatalogue } from '../../meta/contract.ts';
import { type Html, html } from '../../platform/html.ts';
import { getTimeline, getVisit } from '../../visits/contract.ts';
import { Refused } from '../client.ts';
import { type Form, inLanguage, reads, type Shown, takes, type Visitor } from '../desk.ts';
import { Fields } from '../forms.ts';
import { lettersSection } from '../letters/letters-section.ts';
import { organisationsBy } from '../names.ts';
import { at, DESK } from '../paths.ts';
import { absenceSection } from './absence-page.ts';
import { askingAgain } from './ask-again.ts';
import { calendarLink } from './calendar-file.ts';
import { changesOf } from './changing.ts';
import { doneBy, enteredForReader } from './entered.ts';
import { replacing } from './replace-speaker.ts';
import { rescheduling } from './reschedule.ts';
import { shifting } from './shift.ts';
import { statusTag } from './status-tag.ts';
import { type Lists, visitFacts } from './visit-facts.ts';
import { waitingOf } from './waiting.ts';
import { withdrawLinks } from './withdraw-page.ts';

/** One visit: where it stands, what was asked for, who comes, what waits for whom, and what happened so far. */
export const visitPage = reads(DESK.visit, (visitor) => showVisit(visitor));

/** It is called off, with the reason; everybody concerned is told. */
export const cancelForm = takes(DESK.cancel, async (visitor, form) => {
  const id = visitor.params.id ?? '';
  const { reasonCode = '', text = '' } = form;
  try {
    const body = { ...(reasonCode !== '' && { reasonCode }), ...(text.trim() !== '' && { text: text.trim() }) };
    await visitor.client.call(cancelVisit, { params: { id }, body });
    return { statusCode: 303, headers: { location: at(DESK.visit, id) } };
  } catch (error) {
    if (error instanceof Refused && [409, 422].includes(error.status)) return showVisit(visitor, form, error);
    throw error;
  }
});

async function showVisit(visitor: Visitor, given: Form = {}, refused?: Refused): Promise<Shown> {
  const { client, language, params } = visitor;
  const say = inLanguage(language);
  const id = params.id ?? '';
  const [visit, { timeline }, lists, { tasks }] = await Promise.all([
    client.call(getVisit, { params: { id } }),
    client.call(getTimeline, { params: { id } }),
    client.call(getCatalogue),
    client.call(listTasks, { query: { visit: id, numbers: 'false' } }),
  ]);
  const isNew = 'new' in visitor.query;
  const by = await Promise.all(timeline.map((event) => doneBy(event, visit.seats, visitor)));
  const reasons = visit.reasons.map((reason) => html`<li>${say(reason)}</li>`);
  return {
    ...{ title: { zh: visit.school.name, en: visit.school.name }, here: DESK.visits, status: refused?.status ?? 200 },
    body: html`${refused && html`<p class="wrong" role="alert">${say(refused)}</p>`}${isNew && html`<p class="note" role="status">${say(SENT)}</p>`}<p>${statusTag(visit.status, language)}</p>
${reasons.length > 0 && html`<section><h2>${say({ zh: '原因', en: 'Why' })}</h2><ul>${reasons}</ul></section>`}
${await waitingOf(tasks, visitor)}
${await enteredForReader(timeline, visit.seats, visitor)}
<div class="columns"><section>${visitFacts(visit, lists, visitor)}</section><section><h2>${say({ zh: '经过', en: 'What happened' })}</h2><ol class="timeline">${timeline.map(
      (event, i) =>
        html`<li><span class="soft">${momentAs(event.at, language, visitor.now)}</span><br>${say(event)}${by[i]}</li>`,
    )}</ol></section></div>${absenceSection(visit, visitor)}
${await lettersSection(visit, visitor)}
${await union(visit.union, visitor)}
${calendarLink(visit, visitor)}
${askingAgain(visit, visitor)}${changesOf([rescheduling({ visit, lists }, visitor), shifting({ visit, lists }, visitor), await replacing({ visit, lists }, visitor)], visitor)}
${withdrawLinks(visit, visitor)}
${mayBeCancelled(visit.status, visitor) && cancelling(id, lists, visitor, given)}`,
  };
}

/** Whom to call, for everybody but that union. */
async function union(id: string, { client, me, language }: Visitor): Promise<Html | undefined> {
  if (me.organisations.some((own) => own.id === id)) return undefined;
  const record = (await organisationsBy(client, [id])).get(id);
  return record && callUnion(record, language);
}

/** Before it takes place; whether this person may, the API says. */
const GOING_ON = new Set(['requested', 'matching', 'awaiting-union', 'awaiting-release', 'awaiting-school', 'confirmed']);
const mayBeCancelled = (status: string, { me }: Visitor): boolean =>
  GOING_ON.has(status) && me.roles.some((role) => role === 'school' || role === 'union');

function cancelling(id: string, lists: Lists, { language, csrf }: Visitor, given: Form): Html {
  const say = inLanguage(language);
  const fields = new Fields(language, { given, errors: {} });
  const isAgain = given.reasonCode !== undefined;
  return html`<section class="big"><details${isAgain && html` open`}><summary class="button second">${say({ zh: '取消这次活动', en: 'Cancel this visit' })}</summary>
<form method="post" action="${at(DESK.cancel, id)}"><input type="hidden" name="csrf" value="${csrf}">
${fields.choice({ name: 'reasonCode', label: { zh: '取消的原因', en: 'Why' } }, lists.reasonCodes ?? [])}
${fields.text({ name: 'text', label: { zh: '补充说明（可不填）', en: 'In your words, if you like' } })}
<button class="second">${say({ zh: '确认取消，并通知各方', en: 'Cancel it, and tell everybody' })}</button></form></details></section>`;
}

const SENT = {
  zh: '申请已提交。系统正在匹配人选，随后由工会审批；每一步进展都会通知您。',
  en: 'Your request is on its way: somebody is looked for, and the union decides. You are told of every step.',
};
