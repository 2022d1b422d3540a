import type { CatalogueEntry } from '../../catalogue/entry.ts';
import { html } from '../../platform/html.ts';
import type { Sentence } from '../../platform/sentence.ts';
import { getPolicy } from '../../policy/contract.ts';
import type { Refused } from '../client.ts';
import { type Form, inLanguage, reads, type Shown, takes, type Visitor } from '../desk.ts';
import { EMPTY, errorsOf, Fields } from '../forms.ts';
import { DESK } from '../paths.ts';
import { CORRECT, inPlainWords } from '../plain-words.ts';
import { CHANGEABLE, GROUPS, type PolicyField } from './policy-fields.ts';
import { ORDERS, typedOf, YES_NO } from './policy-values.ts';

/** The policy as a form; nothing is in force before its consequences were looked at. */
export const policyChangePage = reads(DESK.policyChange, (visitor) => showChange(visitor));

/** Back from the preview, with all that was typed. */
export const policyChangeAgain = takes(DESK.policyChange, (visitor, form) => showChange(visitor, { given: form }));

interface Told {
  given?: Form;
  refused?: Refused;
  note?: Sentence;
}

export async function showChange({ client, language, csrf }: Visitor, { given, refused, note }: Told = {}): Promise<Shown> {
  const say = inLanguage(language);
  const policy = await client.call(getPolicy, { query: { version: given?.version } });
  const { errors, others } = errorsOf((refused?.errors ?? []).map(inPlainWords), fieldOf);
  const above = refused && (others.length > 0 ? others : Object.keys(errors).length > 0 ? [CORRECT] : [refused]);
  const fields = new Fields(language, given ? { given, errors } : EMPTY);
  const isChanged = (field: PolicyField) => given?.[field.path] !== undefined && given[field.path] !== typedOf(policy, field);
  const control = (field: PolicyField) => {
    const { path, kind, unit, label, hint } = field;
    const named = unit ? { zh: `${label.zh}（${unit.zh.replace(/^个/, '')}）`, en: `${label.en} (${unit.en})` } : label;
    const about = { name: path, label: named, ...(hint && { hint }) };
    const value = typedOf(policy, field);
    if (kind === 'yes-no' || kind === 'order')
      return fields.choice({ ...about, required: true }, kind === 'order' ? ORDERS : YES_NO, value);
    if (kind === 'number') return fields.input(about, { type: 'number', min: '0', inputmode: 'numeric' }, value);
    // A field for a time of day has no 24:00.
    return fields.input(about, (given?.[path] ?? value) === '24:00' ? {} : { type: 'time' }, value);
  };
  const groups = GROUPS.map(({ name, about, fields: ofGroup }) => {
    const shown = ofGroup.filter((field) => CHANGEABLE.includes(field));
    const isOpen = shown.some((field) => errors[field.path] !== undefined || isChanged(field));
    return html`<details class="card"${isOpen && html` open`}><summary>${say(name)}</summary><p class="soft">${say(about)}</p><div class="pair figures">${shown.map(control)}</div></details>`;
  });
  return {
    ...{ title: { zh: '变更规则', en: 'Change the policy' }, here: DESK.policy, status: refused?.status ?? 200 },
    body: html`${note && html`<p class="wrong" role="alert">${say(note)}</p>`}${above?.map((sentence) => html`<p class="wrong" role="alert">${say(sentence)}</p>`)}
<p>${say(HOW)}</p>
<form method="post" action="${DESK.policyPreview}"><input type="hidden" name="csrf" value="${csrf}"><input type="hidden" name="version" value="${policy.version}">
${groups}
<section>${fields.choice({ name: 'openTasks', label: OPEN_TASKS, hint: OPEN_TASKS_HINT, required: true }, WHAT_OPEN_TASKS_DO, 'keep')}
<button>${say({ zh: '预览变更', en: 'Look at what it means' })}</button></section></form>
<p><a href="${DESK.policy}">${say({ zh: '返回本市规则', en: 'Back to the policy' })}</a></p>`,
  };
}

/** Which field a path of the API is about; of quiet hours as a whole their beginning. */
function fieldOf(path: string): string | undefined {
  const own = path.replace(/^changes\./, '');
  if (own === 'reminding.quiet') return 'reminding.quiet.from';
  return own === 'openTasks' || CHANGEABLE.some((field) => field.path === own) ? own : undefined;
}

export const WHAT_OPEN_TASKS_DO: readonly CatalogueEntry[] = [
  { code: 'keep', zh: '保持原来的期限', en: 'They keep their dates' },
  { code: 'move', zh: '按新规则调整期限', en: 'They follow the new dates' },
];

const HOW = {
  zh: '展开要改的部分，改好后先预览：哪些内容会变，哪些待办事项的期限会动。确认后才施行。',
  en: 'Unfold what you want to change. You see first what it means; it is in force once you have confirmed it.',
};
const OPEN_TASKS = { zh: '已经发出、正在等待办理的事项', en: 'What has been asked already' };
const OPEN_TASKS_HINT = {
  zh: '只影响期限、提醒和节假日；其他内容对已开始的活动不变',
  en: 'Of dates, reminders and holidays only; all else stays as it is for visits that have begun',
};
