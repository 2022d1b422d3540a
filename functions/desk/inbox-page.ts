import { TASK_NAMES } from '../catalogue/visit-words.ts';
import { listTasks } from '../decisions/contract.ts';
import { html } from '../platform/html.ts';
import type { Answered } from './client.ts';
import { inLanguage, reads, type Visitor } from './desk.ts';
import { at, DESK } from './paths.ts';
import { leftUntil, momentAs, spanAs } from './say.ts';

type Task = Answered<typeof listTasks>['tasks'][number];

/** What waits for whoever is signed in, the most urgent first. */
export const inboxPage = reads(DESK.inbox, async (visitor) => {
  const say = inLanguage(visitor.language);
  const { tasks } = await visitor.client.call(listTasks);
  const sorted = tasks.toSorted((a, b) => (a.dueAt < b.dueAt ? -1 : 1));
  const empty = html`<div class="card"><p>${say({
    zh: '现在没有需要您办理的事项。有新的事项时，会按您选择的方式通知您。',
    en: 'Nothing waits for you. When something does, you will be told in the way you have chosen.',
  })}</p></div>`;
  return {
    ...{ title: { zh: '待办', en: 'To do' }, here: DESK.inbox },
    body: sorted.length === 0 ? empty : html`<ul class="cards">${sorted.map((task) => card(task, visitor))}</ul>`,
  };
});

function card({ id, kind, visit, speakers, dueAt, overdue }: Task, { language, now }: Visitor) {
  const say = inLanguage(language);
  const { start, end } = visit.slot;
  const left = overdue ? { zh: '已逾期', en: 'overdue' } : leftUntil(dueAt, now);
  return html`<li class="card"><h2><a href="${at(DESK.task, id)}">${say(TASK_NAMES[kind])}：${visit.school.name}</a></h2>
<p>${spanAs({ start, end }, language, now)}${visit.urgent && html` <span class="tag bad">${say({ zh: '加急', en: 'urgent' })}</span>`}</p>
${speakers.length > 0 && html`<p>${speakers.map(({ name }) => name).join('、')}</p>`}
<p class="soft">${say({ zh: '请在此前办理', en: 'Due' })}：${momentAs(dueAt, language, now)} <span class="tag ${overdue ? 'bad' : 'warn'}">${say(left)}</span></p></li>`;
}
