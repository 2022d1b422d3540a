import { listCalendars } from '../../calendars/contract.ts';
import { momentAs } from '../../deadlines/say.ts';
import { type Html, html } from '../../platform/html.ts';
import type { Answered } from '../client.ts';
import { inLanguage, type Visitor } from '../desk.ts';
import { organisationsBy } from '../names.ts';
import { at, DESK } from '../paths.ts';

type Calendar = Answered<typeof listCalendars>['calendars'][number];

/** The private calendars that somebody may see, and what they could make one of. */
export interface Listed {
  calendars: readonly Calendar[];
  /** By its code: `me`, or the organisation. */
  names: ReadonlyMap<string, string>;
}

export async function listed({ client, me, language }: Visitor): Promise<Listed> {
  const { calendars } = await client.call(listCalendars);
  // Whoever only administers an organisation sees none of its visits.
  const own = me.organisations.filter(({ role }) => role !== 'administrator' && role !== 'speaker').map(({ id }) => id);
  const found = await organisationsBy(client, own);
  const mine: [string, string][] = me.roles.includes('speaker') ? [['me', MINE[language]]] : [];
  return { calendars, names: new Map([...mine, ...[...found].map(([id, { name }]): [string, string] => [id, name])]) };
}

export const codeOf = ({ of }: Pick<Calendar, 'of'>): string => (of === 'me' ? 'me' : of.organisation);

/** What there is, each with the way to revoke it; and what one could be made of. */
export function calendarsSection({ calendars, names }: Listed, { language, csrf, now }: Visitor): Html {
  const say = inLanguage(language);
  const hidden = html`<input type="hidden" name="csrf" value="${csrf}">`;
  const items = calendars.map((calendar) => {
    const { id, by, createdAt } = calendar;
    const name = names.get(codeOf(calendar)) ?? codeOf(calendar);
    const made = {
      zh: `${by.name} 于${momentAs(createdAt, language, now)}生成`,
      en: `made by ${by.name}, ${momentAs(createdAt, language, now)}`,
    };
    return html`<li><p><b>${name}</b><br><small>${say(made)}</small></p><form method="post" action="${at(DESK.calendarRevocation, id)}">${hidden}<button class="second">${say({ zh: '停用', en: 'Revoke' })}<span class="hidden"> ${name}</span></button></form></li>`;
  });
  const buttons = [...names].map(
    ([code, name]) =>
      html`<button class="second" name="of" value="${code}">${say({ zh: `生成“${name}”的订阅地址`, en: `Make one of “${name}”` })}</button>`,
  );
  return html`<section id="calendars"><h2>${say({ zh: '手机日历订阅', en: 'My calendar' })}</h2><p>${say(ABOUT)}</p>
${items.length > 0 ? html`<ul class="cards">${items}</ul>` : html`<p class="soft">${say({ zh: '还没有订阅。', en: 'There is none yet.' })}</p>`}
${buttons.length > 0 && html`<form class="stack" method="post" action="${DESK.calendars}">${hidden}${buttons}</form>`}</section>`;
}

const MINE = { zh: '我参加的活动', en: 'My visits' };
const ABOUT = {
  zh: '生成一个私有地址，加到手机或电脑的日历里，活动会自动出现和更新。知道地址的人都能看到，请勿转发。',
  en: 'A private address that you add to your phone’s calendar; visits appear and change there by themselves. Whoever knows it sees them: do not pass it on.',
};
