import { TASK_NAMES } from '../../catalogue/visit-words.ts';
import { momentAs } from '../../deadlines/say.ts';
import { type Html, html } from '../../platform/html.ts';
import type { previewPolicy } from '../../policy/contract.ts';
import { getSpeaker } from '../../talent/contract.ts';
import type { Answered } from '../client.ts';
import { inLanguage, type Visitor } from '../desk.ts';
import { missing, organisationsBy } from '../names.ts';
import { at, DESK } from '../paths.ts';
import { rowsTable } from '../tables.ts';

type Preview = Answered<typeof previewPolicy>;

/** So many are shown with the names of those who are asked; nobody reads more, and each name is a call. */
const MOST = 30;

/** Which open tasks would have other dates, and which nobody could answer any more. */
export async function movedTasks(preview: Preview, openTasks: 'move' | 'keep', visitor: Visitor): Promise<Html> {
  const { language, now } = visitor;
  const say = inLanguage(language);
  const { tasks, unchanged, more } = preview;
  const stay = say({ zh: `${unchanged} 项待办事项的期限不变。`, en: `${unchanged} open tasks keep their dates.` });
  if (openTasks === 'keep' || tasks.length === 0) return html`<p>${stay}</p>`;
  const shown = tasks.slice(0, MOST);
  const names = await namesOf(shown, visitor);
  const expired = tasks.filter(({ expiresNow }) => expiresNow).length;
  const heads = [
    { zh: '事项', en: 'Task' },
    { zh: '应办理时间', en: 'Due' },
    { zh: '过期时间', en: 'Expires' },
  ].map(say);
  const arrow = (from: string, to: string) => html`${momentAs(from, language, now)} → <b>${momentAs(to, language, now)}</b>`;
  const gone = html` <span class="tag bad">${say({ zh: '立即过期', en: 'expires at once' })}</span>`;
  const table = rowsTable({
    ...{ label: say({ zh: '期限变动的待办事项', en: 'Open tasks with other dates' }), heads },
    rows: shown.map(({ kind, partyId, visitId, from, to, expiresNow }) => [
      html`<a href="${at(DESK.visit, visitId)}">${say(TASK_NAMES[kind])} · ${names.get(partyId) ?? partyId}</a>${expiresNow && gone}`,
      ...[arrow(from.dueAt, to.dueAt), arrow(from.expiresAt, to.expiresAt)],
    ]),
  });
  const moved = {
    zh: `${tasks.length} 项待办事项的期限会变动，${stay}`,
    en: `${tasks.length} open tasks have other dates; ${stay}`,
  };
  return html`${expired > 0 && html`<p class="wrong" role="alert">${say({ zh: `其中 ${expired} 项将立即过期，无人能再办理。`, en: `${expired} of these expire at once, and nobody can answer them any more.` })}</p>`}
<p>${say(moved)}</p>${table}${(more || tasks.length > MOST) && html`<p class="soft">${say({ zh: '待办事项较多，这里只列出最先到期的。', en: 'There are more; these are due first.' })}</p>`}`;
}

async function namesOf(tasks: Preview['tasks'], { client }: Visitor): Promise<Map<string, string>> {
  const ofSpeakers = tasks.filter(({ kind }) => kind === 'speaker-confirmation').map(({ partyId }) => partyId);
  const others = tasks.filter(({ kind }) => kind !== 'speaker-confirmation').map(({ partyId }) => partyId);
  const [organisations, speakers] = await Promise.all([
    organisationsBy(client, others),
    Promise.all([...new Set(ofSpeakers)].map((id) => client.call(getSpeaker, { params: { id } }).catch(missing))),
  ]);
  return new Map([
    ...[...organisations].map(([id, { name }]): [string, string] => [id, name]),
    ...speakers.flatMap((speaker): [string, string][] => (speaker ? [[speaker.id, speaker.name]] : [])),
  ]);
}
