import { TASK_NAMES } from '../catalogue/visit-words.ts';
import { listTasks } from '../decisions/contract.ts';
import { getCatalogue } from '../meta/contract.ts';
import { type Html, html } from '../platform/html.ts';
import { getTimeline, getVisit } from '../visits/contract.ts';
import type { Answered } from './client.ts';
import { inLanguage, reads, type Visitor } from './desk.ts';
import { at, DESK } from './paths.ts';
import { momentAs, spanAs } from './say.ts';
import { statusTag } from './status-tag.ts';

type Visit = Answered<typeof getVisit>;
type Lists = Answered<typeof getCatalogue>;

/** One visit: where it stands, what was asked for, who comes, what waits for whom, and what happened so far. */
export const visitPage = reads(DESK.visit, async (visitor) => {
  const { client, language, params } = visitor;
  const say = inLanguage(language);
  const id = params.id ?? '';
  const [visit, { timeline }, lists, { tasks }] = await Promise.all([
    client.call(getVisit, { params: { id } }),
    client.call(getTimeline, { params: { id } }),
    client.call(getCatalogue),
    client.call(listTasks, { query: { visit: id } }),
  ]);
  const isNew = 'new' in visitor.query;
  const waiting = tasks.map(
    (task) =>
      html`<li><a href="${at(DESK.task, task.id)}">${say(TASK_NAMES[task.kind])}</a> <span class="soft">${momentAs(task.dueAt, language, visitor.now)}</span></li>`,
  );
  const reasons = visit.reasons.map((reason) => html`<li>${say(reason)}</li>`);
  return {
    ...{ title: { zh: visit.school.name, en: visit.school.name }, here: DESK.visits },
    body: html`${isNew && html`<p class="note" role="status">${say(SENT)}</p>`}<p>${statusTag(visit.status, language)}</p>
${reasons.length > 0 && html`<section><h2>${say({ zh: '原因', en: 'Why' })}</h2><ul>${reasons}</ul></section>`}
${waiting.length > 0 && html`<section><h2>${say({ zh: '等待办理', en: 'What waits' })}</h2><ul>${waiting}</ul></section>`}
<div class="columns"><section>${facts(visit, lists, visitor)}</section><section><h2>${say({ zh: '经过', en: 'What happened' })}</h2><ol class="timeline">${timeline.map(
      (event) =>
        html`<li><span class="soft">${momentAs(event.at, language, visitor.now)}</span><br>${say(event)}${event.by && html`<br><small>${event.by.name}</small>`}</li>`,
    )}</ol></section></div>`,
  };
});

const SENT = {
  zh: '申请已提交。系统正在匹配人选，随后由工会审批；每一步进展都会通知您。',
  en: 'Your request is on its way: somebody is looked for, and the union decides. You are told of every step.',
};

function facts(visit: Visit, lists: Lists, { language, now }: Visitor): Html {
  const say = inLanguage(language);
  const named = (list: string, code: string) => lists[list]?.find((entry) => entry.code === code)?.[language] ?? code;
  const slots = visit.slot ? [visit.slot] : visit.slots;
  const speakers = visit.seats.map(({ speakerName, speakerPhone }) => [speakerName, speakerPhone].filter(Boolean).join(' '));
  const { contact } = visit;
  const rows: [zh: string, en: string, value: string | undefined][] = [
    ['时间', 'When', slots.map((slot) => spanAs(slot, language, now)).join(say({ zh: '；或 ', en: '; or ' }))],
    ['地点', 'Where', visit.address],
    ['活动', 'Activity', named('activityTypes', visit.activityType)],
    ['方式', 'How', named('modes', visit.mode)],
    ['学段', 'Levels', visit.levels.map((level) => named('levels', level)).join('、')],
    ['主题', 'Topics', visit.topics.map((topic) => named('topics', topic)).join('、')],
    ['学生人数', 'Students', String(visit.expectedStudents)],
    ['劳模工匠', 'Speakers', speakers.filter((name) => name !== '').join('、')],
    ['学校联系人', 'Contact', [contact.name, contact.phone].filter(Boolean).join(' ')],
    ['说明', 'Notes', visit.notes],
  ];
  return html`<dl>${rows
    .filter(([, , value]) => value !== undefined && value !== '')
    .map(([zh, en, value]) => html`<dt>${say({ zh, en })}</dt><dd>${value}</dd>`)}</dl>`;
}
