import { TASK_NAMES } from '../../catalogue/visit-words.ts';
import { leftUntil, momentAs, spanAs } from '../../deadlines/say.ts';
import { decideTasks, listTasks } from '../../decisions/contract.ts';
import { type Html, html } from '../../platform/html.ts';
import { headed, listed, type Sentence } from '../../platform/sentence.ts';
import type { Answered } from '../client.ts';
import { inLanguage, reads, type Shown, takes, type Visitor } from '../desk.ts';
import { ticked } from '../forms.ts';
import { at, DESK } from '../paths.ts';

type Task = Answered<typeof listTasks>['tasks'][number];
type Result = Answered<typeof decideTasks>['results'][number];

/** What waits for whoever is signed in, the most urgent first. */
export const inboxPage = reads(DESK.inbox, (visitor) => showInbox(visitor));

/** A union approves several at once, each as it was proposed. */
export const approvalsForm = takes(DESK.inbox, async (visitor, form) => {
  const chosen = ticked(form, 'task');
  if (chosen.length === 0)
    return showInbox(visitor, html`<p class="wrong" role="alert">${inLanguage(visitor.language)(NONE)}</p>`);
  const { tasks } = await visitor.client.call(listTasks, { query: { numbers: 'false' } });
  const results: Result[] = [];
  for (let i = 0; i < chosen.length; i += AT_ONCE) {
    const decisions = chosen.slice(i, i + AT_ONCE).map((taskId) => ({ taskId, outcome: 'approve' }));
    results.push(...(await visitor.client.call(decideTasks, { body: { decisions } })).results);
  }
  return showInbox(visitor, html`${results.map((result) => outcome(result, tasks, visitor))}`);
});

/** So many decisions the API takes in one call. */
const AT_ONCE = 25;

async function showInbox(visitor: Visitor, above?: Html): Promise<Shown> {
  const { client, language, csrf } = visitor;
  const say = inLanguage(language);
  const { tasks } = await client.call(listTasks, { query: { numbers: 'false' } });
  const sorted = tasks.toSorted((a, b) => (a.dueAt < b.dueAt ? -1 : 1));
  const approvals = sorted.filter(({ kind }) => kind === 'union-approval');
  const list = html`<ul class="cards">${sorted.map((task) => card(task, visitor, approvals.length > 1))}</ul>`;
  const form = html`<form method="post" action="${DESK.inbox}"><input type="hidden" name="csrf" value="${csrf}">${list}<button>${say(APPROVE)}</button></form>`;
  return {
    ...{ title: { zh: '待办', en: 'To do' }, here: DESK.inbox },
    body: html`${above}${sorted.length === 0 ? html`<div class="card"><p>${say(EMPTY)}</p></div>` : approvals.length > 1 ? form : list}`,
  };
}

const APPROVE: Sentence = { zh: '批准勾选的推荐人选', en: 'Approve the ticked ones as proposed' };
const NONE: Sentence = { zh: '请先勾选要批准的活动', en: 'Tick first what you approve' };
const EMPTY: Sentence = {
  zh: '现在没有需要您办理的事项。有新的事项时，会按您选择的方式通知您。',
  en: 'Nothing waits for you. When something does, you will be told in the way you have chosen.',
};

function card({ id, kind, visit, speakers, dueAt, overdue }: Task, { language, now }: Visitor, isBatch: boolean): Html {
  const say = inLanguage(language);
  const { start, end } = visit.slot;
  const left = overdue ? { zh: '已逾期', en: 'overdue' } : leftUntil(dueAt, now);
  const box = html`<p><label><input type="checkbox" name="task.${id}" value="yes">${say({ zh: '批准', en: 'Approve' })}<span class="hidden"> ${visit.school.name}</span></label></p>`;
  return html`<li class="card"><h2><a href="${at(DESK.task, id)}">${headed(say(TASK_NAMES[kind]), visit.school.name, language)}</a></h2>
<p>${spanAs({ start, end }, language, now)}${visit.urgent && html` <span class="tag bad">${say({ zh: '加急', en: 'urgent' })}</span>`}</p>
${
  speakers.length > 0 &&
  html`<p>${listed(
    speakers.map(({ name }) => name),
    language,
  )}</p>`
}
<p class="soft">${headed(say({ zh: '请在此前办理', en: 'Due' }), momentAs(dueAt, language, now), language)} <span class="tag ${overdue ? 'bad' : 'warn'}">${say(left)}</span></p>
${isBatch && kind === 'union-approval' && box}</li>`;
}

/** What became of one of several. */
function outcome({ taskId, status, body }: Result, tasks: readonly Task[], { language }: Visitor): Html {
  const school = tasks.find(({ id }) => id === taskId)?.visit.school.name ?? taskId;
  const approved = { zh: '已批准', en: 'Approved' };
  const said = status === 200 ? approved[language] : String(body[language]);
  return html`<p class="${status === 200 ? 'note' : 'wrong'}" role="status">${headed(school, said, language)}</p>`;
}
