import { momentAs } from '../../deadlines/say.ts';
import { listTasks } from '../../decisions/contract.ts';
import { callUnion } from '../../links/task-facts.ts';
import { type Html, html } from '../../platform/html.ts';
import { getTimeline } from '../../visits/contract.ts';
import { inLanguage, reads, type Visitor } from '../desk.ts';
import { lettersSection } from '../letters/letters-section.ts';
import { organisationsBy } from '../names.ts';
import { DESK } from '../paths.ts';
import { absenceSection } from './absence-page.ts';
import { askingAgain } from './ask-again.ts';
import { calendarLink } from './calendar-file.ts';
import { cancelling } from './cancel.ts';
import { changed, changesOf } from './changing.ts';
import { doneBy, enteredForReader } from './entered.ts';
import { replacing } from './replace-speaker.ts';
import { rescheduling } from './reschedule.ts';
import { shifting } from './shift.ts';
import { statusTag } from './status-tag.ts';
import { visitFacts } from './visit-facts.ts';
import { waitingOf } from './waiting.ts';
import { withdrawLinks } from './withdraw-page.ts';

/** One visit: where it stands, what was asked for, who comes, what waits for whom, and what happened so far. */
export const visitPage = reads(DESK.visit, async (visitor) => {
  const { client, language, params } = visitor;
  const say = inLanguage(language);
  const id = params.id ?? '';
  const [subject, { timeline }, { tasks }] = await Promise.all([
    changed(visitor),
    client.call(getTimeline, { params: { id } }),
    client.call(listTasks, { query: { visit: id, numbers: 'false' } }),
  ]);
  const { visit, lists } = subject;
  const isNew = 'new' in visitor.query;
  const by = await Promise.all(timeline.map((event) => doneBy(event, visit.seats, visitor)));
  const reasons = visit.reasons.map((reason) => html`<li>${say(reason)}</li>`);
  return {
    ...{ title: { zh: visit.school.name, en: visit.school.name }, here: DESK.visits },
    body: html`${isNew && html`<p class="note" role="status">${say(SENT)}</p>`}<p>${statusTag(visit.status, language)}</p>
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
${askingAgain(subject, visitor)}${changesOf(
  [rescheduling(subject, visitor), shifting(subject, visitor), await replacing(subject, visitor), cancelling(subject, visitor)],
  visitor,
)}
${withdrawLinks(visit, visitor)}`,
  };
});

/** Whom to call, for everybody but that union. */
async function union(id: string, { client, me, language }: Visitor): Promise<Html | undefined> {
  if (me.organisations.some((own) => own.id === id)) return undefined;
  const record = (await organisationsBy(client, [id])).get(id);
  return record && callUnion(record, language);
}

const SENT = {
  zh: '申请已提交。系统正在匹配人选，随后由工会审批；每一步进展都会通知您。',
  en: 'Your request is on its way: somebody is looked for, and the union decides. You are told of every step.',
};
