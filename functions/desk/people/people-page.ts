import { listOrganisations } from '../../organisations/contract.ts';
import { type Html, html } from '../../platform/html.ts';
import type { Client } from '../client.ts';
import { inLanguage, reads, type Shown, type Visitor } from '../desk.ts';
import { Fields } from '../forms.ts';
import { type Organisation, organisationsBy } from '../names.ts';
import { at, DESK, ofOrganisation } from '../paths.ts';
import { rowsTable } from '../tables.ts';
import { administered, lasting, type Member, membershipAs, membersOf, standInAs, standInsFor } from './members.ts';

/** Who acts for an organisation, from when to when, and who stands in for whom; for those who look after its people. */
export const peoplePage = reads(DESK.people, async (visitor): Promise<Shown> => {
  const { client, language, query, me } = visitor;
  const say = inLanguage(language);
  const own = administered(me);
  const id = query.organisation || own[0];
  const find = (query.find ?? '').trim();
  if (id === undefined)
    return { title: TITLE, here: DESK.people, status: 403, body: html`<div class="card"><p>${say(NOBODYS)}</p></div>` };
  const [organisations, members, found] = await Promise.all([
    organisationsBy(client, [id, ...own]),
    membersOf(client, id),
    find === '' ? undefined : found20(client, find),
  ]);
  const organisation = organisations.get(id);
  const mine = own.map((each) => organisations.get(each)).filter((each) => each !== undefined);
  const others = mine.length > 1 || mine.some(({ kinds }) => kinds.includes('union') || kinds.includes('education'));
  return {
    ...{ title: organisation ? { zh: `人员 · ${organisation.name}`, en: `People · ${organisation.name}` } : TITLE },
    ...{ here: DESK.people, status: members ? 200 : 404 },
    body: html`${query.done === 'erased' && html`<p class="note" role="status">${say(ERASED)}</p>`}${members && organisation ? membersList(members, organisation, visitor) : html`<p class="wrong" role="alert">${say(NOT_YOURS)}</p>`}
${others && elsewhere(mine, found, find, visitor)}
<p><a href="${DESK.imports}">${say({ zh: '从表格导入学校、企业、人员', en: 'Import schools, employers, people from a table' })}</a></p>`,
  };
});

const found20 = async (client: Client, name: string): Promise<Organisation[]> =>
  (await client.call(listOrganisations, { query: { name, limit: '20' } })).organisations;

function membersList(members: readonly Member[], { id, name }: Organisation, visitor: Visitor): Html {
  const { language, query, now } = visitor;
  const say = inLanguage(language);
  const wanted = (query.name ?? '').trim();
  const named = members.filter((member) => member.name.includes(wanted));
  const [present, former] = [
    named.filter((member) => lasting(member, now).length > 0),
    named.filter((member) => lasting(member, now).length === 0),
  ];
  const fields = new Fields(language, { given: { name: wanted }, errors: {} });
  const table = (people: readonly Member[], label: string) =>
    rowsTable({ label, heads: HEADS.map(say), rows: people.map((member) => row(member, id, members, visitor)) });
  const none = wanted === '' ? NOBODY : NO_SUCH_NAME;
  const formerName = say({ zh: `曾经任职（${former.length}）`, en: `Former (${former.length})` });
  const filter = html`<form class="card filters" method="get"><input type="hidden" name="organisation" value="${id}">
${fields.input({ name: 'name', label: { zh: '按姓名筛选', en: 'Part of the name' } }, { type: 'search' })}
<div class="field"><button class="second">${say({ zh: '筛选', en: 'Show' })}</button></div></form>`;
  return html`<p><a class="button" href="${ofOrganisation(DESK.newPerson, id)}">${say({ zh: '新增人员', en: 'Add a person' })}</a> <a class="button second" href="${at(DESK.organisation, id)}">${say({ zh: '单位资料', en: 'Its record' })}</a></p>
${(wanted !== '' || members.length > AT_A_GLANCE) && filter}
<div class="card">${present.length > 0 ? table(present, name) : html`<p>${say(none)}</p>`}</div>
${former.length > 0 && html`<details class="card"><summary>${formerName}</summary>${table(former, formerName)}</details>`}`;
}

/** Among so many nobody has to look for somebody. */
const AT_A_GLANCE = 8;

const HEADS = [
  { zh: '姓名', en: 'Name' },
  { zh: '角色和任期', en: 'Roles, from–to' },
  { zh: '离岗代理', en: 'Away' },
];

function row(member: Member, organisation: string, members: readonly Member[], { language, now }: Visitor) {
  const names = new Map(members.map(({ id, name }) => [id, name]));
  const present = lasting(member, now);
  const shown = present.length > 0 ? present : member.memberships;
  const roles = shown.map((each) => html`<div>${membershipAs(each, names, language, now)}</div>`);
  const lent = standInsFor(member.id, members, now).map(
    ({ deputy, membership }) => html`<div>${standInAs(deputy.name, membership, language, now)}</div>`,
  );
  return [
    html`<a href="${ofOrganisation(at(DESK.person, member.id), organisation)}">${member.name}</a>`,
    html`${roles}`,
    lent.length > 0 ? html`${lent}` : '–',
  ];
}

/** Other organisations whose people one looks after: one's own, and whatever is found by its name. */
function elsewhere(
  own: readonly Organisation[],
  found: readonly Organisation[] | undefined,
  find: string,
  { language }: Visitor,
): Html {
  const say = inLanguage(language);
  const links = (organisations: readonly Organisation[]) =>
    html`<ul class="links">${organisations.map(({ id, name }) => html`<li><a href="${ofOrganisation(DESK.people, id)}">${name}</a></li>`)}</ul>`;
  const fields = new Fields(language, { given: { find }, errors: {} });
  const none = html`<p>${say({ zh: '没有名称里有这些字的单位。', en: 'No organisation has that in its name.' })}</p>`;
  return html`<section><h2>${say({ zh: '其他单位', en: 'Another organisation' })}</h2>${own.length > 1 && links(own)}
<form class="filters" method="get">${fields.input(
    { name: 'find', label: { zh: '按名称查找您管理的下级单位', en: 'Find one below yours by its name' }, required: true },
    { type: 'search' },
  )}<div class="field"><button class="second">${say({ zh: '查找', en: 'Find' })}</button></div></form>
${found && (found.length > 0 ? links(found) : none)}${found?.length === 20 && html`<p class="soft">${say({ zh: '只列出前 20 个，请多填几个字。', en: 'Only the first 20; type more of the name.' })}</p>`}</section>`;
}

const TITLE = { zh: '人员', en: 'People' };
const ERASED = {
  zh: '已注销，不能再登录；写过的说明正在从活动中清除，一般几分钟内完成。',
  en: 'Erased: they sign in no more. Their words are being taken out of visits, which takes a few minutes.',
};
const NOBODYS = {
  zh: '人员由各单位的管理员维护。您不是管理员；需要变更时，请联系本单位或上级单位的管理员。',
  en: 'Administrators look after people, and you are not one; ask that of your organisation, or of one above it.',
};
const NOT_YOURS = {
  zh: '这个单位的人员不由您管理，请选择您管理的单位。',
  en: 'You do not look after the people of this organisation; choose one that is yours.',
};
const NOBODY = {
  zh: '目前没有人代表这个单位办理事项。请新增人员，否则发给它的事项无人处理。',
  en: 'Nobody acts for this organisation. Add a person, or what is asked of it stays undone.',
};
const NO_SUCH_NAME = { zh: '没有符合条件的人员。', en: 'Nobody here is called so.' };
