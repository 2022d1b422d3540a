import type { CatalogueEntry } from '../../catalogue/entry.ts';
import { roles as roleEntries } from '../../catalogue/roles.ts';
import { day } from '../../deadlines/shanghai-time.ts';
import { type Html, html } from '../../platform/html.ts';
import { inLanguage, type Visitor } from '../desk.ts';
import type { Fields } from '../forms.ts';
import type { Organisation } from '../names.ts';
import { at, DESK } from '../paths.ts';
import { lasting, type Member, standInAs, standInsFor } from './members.ts';
import { roleFields } from './role-fields.ts';

/** The forms about one person in one organisation. */

/** What the forms about a person are made with. */
export interface About {
  visitor: Visitor;
  person: Member;
  organisation: Organisation;
  /** Those who could follow or stand in. */
  colleagues: readonly Member[];
  members: readonly Member[];
}

const opening = (path: string, { visitor: { csrf }, person, organisation }: About): Html =>
  html`<form method="post" action="${at(path, person.id)}"><input type="hidden" name="csrf" value="${csrf}"><input type="hidden" name="organisation" value="${organisation.id}">`;

export function grantForm(about: About, fields: Fields): Html {
  const say = inLanguage(about.visitor.language);
  return html`${opening(DESK.personRoles, about)}${roleFields(fields, about.organisation)}<button>${say({ zh: '授予', en: 'Give it' })}</button></form>`;
}

/** A departure; who follows has the same roles from then on. */
export function departureForm(about: About, fields: Fields, mayBeLeftEmpty: boolean): Html {
  const { visitor, person, organisation, colleagues } = about;
  const say = inLanguage(visitor.language);
  const roles = rolesHere(about);
  if (roles.length === 0) return html`<p>${say(NO_ROLE)}</p>`;
  const successors = people(colleagues.filter(({ id }) => id !== person.id));
  const confirmed = fields.several({ name: 'leaveEmpty', label: { zh: '暂时无人办理', en: 'Nobody is left' } }, [
    {
      code: 'yes',
      zh: `确认：${organisation.name}暂时无人办理`,
      en: `Yes, nobody acts for ${organisation.name} for the time being`,
    },
  ]);
  return html`${opening(DESK.departure, about)}
${fields.choice({ name: 'endRole', label: { zh: '结束哪个角色', en: 'Which role' }, required: true }, withAll(roles), 'all')}
${fields.input({ name: 'endDay', label: { zh: '最后一天（可不填）', en: 'Last day (optional)' }, hint: { zh: '不填即现在结束', en: 'Now, if empty' } }, { type: 'date', min: day(visitor.now.toISOString()) })}
${fields.choice({ name: 'successor', label: { zh: '由谁接替（可不选）', en: 'Who follows (optional)' }, hint: SUCCESSOR }, successors)}
${mayBeLeftEmpty && confirmed}<button class="second">${say({ zh: '结束角色', en: 'End it' })}</button></form>`;
}

/** An absence: a colleague has the role until a day. */
export function delegationForm(about: About, fields: Fields): Html {
  const { visitor, colleagues } = about;
  const say = inLanguage(visitor.language);
  const roles = rolesHere(about).filter(({ code }) => code !== 'speaker');
  if (roles.length === 0) return html`<p>${say(NO_ROLE)}</p>`;
  if (colleagues.length === 0) return html`<p>${say(NO_COLLEAGUE)}</p>`;
  const today = day(visitor.now.toISOString());
  return html`${opening(DESK.delegation, about)}
${fields.choice({ name: 'standIn', label: { zh: '由谁代理', en: 'Who stands in' }, required: true }, people(colleagues))}
${fields.choice({ name: 'standRole', label: { zh: '代理哪个角色', en: 'In which role' }, required: true }, withAll(roles), 'all')}
<div class="pair">${fields.input({ name: 'standFrom', label: { zh: '从哪天起（可不填）', en: 'From (optional)' }, hint: { zh: '不填即从现在起', en: 'Now, if empty' } }, { type: 'date', min: today })}
${fields.input({ name: 'standUntil', label: { zh: '最后一天', en: 'Last day' }, hint: { zh: '到期自动结束', en: 'It ends by itself' }, required: true }, { type: 'date', min: today })}</div>
<button>${say({ zh: '安排代理', en: 'Arrange it' })}</button></form>`;
}

/** Who stands in at present or soon, each with the way to end it. */
export function standInsList(about: About): Html | undefined {
  const { visitor, person, members, organisation } = about;
  const { language, now } = visitor;
  const lent = standInsFor(person.id, members, now).filter(({ membership }) => membership.organisation === organisation.id);
  if (lent.length === 0) return undefined;
  const say = inLanguage(language);
  const deputies = [...new Map(lent.map(({ deputy }) => [deputy.id, deputy])).values()];
  const items = deputies.map(({ id, name }) => {
    const theirs = lent.filter(({ deputy }) => deputy.id === id);
    const lines = theirs.map(({ membership }) => html`<p>${standInAs(name, membership, language, now)}</p>`);
    return html`<li>${lines}${opening(DESK.recall, about)}<input type="hidden" name="standIn" value="${id}"><button class="second">${say({ zh: `结束${name}的代理`, en: `End that ${name} stands in` })}</button></form></li>`;
  });
  return html`<section><h3>${say({ zh: '现有代理', en: 'Who stands in' })}</h3><ul class="cards">${items}</ul></section>`;
}

/** What the person holds here themselves. */
function rolesHere({ person, organisation, visitor: { now } }: About): CatalogueEntry[] {
  const codes = new Set<string>(
    lasting(person, now)
      .filter((each) => each.organisation === organisation.id && each.delegatedBy === undefined)
      .map(({ role }) => role),
  );
  return roleEntries.filter(({ code }) => codes.has(code));
}

const withAll = (roles: readonly CatalogueEntry[]): CatalogueEntry[] =>
  roles.length > 1 ? [{ code: 'all', zh: '在这个单位的全部角色', en: 'All that are held here' }, ...roles] : [...roles];

const people = (members: readonly Member[]): CatalogueEntry[] =>
  members.map(({ id, name }) => ({ code: id, zh: name, en: name }));

const NO_ROLE = { zh: '此人目前在这个单位没有角色。', en: 'They hold no role here at present.' };
const NO_COLLEAGUE = {
  zh: '这个单位没有其他人员。请先新增一位同事，再安排代理。',
  en: 'There is nobody else here. Add a colleague first.',
};
const SUCCESSOR = {
  zh: '接替人从次日起拥有同样的角色；待办事项留在单位，不需要移交',
  en: 'They have the same roles from then on; what waits stays with the organisation',
};
