import { type Html, html } from '../../platform/html.ts';
import type { Sentence } from '../../platform/sentence.ts';
import { inLanguage, type Visitor } from '../desk.ts';
import { at, DESK } from '../paths.ts';
import { ENTRY } from '../pool/words.ts';
import { dayAs, type Language } from '../say.ts';
import { rowsTable } from '../tables.ts';
import { type Employment, employersOf, type OwnPerson } from './own-people.ts';
import { permissionAt } from './permission-page.ts';

type Permission = NonNullable<Employment['permission']>;

/** All who work for us, with what they may do without being released. */
export function peopleTable(people: readonly OwnPerson[], { language, me, now }: Visitor): Html {
  const say = inLanguage(language);
  if (people.length === 0) return html`<p>${say(NOBODY)}</p>`;
  const heads = HEADS.map(say);
  // Whoever acts for one employer knows which.
  const isOne = employersOf(me).size === 1;
  const rows = people.map(({ speaker, employer, employment: { permission } }) => [
    html`<a href="${at(DESK.speaker, speaker.id)}">${speaker.name}</a>${speaker.status !== 'active' && html` <span class="tag ${ENTRY[speaker.status].tone}">${say(ENTRY[speaker.status])}</span>`}<br><small>${[speaker.trade, !isOne && employer].filter(Boolean).join(' · ')}</small>`,
    permission ? say(hoursAMonth(permission)) : say({ zh: '无', en: 'none' }),
    permission ? permittedDays(permission, language, now) : '–',
    permission ? usedBar(permission, heads[3]!) : '–',
    html`<a href="${permissionAt(speaker.id, employer)}">${say(permission ? { zh: '更改或撤销', en: 'Change or withdraw' } : { zh: '授权', en: 'Permit' })}<span class="hidden"> ${speaker.name}</span></a>`,
  ]);
  return rowsTable({ label: say({ zh: '人员与年度授权', en: 'Our people and standing permissions' }), heads, rows });
}

const HEADS: Sentence[] = [
  { zh: '人员', en: 'Who' },
  { zh: '年度授权', en: 'Permitted' },
  { zh: '期限', en: 'Days' },
  { zh: '本月已用', en: 'Used this month' },
  { zh: '办理', en: 'Do' },
];
const NOBODY: Sentence = {
  zh: '劳模工匠资源库中没有我单位的人员。如有遗漏，请与所属工会联系。',
  en: 'Nobody of you is in the talent pool. If somebody is missing, tell your union.',
};

export const hoursAMonth = ({ hoursPerMonth }: Permission): Sentence => ({
  zh: `每月 ${hoursPerMonth} 小时`,
  en: `${hoursPerMonth} hours a month`,
});

/** From when to when. */
export const permittedDays = ({ from, to }: Permission, language: Language, now: Date): string =>
  `${dayAs(from, language, now)} – ${dayAs(to, language, now)}`;

/** How much of the month's hours is used up. */
export const usedBar = ({ hoursUsed = 0, hoursPerMonth }: Permission, label: string): Html =>
  html`<meter min="0" max="${hoursPerMonth}" value="${hoursUsed}" aria-label="${label}"></meter> <small>${hoursUsed}/${hoursPerMonth}</small>`;
