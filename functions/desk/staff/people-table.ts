import { dateAs, type Language } from '../../deadlines/say.ts';
import { type Html, html } from '../../platform/html.ts';
import type { Sentence } from '../../platform/sentence.ts';
import { inLanguage, type Visitor } from '../desk.ts';
import { at, DESK } from '../paths.ts';
import { ENTRY } from '../pool/words.ts';
import { rowsTable } from '../tables.ts';
import { type Employment, employersOf, type OwnPerson } from './own-people.ts';
import { permissionAt } from './permission-page.ts';

type Permission = NonNullable<Employment['permission']>;

/** All who work for us, with what they may do without being released. */
export function peopleTable(people: readonly OwnPerson[], { language, me }: Visitor): Html {
  const say = inLanguage(language);
  if (people.length === 0) return html`<p>${say(NOBODY)}</p>`;
  const heads = HEADS.map(say);
  // Whoever acts for one employer knows which.
  const isOne = employersOf(me).size === 1;
  const rows = people.map(({ speaker, employer, employment: { permission } }) => [
    html`<a href="${at(DESK.speaker, speaker.id)}">${speaker.name}</a>${speaker.status !== 'active' && html` <span class="tag ${ENTRY[speaker.status].tone}">${say(ENTRY[speaker.status])}</span>`}<br><small>${[speaker.trade, !isOne && employer].filter(Boolean).join(' · ')}</small>`,
    permission ? permissionCell(permission, language) : say({ zh: '无', en: 'none' }),
    speaker.status !== 'retired' || permission
      ? permissionLink(speaker.name, permissionAt(speaker.id, employer), permission, language)
      : '–',
  ]);
  return rowsTable({ label: say({ zh: '人员与年度授权', en: 'Our people and standing permissions' }), heads, rows });
}

const HEADS: Sentence[] = [
  { zh: '人员', en: 'Who' },
  { zh: '年度授权', en: 'Permitted' },
  { zh: '办理', en: 'Do' },
];
const NOBODY: Sentence = {
  zh: '劳模工匠资源库中没有我单位的人员。如有遗漏，请与所属工会联系。',
  en: 'Nobody of you is in the talent pool. If somebody is missing, tell your union.',
};

/** How much is permitted, for how long, and what is used of it in the present month. */
export function permissionCell({ hoursPerMonth, hoursUsed = 0, from, to }: Permission, language: Language): Html {
  const say = inLanguage(language);
  const used = say({ zh: '本月已用', en: 'used this month' });
  return html`${say({ zh: `每月 ${hoursPerMonth} 小时`, en: `${hoursPerMonth} hours a month` })}<br><small>${dateAs(from, language)} – ${dateAs(to, language)}</small>
<br><meter min="0" max="${hoursPerMonth}" value="${hoursUsed}" aria-label="${used}"></meter> <small>${used} ${hoursUsed}/${hoursPerMonth}</small>`;
}

/** Leads to where it is given, changed and withdrawn. */
export const permissionLink = (name: string, path: string, permission: Permission | undefined, language: Language): Html =>
  html`<a href="${path}">${(permission ? { zh: '更改或撤销', en: 'Change or withdraw' } : { zh: '授权', en: 'Permit' })[language]}<span class="hidden"> ${name}</span></a>`;
