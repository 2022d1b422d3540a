import { type Html, html } from '../../platform/html.ts';
import type { Sentence } from '../../platform/sentence.ts';
import { changePolicy, getPolicy, previewPolicy } from '../../policy/contract.ts';
import { type Answered, Refused } from '../client.ts';
import { type Form, inLanguage, type Shown, takes, type Visitor } from '../desk.ts';
import { DESK } from '../paths.ts';
import { rowsTable } from '../tables.ts';
import { showChange, WHAT_OPEN_TASKS_DO } from './change-page.ts';
import { movedTasks } from './moved-tasks.ts';
import { CHANGEABLE, type PolicyField } from './policy-fields.ts';
import { changedIn, changesIn, type Policy, valueAs, valueAt } from './policy-values.ts';

/** What a change would mean: which figures, and which open tasks with which dates. Nothing is in force yet. */
export const policyPreview = takes(DESK.policyPreview, (visitor, form) =>
  mended(visitor, form, () => showPreview(visitor, form)),
);

/** It is put in force, as it was looked at: of two who change the same version the later one looks again. */
export const policyApplied = takes(DESK.policyApply, (visitor, form) =>
  mended(visitor, form, async () => {
    const body = { changes: changesIn(form, sentIn(form)), openTasks: openTasksIn(form) };
    try {
      await visitor.client.call(changePolicy, { body, headers: { 'if-match': `"${versionIn(form)}"` } });
    } catch (error) {
      if (error instanceof Refused && error.status === 412) return showPreview(visitor, form);
      throw error;
    }
    return { statusCode: 303, headers: { location: `${DESK.policy}?done=${body.openTasks}` } };
  }),
);

/** In front of which it was looked at; what is none fits no policy. */
const versionIn = ({ version = '' }: Form): string => (/^\d+$/.test(version) ? version : '0');
const sentIn = (form: Form): PolicyField[] => CHANGEABLE.filter(({ path }) => form[path] !== undefined);
const openTasksIn = ({ openTasks }: Form): 'move' | 'keep' => (openTasks === 'move' ? 'move' : 'keep');

async function mended(visitor: Visitor, given: Form, serve: () => Promise<Shown>): Promise<Shown> {
  try {
    return await serve();
  } catch (error) {
    if (error instanceof Refused && [409, 422, 503].includes(error.status))
      return showChange(visitor, { given, refused: error });
    throw error;
  }
}

async function showPreview(visitor: Visitor, form: Form): Promise<Shown> {
  const { client, language } = visitor;
  const say = inLanguage(language);
  const [before, present] = await Promise.all([
    client.call(getPolicy, { query: { version: form.version } }),
    client.call(getPolicy),
  ]);
  const changed = changedIn(form, before);
  if (changed.length === 0) return showChange(visitor, { given: form, note: NOTHING });
  const body = { changes: changesIn(form, changed), openTasks: openTasksIn(form) };
  const preview = await client.call(previewPolicy, { body });
  const isStale = preview.version !== before.version;
  const which = WHAT_OPEN_TASKS_DO.find(({ code }) => code === body.openTasks)!;
  return {
    ...{ title: { zh: '预览规则变更', en: 'What the change means' }, here: DESK.policy, status: isStale ? 412 : 200 },
    body: html`${isStale && html`<p class="wrong" role="alert">${say(STALE)}</p>`}<p>${say(NOT_YET)}</p>
<section><h2>${say({ zh: '变更的内容', en: 'What changes' })}</h2>${differences(changed, form, present, preview, visitor)}</section>
<section><h2>${say({ zh: '待办事项', en: 'Open tasks' })}</h2><p>${say(which)}</p>${await movedTasks(preview, body.openTasks, visitor)}</section>
${confirming(changed, form, preview, visitor)}`,
  };
}

/** Each figure as it is and as it would be. */
function differences(
  changed: readonly PolicyField[],
  form: Form,
  present: Policy,
  { fields }: Answered<typeof previewPolicy>,
  { language }: Visitor,
): Html {
  const say = inLanguage(language);
  const differing = changed.filter(({ path }) => fields.includes(path));
  if (differing.length === 0) return html`<p>${say({ zh: '现行规则已经是这样了。', en: 'The policy says so already.' })}</p>`;
  const heads = [
    { zh: '内容', en: 'What' },
    { zh: '现在', en: 'Now' },
    { zh: '变更后', en: 'Then' },
  ].map(say);
  return rowsTable({
    ...{ label: say({ zh: '变更的内容', en: 'What changes' }), heads },
    rows: differing.map((field) => {
      const now = valueAs(field, valueAt(present, field.path), language);
      const then = valueAs(field, field.kind === 'yes-no' ? form[field.path] === 'yes' : form[field.path], language);
      return [groupedLabel(field, language), now, html`<b>${then}</b>`];
    }),
  });
}

const groupedLabel = ({ label, group }: PolicyField, language: Visitor['language']): string =>
  group === undefined ? label[language] : `${group[language]} · ${label[language]}`;

function confirming(
  changed: readonly PolicyField[],
  form: Form,
  { version }: Answered<typeof previewPolicy>,
  { language, csrf }: Visitor,
): Html {
  const say = inLanguage(language);
  const sent = { csrf, version: String(version), openTasks: openTasksIn(form) };
  const typed = Object.fromEntries(changed.map(({ path }) => [path, form[path]!.trim()]));
  const hidden = Object.entries({ ...sent, ...typed }).map(
    ([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`,
  );
  return html`<section class="big"><form method="post" action="${DESK.policyApply}">${hidden}<button>${say({ zh: '确认施行', en: 'Put it in force' })}</button>
<button class="second" formaction="${DESK.policyChange}">${say({ zh: '返回修改', en: 'Back to the form' })}</button></form></section>`;
}

const NOTHING: Sentence = { zh: '您没有改动任何内容。', en: 'You have changed nothing.' };
const NOT_YET: Sentence = {
  zh: '这是预览，尚未施行。请核对后确认。',
  en: 'Nothing is in force yet. Look at it, then confirm.',
};
const STALE: Sentence = {
  zh: '在您填写期间，规则已被他人变更。下面是您的改动对现行规则的影响，请重新核对。',
  en: 'Somebody else has changed the policy meanwhile. This is what your change means for the present one; look at it again.',
};
