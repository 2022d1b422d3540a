import { TASK_NAMES } from '../../catalogue/visit-words.ts';
import { momentAs } from '../../deadlines/say.ts';
import type { listTasks } from '../../decisions/contract.ts';
import { type Html, html } from '../../platform/html.ts';
import { headed, type Sentence } from '../../platform/sentence.ts';
import type { Answered } from '../client.ts';
import { inLanguage, type Visitor } from '../desk.ts';
import { partyName } from '../names.ts';
import { at, DESK } from '../paths.ts';
import { isAsked } from '../tasks/recording.ts';

type Task = Answered<typeof listTasks>['tasks'][number];

/** What waits of one visit: for the reader, and for others whose answers the reader may enter. */
export async function waitingOf(tasks: readonly Task[], visitor: Visitor): Promise<Html | false> {
  if (tasks.length === 0) return false;
  const say = inLanguage(visitor.language);
  const items = await Promise.all(tasks.map((task) => item(task, visitor)));
  return html`<section><h2>${say({ zh: '等待办理', en: 'What waits' })}</h2><ul>${items}</ul></section>`;
}

async function item(task: Task, visitor: Visitor): Promise<Html> {
  const say = inLanguage(visitor.language);
  const isOwn = isAsked(task, visitor.me);
  const party = isOwn ? undefined : await partyName(task, visitor);
  const name = say(TASK_NAMES[task.kind]);
  const due = momentAs(task.dueAt, visitor.language, visitor.now);
  return html`<li><a href="${at(DESK.task, task.id)}">${party === undefined ? name : headed(name, party, visitor.language)}</a> <span class="soft">${due}${!isOwn && html` · ${say(RECORD)}`}</span></li>`;
}

const RECORD: Sentence = {
  zh: '对方来电或来函后，可代为登记',
  en: 'once they have rung or written, you may enter their answer',
};
