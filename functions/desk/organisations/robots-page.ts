import type { CatalogueEntry } from '../../catalogue/entry.ts';
import type { Language } from '../../deadlines/say.ts';
import { addRobot, getOrganisation, listRobots, removeRobot } from '../../organisations/contract.ts';
import { type Html, html } from '../../platform/html.ts';
import type { Sentence } from '../../platform/sentence.ts';
import { type Answered, Refused } from '../client.ts';
import { type Form, inLanguage, reads, type Shown, takes, type Visitor } from '../desk.ts';
import { EMPTY, errorsOf, Fields } from '../forms.ts';
import { at, DESK } from '../paths.ts';
import { CORRECT, inPlainWords } from '../plain-words.ts';

type Robot = Answered<typeof listRobots>['robots'][number];

/** The robots that tell an office's own group chat of what waits. */
export const robotsPage = reads(DESK.robots, (visitor) => showRobots(visitor, {}));

export const robotAdded = takes(DESK.robots, async (visitor, form) => {
  const { client, params } = visitor;
  const id = params.id ?? '';
  const { kind = '', url = '', secret = '' } = form;
  try {
    const body = { kind: kind as 'wecom', url: url.trim(), ...(secret.trim() !== '' && { secret: secret.trim() }) };
    await client.call(addRobot, { params: { id }, body });
    return { statusCode: 303, headers: { location: `${at(DESK.robots, id)}?done=added` } };
  } catch (error) {
    if (error instanceof Refused && [409, 422, 503].includes(error.status)) return showRobots(visitor, form, error);
    throw error;
  }
});

/** One that is gone stays gone. */
export const robotRemoved = takes(DESK.robotRemoval, async ({ client, params }, { robot = '' }) => {
  const id = params.id ?? '';
  await client.call(removeRobot, { params: { id, robot } });
  return { statusCode: 303, headers: { location: `${at(DESK.robots, id)}?done=removed` } };
});

/** From the page of the organisation. */
export const robotsLink = (id: string, language: Language): Html =>
  html`<a class="button second" href="${at(DESK.robots, id)}">${TITLE[language]}</a>`;

async function showRobots(visitor: Visitor, given: Form, refused?: Refused): Promise<Shown> {
  const { client, language, params, query, csrf } = visitor;
  const say = inLanguage(language);
  const id = params.id ?? '';
  const [{ robots }, { name }] = await Promise.all([
    client.call(listRobots, { params: { id } }),
    client.call(getOrganisation, { params: { id } }),
  ]);
  const { errors, others } = errorsOf((refused?.errors ?? []).map(inPlainWords), (path) => path);
  const wrong = refused && (others.length > 0 ? others : Object.keys(errors).length > 0 ? [CORRECT] : [refused]);
  const fields = new Fields(language, refused ? { given, errors } : EMPTY);
  const done = DONE[query.done ?? ''];
  return {
    ...{ title: { zh: `${TITLE.zh} · ${name}`, en: `${TITLE.en} · ${name}` } },
    ...{ here: DESK.people, status: refused?.status ?? 200 },
    body: html`${done && html`<p class="note" role="status">${say(done)}</p>`}${wrong?.map((sentence) => html`<p class="wrong" role="alert">${say(sentence)}</p>`)}
<section><p>${say(ABOUT)}</p>${robots.length > 0 ? html`<ul class="cards">${robots.map((robot) => item(robot, id, visitor))}</ul>` : html`<p class="soft">${say(NONE)}</p>`}</section>
<section><h2>${say({ zh: '添加', en: 'Add one' })}</h2><form method="post" action="${at(DESK.robots, id)}"><input type="hidden" name="csrf" value="${csrf}">
${fields.choice({ name: 'kind', label: { zh: '平台', en: 'Platform' }, required: true }, KINDS)}
${fields.input({ name: 'url', label: { zh: 'Webhook 地址', en: 'Webhook address' }, hint: HINTS.url, required: true }, { autocomplete: 'off', spellcheck: 'false', maxlength: '500' })}
${fields.input({ name: 'secret', label: { zh: '签名密钥', en: 'Secret' }, hint: HINTS.secret }, { autocomplete: 'off', spellcheck: 'false', maxlength: '200' })}
<button>${say({ zh: '添加', en: 'Add' })}</button></form></section>
<p><a href="${at(DESK.organisation, id)}">${say({ zh: '返回单位资料', en: 'Back to the record' })}</a></p>`,
  };
}

function item({ id: robot, kind, url, signed }: Robot, id: string, { language, csrf }: Visitor): Html {
  const say = inLanguage(language);
  const name = KINDS.find(({ code }) => code === kind)?.[language] ?? kind;
  return html`<li><p><b>${name}</b> <span class="soft">${url}${signed && say({ zh: ' · 已签名', en: ' · signed' })}</span></p><form method="post" action="${at(DESK.robotRemoval, id)}"><input type="hidden" name="csrf" value="${csrf}"><input type="hidden" name="robot" value="${robot}"><button class="second">${say({ zh: '移除', en: 'Remove' })}<span class="hidden"> ${name} ${url}</span></button></form></li>`;
}

const TITLE: Sentence = { zh: '群机器人', en: 'Group robots' };
const KINDS: readonly CatalogueEntry[] = [
  { code: 'wecom', zh: '企业微信', en: 'WeCom' },
  { code: 'dingtalk', zh: '钉钉', en: 'DingTalk' },
  { code: 'feishu', zh: '飞书', en: 'Feishu' },
];
const ABOUT = {
  zh: '有事项待办时，机器人在本单位的工作群里提醒一句，不提任何人的姓名和号码。最多三个。',
  en: 'When something waits, a robot says so in the office’s own chat, and names nobody. Three at most.',
};
const NONE = { zh: '还没有群机器人。', en: 'There is none yet.' };
const HINTS = {
  url: {
    zh: '在群设置里添加机器人后，由平台给出；登记后不再完整显示',
    en: 'The platform gives it; it is not shown whole again',
  },
  secret: {
    zh: '钉钉、飞书必填（安全设置选“加签”）；企业微信留空',
    en: 'DingTalk and Feishu need it (“sign”); leave it empty for WeCom',
  },
} satisfies Record<string, Sentence>;
const DONE: Record<string, Sentence> = {
  added: { zh: '已添加。', en: 'Added.' },
  removed: { zh: '已移除。', en: 'Removed.' },
};
