import { channels } from '../../catalogue/visit-words.ts';
import { day, plusDays } from '../../deadlines/shanghai-time.ts';
import { getOrganisation } from '../../organisations/contract.ts';
import { type Html, html } from '../../platform/html.ts';
import type { FieldError } from '../../platform/problems.ts';
import { headed, type Sentence } from '../../platform/sentence.ts';
import { getSpeaker, grantPermission } from '../../talent/contract.ts';
import { Refused, type Wish } from '../client.ts';
import { type Form, inLanguage, reads, type Shown, takes, type Visitor } from '../desk.ts';
import { EMPTY, errorsOf, Fields } from '../forms.ts';
import { at, DESK } from '../paths.ts';
import { leavesForm } from '../typed.ts';
import { employersOf } from './own-people.ts';

type Asked = NonNullable<Wish<typeof grantPermission>['body']>;

/** Where one employer's permission for a speaker is given, changed and withdrawn. */
export const permissionAt = (speaker: string, employer: string): string =>
  `${at(DESK.permission, speaker)}?${String(new URLSearchParams({ employer }))}`;

/** So many hours a month need no release: what an employer says itself, or what its union enters for it (代录). */
export const permissionPage = reads(DESK.permission, (visitor) => showPermission(visitor, {}));

export const permissionForm = takes(DESK.permission, async (visitor, form) => {
  const id = visitor.params.id ?? '';
  const isWithdrawn = form.action === 'withdraw';
  try {
    // Nobody withdraws by a number.
    if (!isWithdrawn && Number(form.hoursPerMonth) === 0) throw new Refused(422, { errors: [NO_HOURS] });
    await visitor.client.call(grantPermission, { params: { id }, body: asked(form, isWithdrawn) });
  } catch (error) {
    if (leavesForm(error)) return showPermission(visitor, form, error);
    throw error;
  }
  const done = String(new URLSearchParams({ [isWithdrawn ? 'withdrawn' : 'permitted']: id }));
  const to = employersOf(visitor.me).has(form.employer ?? '') ? DESK.staff : at(DESK.speaker, id);
  return { statusCode: 303, headers: { location: `${to}?${done}` } };
});

async function showPermission(visitor: Visitor, given: Form, refused?: Refused): Promise<Shown> {
  const { client, params, query, language, me, now } = visitor;
  const say = inLanguage(language);
  const id = params.id ?? '';
  const employer = given.employer ?? query.employer ?? '';
  const [speaker, { name }] = await Promise.all([
    client.call(getSpeaker, { params: { id } }),
    client.call(getOrganisation, { params: { id: employer } }),
  ]);
  const { permission } = speaker.employments?.find((each) => each.employer === employer) ?? {};
  const { errors, others } = errorsOf((refused?.errors ?? []).map(inPlainWords), fieldOf(given.action === 'withdraw'));
  const fields = new Fields(language, refused ? { given, errors } : EMPTY);
  const above = refused && (others.length > 0 ? others : Object.keys(errors).length > 0 ? [CORRECT] : [refused]);
  const isEntered = !employersOf(me).has(employer);
  const hidden = html`<input type="hidden" name="csrf" value="${visitor.csrf}"><input type="hidden" name="employer" value="${employer}">`;
  const today = day(now.toISOString());
  return {
    ...{ title: { zh: `年度授权：${speaker.name}`, en: `Standing permission: ${speaker.name}` } },
    ...{ status: refused?.status ?? 200, here: isEntered ? DESK.speakers : DESK.staff },
    body: html`${above?.map((sentence) => html`<p class="wrong" role="alert">${say(sentence)}</p>`)}
<section><p>${headed(say({ zh: '单位', en: 'Employer' }), name, language)}</p><p class="soft">${say(WHAT_IT_IS)}</p>
<form method="post" action="${at(DESK.permission, id)}">${hidden}
${fields.input({ name: 'hoursPerMonth', label: LABELS.hoursPerMonth, required: true }, NUMBER, String(permission?.hoursPerMonth ?? 8))}
<div class="pair">${fields.input({ name: 'from', label: LABELS.from, required: true }, { type: 'date' }, permission?.from ?? today)}
${fields.input({ name: 'to', label: LABELS.to, required: true, hint: AT_MOST }, { type: 'date' }, permission?.to ?? plusDays(today, 364))}</div>
${isEntered && told(fields)}
<button>${say(permission ? { zh: '保存更改', en: 'Save the change' } : { zh: '授权', en: 'Permit' })}</button></form></section>
${permission && withdrawing(visitor, fields, hidden, isEntered, given.action === 'withdraw')}`,
  };
}

/** Which field a path of the API is about: a withdrawal has a form of its own. */
const fieldOf = (isWithdrawn: boolean) => (path: string) => {
  if (!isWithdrawn) return FIELDS.has(path) ? path : undefined;
  return path === 'channel' ? WITHDRAWN_BY : undefined;
};

/** How the employer told its union, which enters it. */
const told = (fields: Fields): Html =>
  html`${fields.choice({ name: 'channel', label: LABELS.channel, required: true }, channels)}${fields.input({ name: 'evidence', label: LABELS.evidence }, { maxlength: '200' })}`;

function withdrawing({ language, params }: Visitor, fields: Fields, hidden: Html, isEntered: boolean, isOpen: boolean): Html {
  const say = inLanguage(language);
  const channel = isEntered && fields.choice({ name: WITHDRAWN_BY, label: LABELS.channel, required: true }, channels);
  return html`<section class="big"><details${isOpen && html` open`}><summary class="button second">${say({ zh: '撤销授权', en: 'Withdraw the permission' })}</summary>
<form method="post" action="${at(DESK.permission, params.id ?? '')}">${hidden}<input type="hidden" name="action" value="withdraw"><p>${say(WHAT_HAPPENS)}</p>${channel}
<button class="second">${say({ zh: '确认撤销', en: 'Withdraw it' })}</button></form></details></section>`;
}

/** As the API takes it; what cannot be read is left for its rules to refuse. */
function asked({ hoursPerMonth = '', from, to, employer, evidence = '', ...form }: Form, isWithdrawn: boolean): Asked {
  const channel = form[isWithdrawn ? WITHDRAWN_BY : 'channel'];
  const told = {
    ...(channel && { channel: channel as Asked['channel'] }),
    ...(evidence.trim() !== '' && { evidence: evidence.trim() }),
  };
  const said = { ...(employer && { employerId: employer }), ...told };
  if (isWithdrawn) return { ...said, hoursPerMonth: 0 };
  const hours = hoursPerMonth.trim() === '' ? Number.NaN : Number(hoursPerMonth);
  return { ...said, hoursPerMonth: hours, ...(from && { from }), ...(to && { to }) };
}

/** The second form of the page has a field of its own: an id is there once. */
const WITHDRAWN_BY = 'withdrawnBy';
const FIELDS = new Set(['hoursPerMonth', 'from', 'to', 'channel', 'evidence']);
const NUMBER = { type: 'number', min: '1', max: '200', inputmode: 'numeric' };

/** Of types only programs speak. */
const inPlainWords = (error: FieldError): FieldError =>
  error.code === 'type' && error.path === 'hoursPerMonth'
    ? { ...error, zh: '请填写整数', en: 'a whole number, please' }
    : error;

const NO_HOURS: FieldError = {
  ...{ path: 'hoursPerMonth', code: 'too-small' },
  ...{ zh: '至少 1 小时；要撤销授权，请用下方的“撤销授权”', en: 'at least 1; to withdraw the permission use the button below' },
};
const CORRECT: Sentence = { zh: '请修改标出的内容，再提交一次', en: 'Please correct what is marked, and send it again' };
const WHAT_IT_IS: Sentence = {
  zh: '期限内、每月授权工时以内的活动，不再逐次征求单位同意，只告知单位；超出的部分照旧征求同意。',
  en: 'On these days visits within so many working hours a month need no release, and the employer is told; beyond that it is asked as before.',
};
const WHAT_HAPPENS: Sentence = {
  zh: '撤销后，今后安排的活动将逐次征求单位同意；已安排的活动不受影响。',
  en: 'From then on the employer is asked about each new visit; what is arranged already stays as it is.',
};
const AT_MOST: Sentence = { zh: '最长一年，含当日', en: 'A year at most, this day included' };
const LABELS = {
  hoursPerMonth: { zh: '每月工时（小时）', en: 'Hours a month' },
  from: { zh: '自', en: 'From' },
  to: { zh: '至', en: 'To' },
  channel: { zh: '单位如何告知（代录）', en: 'How the employer told you' },
  evidence: { zh: '凭据（可不填，如：某日电话）', en: 'What shows it, if anything' },
} satisfies Record<string, Sentence>;
