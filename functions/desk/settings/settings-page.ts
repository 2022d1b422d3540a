import type { CatalogueEntry } from '../../catalogue/entry.ts';
import { changeWishes, getWishes } from '../../people/contract.ts';
import { type Html, html } from '../../platform/html.ts';
import type { Sentence } from '../../platform/sentence.ts';
import { type Answered, Refused, type Wish } from '../client.ts';
import { type Form, inLanguage, reads, type Shown, takes, type Visitor } from '../desk.ts';
import { EMPTY, errorsOf, Fields, ticked } from '../forms.ts';
import { DESK } from '../paths.ts';
import { CORRECT, inPlainWords } from '../plain-words.ts';
import { calendarsSection, listed } from './calendars-section.ts';
import { ownDataSection } from './own-data.ts';

type Wishes = Answered<typeof getWishes>;
type Change = NonNullable<Wish<typeof changeWishes>['body']>;

/** How somebody wants to be told, and their private calendars: each for oneself alone. */
export const settingsPage = reads(DESK.settings, (visitor) => showSettings(visitor, {}));

export const settingsForm = takes(DESK.settings, async (visitor, form) => {
  try {
    await visitor.client.call(changeWishes, { body: changeIn(form) });
    return { statusCode: 303, headers: { location: `${DESK.settings}?done=told` } };
  } catch (error) {
    if (error instanceof Refused && [409, 422, 503].includes(error.status)) return showSettings(visitor, form, error);
    throw error;
  }
});

async function showSettings(visitor: Visitor, given: Form, refused?: Refused): Promise<Shown> {
  const { client, language, query } = visitor;
  const say = inLanguage(language);
  const [wishes, calendars] = await Promise.all([client.call(getWishes), listed(visitor)]);
  const done = DONE[query.done ?? ''];
  return {
    ...{ title: { zh: '我的设置', en: 'My settings' }, here: DESK.settings, status: refused?.status ?? 200 },
    body: html`${done && html`<p class="note" role="status">${say(done)}</p>`}
<section><h2>${say({ zh: '怎样通知我', en: 'How I am told' })}</h2>${wishesForm(wishes, visitor, given, refused)}</section>
${calendarsSection(calendars, visitor)}
${ownDataSection(visitor)}
<section><h2>${say({ zh: '页面语言', en: 'Language of these pages' })}</h2><p><a class="button second" href="${DESK.language}?to=zh" lang="zh-CN" hreflang="zh-CN">中文</a> <a class="button second" href="${DESK.language}?to=en" lang="en" hreflang="en">English</a></p></section>
${mayReadPolicy(visitor) && html`<p><a href="${DESK.policy}">${say({ zh: '查看本市规则', en: 'The city’s policy' })}</a></p>`}`,
  };
}

function wishesForm(wishes: Wishes, { language, csrf }: Visitor, given: Form, refused?: Refused): Html {
  const say = inLanguage(language);
  const { errors, others } = errorsOf((refused?.errors ?? []).map(inPlainWords), fieldOf);
  const above = refused && (others.length > 0 ? others : Object.keys(errors).length > 0 ? [CORRECT] : [refused]);
  const fields = new Fields(language, refused ? { given, errors } : EMPTY);
  const known = ADDRESSES.filter(({ code }) => wishes[code] !== undefined);
  const address = ({ code, ...label }: (typeof ADDRESSES)[number], attributes: Record<string, string>) => {
    const present = wishes[code];
    const hint =
      present === undefined
        ? NONE
        : { zh: `已登记：${present}。不改请留空`, en: `Registered: ${present}. Leave it empty to keep it` };
    return fields.input({ name: code, label, hint }, attributes);
  };
  return html`${above?.map((sentence) => html`<p class="wrong" role="alert">${say(sentence)}</p>`)}
<form method="post" action="${DESK.settings}"><input type="hidden" name="csrf" value="${csrf}">
${fields.several({ name: 'immediate', label: { zh: '需要马上知道的事', en: 'What I have to know at once' }, hint: IMMEDIATE }, CHANNELS, wishes.immediate)}
${fields.several({ name: 'digest', label: { zh: '可以等到第二天早上的事', en: 'What can wait until the next morning' }, hint: DIGEST }, CHANNELS, wishes.digest)}
${address(ADDRESSES[0], { type: 'email', autocomplete: 'email' })}
<div class="pair">${address(ADDRESSES[1], { autocomplete: 'off' })}
${address(ADDRESSES[2], { autocomplete: 'off' })}</div>
${known.length > 0 && fields.several({ name: 'remove', label: { zh: '删除已登记的地址', en: 'Take an address away' } }, known)}
${fields.choice({ name: 'language', label: { zh: '通知的语言', en: 'Language of messages' }, required: true }, LANGUAGES, wishes.language)}
<button>${say({ zh: '保存', en: 'Save' })}</button></form>`;
}

/** As the API takes it: an address that was left empty stays, one that was ticked goes. */
function changeIn(form: Form): Change {
  const removed = ticked(form, 'remove');
  const addresses = ADDRESSES.flatMap(({ code }): [string, string | null][] => {
    const typed = (form[code] ?? '').trim();
    if (typed !== '') return [[code, typed]];
    return removed.includes(code) ? [[code, null]] : [];
  });
  return {
    language: form.language as 'zh',
    immediate: ticked(form, 'immediate') as Change['immediate'] & object,
    digest: ticked(form, 'digest') as Change['digest'] & object,
    ...Object.fromEntries(addresses),
  };
}

const fieldOf = (path: string): string => path.split('.')[0]!;

/** Those whom the API lets read it and who have no place for it in the menu. */
const mayReadPolicy = ({ me }: Visitor): boolean => me.roles.some((role) => role === 'education' || role === 'administrator');

const CHANNELS: readonly CatalogueEntry[] = [
  { code: 'sms', zh: '短信', en: 'SMS' },
  { code: 'email', zh: '电子邮件', en: 'E-mail' },
  { code: 'wecom', zh: '企业微信', en: 'WeCom' },
  { code: 'official-account', zh: '公众号', en: 'Official account' },
];
const LANGUAGES: readonly CatalogueEntry[] = [
  { code: 'zh', zh: '中文', en: '中文' },
  { code: 'en', zh: 'English', en: 'English' },
];
const ADDRESSES = [
  { code: 'email', zh: '电子邮箱', en: 'E-mail address' },
  { code: 'wecom', zh: '企业微信账号', en: 'WeCom member id' },
  { code: 'officialAccount', zh: '公众号 OpenID', en: 'Official account OpenID' },
] as const satisfies readonly CatalogueEntry[];

const IMMEDIATE = { zh: '待办、时间变动等；都不选的，只在“通知”里看到', en: 'With none chosen it stands under “Notices” only' };
const DIGEST = { zh: '进展、汇总等，每天早上合成一条', en: 'One message each morning' };
const NONE = { zh: '未登记', en: 'None yet' };
const DONE: Record<string, Sentence> = {
  told: { zh: '已保存。', en: 'Saved.' },
  revoked: { zh: '已停用，原来的订阅地址不再有效。', en: 'Revoked: its address leads nowhere any more.' },
};
