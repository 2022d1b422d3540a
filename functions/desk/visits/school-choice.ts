import { type getOrganisation, listOrganisations } from '../../organisations/contract.ts';
import { type Html, html } from '../../platform/html.ts';
import type { Sentence } from '../../platform/sentence.ts';
import type { Answered } from '../client.ts';
import { inLanguage, type Visitor } from '../desk.ts';
import { Fields } from '../forms.ts';

type School = Answered<typeof getOrganisation>;

/** A union says for which school it acts: a part of its name, then one of those that it may mean. */
export async function schoolChoice({ client, language, query }: Visitor, path: string): Promise<Html> {
  const say = inLanguage(language);
  const name = (query.name ?? '').trim();
  const { organisations = [], cursor } =
    name === '' ? {} : await client.call(listOrganisations, { query: { kind: 'school', name, limit: '20' as never } });
  const fields = new Fields(language, { given: { name }, errors: {} });
  const found = organisations
    .filter(({ successor }) => successor === undefined)
    .map(
      (school) =>
        html`<li class="card"><h2><a href="${path}?${String(new URLSearchParams({ school: school.id }))}">${school.name}</a></h2>${school.address !== undefined && html`<p class="soft">${school.address}</p>`}</li>`,
    );
  return html`<section><p>${say(FIRST)}</p><form method="get">
${fields.input({ name: 'name', label: { zh: '学校名称', en: 'Name of the school' }, hint: PART, required: true }, { maxlength: '60' })}
<button>${say({ zh: '查找学校', en: 'Find the school' })}</button></form></section>
${name !== '' && found.length === 0 && html`<div class="card"><p role="status">${say(NONE)}</p></div>`}
${found.length > 0 && html`<ul class="cards">${found}</ul>`}
${cursor !== undefined && html`<p class="soft">${say(MANY)}</p>`}`;
}

/** For which school it is, and the way to another. */
export const schoolHead = ({ name, address }: School, { language }: Visitor, path: string): Html =>
  html`<h2>${name}</h2><p class="soft">${address} <a href="${path}">${{ zh: '换一所学校', en: 'Another school' }[language]}</a></p>`;

/** The schools for which somebody acts who needs to name none. */
export const ownSchools = ({ me }: Pick<Visitor, 'me'>): string[] => [
  ...new Set(me.organisations.filter(({ role }) => role === 'school').map(({ id }) => id)),
];

/** The API knows no such school for this union. */
export const NOT_YOURS: Sentence = {
  zh: '这所学校不由本工会负责，请由其主管工会办理',
  en: 'Your union is not responsible for this school; its own union does it',
};

const FIRST: Sentence = {
  zh: '先选择学校。只能为本工会负责的学校办理；联系人、地址取自学校登记的资料。',
  en: 'First the school: one for which your union is responsible. Contact and place come from its record.',
};
const PART: Sentence = { zh: '名称中的几个字即可', en: 'A part of it will do' };
const NONE: Sentence = {
  zh: '没有找到这样的学校，请换几个字再试。',
  en: 'There is no such school; try another part of the name.',
};
const MANY: Sentence = { zh: '还有更多，请多填几个字。', en: 'There are more; type more of the name.' };
