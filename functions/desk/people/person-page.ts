import { getPerson } from '../../people/contract.ts';
import { type Html, html } from '../../platform/html.ts';
import type { Sentence } from '../../platform/sentence.ts';
import type { Refused } from '../client.ts';
import { type Form, inLanguage, reads, type Shown, type Visitor } from '../desk.ts';
import { EMPTY, errorsOf, Fields } from '../forms.ts';
import { type Organisation, organisationsBy } from '../names.ts';
import { DESK, ofOrganisation } from '../paths.ts';
import { CORRECT, inPlainWords } from '../plain-words.ts';
import { rowsTable } from '../tables.ts';
import { administered, lasting, type Member, membershipAs, membersOf } from './members.ts';
import { type About, delegationForm, departureForm, grantForm, standInsList } from './person-forms.ts';
import { correctionForm, erasureForm, exportForm, signOutForm } from './personal-forms.ts';
import { isOver } from './terms.ts';

/** One person: the roles, and for those who look after them what can be done about these in one organisation. */
export const personPage = reads(DESK.person, (visitor) => showPerson(visitor));

/** Which form was sent, what stood in it, and why it was refused. */
export interface Tried {
  form: 'grant' | 'departure' | 'delegation' | 'correction' | 'sign-out' | 'erasure' | 'export';
  given: Form;
  refused: Refused;
  /** Which field of the form a path of the API is about. */
  fieldOf: (path: string) => string | undefined;
}

export async function showPerson(visitor: Visitor, tried?: Tried): Promise<Shown> {
  const { client, params, query, me, now } = visitor;
  const person: Member = await client.call(getPerson, { params: { id: params.id ?? '' } });
  const around = lasting(person, now)[0] ?? person.memberships[0];
  const id = tried?.given.organisation || query.organisation || around?.organisation || '';
  const own = administered(me).filter((each) => each !== id);
  const [organisations, members, ...above] = await Promise.all([
    organisationsBy(client, [id, ...person.memberships.map(({ organisation }) => organisation)]),
    id === '' ? undefined : membersOf(client, id),
    ...own.map((each) => membersOf(client, each)),
  ]);
  const organisation = organisations.get(id);
  const everybody = [...(members ?? []), ...above.flatMap((each) => each ?? [])];
  const colleagues = [...new Map(everybody.map((each) => [each.id, each])).values()].filter(
    (each) => each.id !== person.id && lasting(each, now).length > 0,
  );
  const names = new Map(everybody.map((each) => [each.id, each.name]));
  const forms = organisation && members && actions({ visitor, person, organisation, colleagues, members }, tried);
  return {
    ...{ title: { zh: person.name, en: person.name }, here: DESK.people, status: tried?.refused.status ?? 200 },
    body: html`${done(visitor)}${held(person, organisations, names, visitor)}${forms}
<p><a href="${id === '' ? DESK.people : ofOrganisation(DESK.people, id)}">${inLanguage(visitor.language)({ zh: '返回人员', en: 'Back to people' })}</a></p>`,
  };
}

/** What is held now, and what was. */
function held(
  person: Member,
  organisations: ReadonlyMap<string, Organisation>,
  names: ReadonlyMap<string, string>,
  { language, now }: Visitor,
): Html {
  const say = inLanguage(language);
  const rows = (memberships: Member['memberships']) =>
    memberships.map((each) => [
      html`<a href="${ofOrganisation(DESK.people, each.organisation)}">${organisations.get(each.organisation)?.name ?? each.organisation}</a>`,
      membershipAs(each, names, language, now),
    ]);
  const heads = [
    { zh: '单位', en: 'Organisation' },
    { zh: '角色和任期', en: 'Role, from–to' },
  ].map(say);
  const [present, past] = [lasting(person, now), person.memberships.filter((each) => isOver(each, now))];
  const [title, former] = [
    say({ zh: '任职', en: 'Roles' }),
    say({ zh: `已结束（${past.length}）`, en: `Ended (${past.length})` }),
  ];
  const none = html`<p>${say({ zh: '目前没有任职。', en: 'No roles at present.' })}</p>`;
  return html`<section><h2>${title}</h2>${present.length > 0 ? rowsTable({ label: title, heads, rows: rows(present) }) : none}${
    past.length > 0 &&
    html`<details><summary>${former}</summary>${rowsTable({ label: former, heads, rows: rows(past) })}</details>`
  }</section>`;
}

function actions(about: About, tried: Tried | undefined): Html {
  const { language } = about.visitor;
  const say = inLanguage(language);
  const fold = (form: Tried['form'], summary: Sentence, body: (fields: Fields) => Html) => {
    const isTried = tried?.form === form;
    const told = isTried ? errorsOf(tried.refused.errors.map(inPlainWords), tried.fieldOf) : undefined;
    const fields = new Fields(language, isTried ? { given: tried.given, errors: told!.errors } : EMPTY);
    const above = isTried ? aboveForm(tried.refused, told!) : undefined;
    return html`<details class="card"${isTried && html` open`}><summary>${say(summary)}</summary>${above?.map((sentence) => html`<p class="wrong" role="alert">${say(sentence)}</p>`)}${body(fields)}</details>`;
  };
  const { name } = about.organisation;
  const whose = { ...about, organisation: about.organisation.id };
  const isEmpty = tried?.refused.type === 'last-member';
  return html`<h2>${say({ zh: `在${name}`, en: `In ${name}` })}</h2>
${standInsList(about)}
${fold('delegation', { zh: '离岗期间由同事代理', en: 'Let a colleague stand in' }, (fields) => delegationForm(about, fields))}
${fold('grant', { zh: '授予角色', en: 'Give a role' }, (fields) => grantForm(about, fields))}
${fold('departure', { zh: '离任、结束角色', en: 'End a role' }, (fields) => departureForm(about, fields, isEmpty))}
<h2>${say({ zh: '个人信息和登录', en: 'Their data, and how they sign in' })}</h2>
${fold('correction', { zh: '更正姓名、登录号码', en: 'Set name or number right' }, (fields) => correctionForm(whose, fields))}
${fold('sign-out', { zh: '在全部设备上退出登录（手机丢失）', en: 'Sign out everywhere (a phone was lost)' }, () => signOutForm(whose))}
${fold('export', { zh: '下载登记的个人信息', en: 'Download what is held' }, () => exportForm(whose))}
${about.person.id !== about.visitor.me.id && fold('erasure', { zh: '注销并删除个人信息', en: 'Erase what is held' }, (fields) => erasureForm(whose, fields))}`;
}

/** What belongs to no field; that nobody would be left is said in the words of the form. */
function aboveForm(refused: Refused, { errors, others }: ReturnType<typeof errorsOf>): readonly Sentence[] {
  if (refused.type === 'last-member') return [LEFT_EMPTY];
  if (others.length > 0) return others;
  return Object.keys(errors).length > 0 ? [CORRECT] : [refused];
}

function done({ query, language }: Visitor): Html | undefined {
  const said = DONE[query.done ?? ''];
  return said && html`<p class="note" role="status">${inLanguage(language)(said)}</p>`;
}

const DONE: Record<string, Sentence> = {
  added: { zh: '已登记。可用手机号码和验证码登录。', en: 'Registered. They sign in by their number and a code.' },
  granted: { zh: '角色已授予。', en: 'The role is given.' },
  ended: {
    zh: '角色已结束；待办事项留在单位，由接替的人办理。',
    en: 'Ended. What waits stays with the organisation, for whoever follows.',
  },
  delegated: { zh: '代理已安排，到期自动结束。', en: 'Arranged; it ends by itself.' },
  corrected: { zh: '姓名已更正。', en: 'The name is set right.' },
  number: {
    zh: '登录号码已更正；此人已在全部设备上退出登录，凭新号码登录。',
    en: 'The number is set right; they are signed out everywhere, and sign in by the new one.',
  },
  'signed-out': {
    zh: '此人已在全部设备上退出登录；凭手机号码和验证码可重新登录。',
    en: 'They are signed out on all devices; by number and code they sign in again.',
  },
  recalled: { zh: '代理已结束，由本人办理。', en: 'It has ended; they act themselves again.' },
};
const LEFT_EMPTY = {
  zh: '这样一来，没有人代表这个单位办理事项了。请指定接替人；确实如此的，请在下面确认。',
  en: 'Nobody would be left to act for this organisation. Name who follows, or confirm below that this is meant.',
};
