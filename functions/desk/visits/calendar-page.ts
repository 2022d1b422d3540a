import { dayAs, monthAs, WEEKDAYS } from '../../deadlines/say.ts';
import { day, timeOfDay } from '../../deadlines/shanghai-time.ts';
import { type Html, html } from '../../platform/html.ts';
import { listed } from '../../platform/sentence.ts';
import { inLanguage, reads, type Visitor } from '../desk.ts';
import { at, DESK } from '../paths.ts';
import { allVisits } from './all-visits.ts';
import { byDay, type Month, monthFor } from './month.ts';
import { STANDINGS, standingOf } from './status-tag.ts';
import type { Visit } from './visit-facts.ts';

/** The month as it hangs on a wall: what is agreed and what is still underway; on a telephone a list of its days. */
export const calendarPage = reads(DESK.calendar, async (visitor) => {
  const { client, language, query, now } = visitor;
  const say = inLanguage(language);
  const month = monthFor(query.month, now);
  const { visits, isCut } = await allVisits(client, { from: month.first, to: month.last });
  const shown = visits.filter(({ status }) => standingOf(status) !== 'ended');
  const name = monthAs(month.name, language);
  const empty = { zh: '这个月没有活动。', en: 'There are no visits in this month.' };
  const cut = {
    zh: '这个月的活动太多，只显示前面的一部分。',
    en: 'There are too many visits in this month: these are the first.',
  };
  return {
    ...{ title: { zh: `日历：${name}`, en: `Calendar: ${name}` }, here: DESK.calendar },
    body: html`${turn(month, visitor)}${shown.length === 0 && html`<div class="card"><p>${say(empty)}</p></div>`}${isCut && html`<p class="wrong">${say(cut)}</p>`}
<div class="card">${wall(month, byDay(shown), visitor, name)}</div>
<p class="soft legend">${(['held', 'agreed', 'underway'] as const).map((standing) => html`<span class="mark ${standing}">${say(STANDINGS[standing])}</span> `)}</p>`,
  };
});

/** To the months around. */
function turn({ before, after }: Month, { language }: Visitor): Html {
  const say = inLanguage(language);
  const to = (address: string, words: string) => html`<a class="button second" href="${address}">${words}</a>`;
  const of = (month: string) => `${DESK.calendar}?month=${month}`;
  return html`<nav class="turn" aria-label="${say({ zh: '其他月份', en: 'Other months' })}">${to(of(before), `‹ ${monthAs(before, language)}`)}${to(DESK.calendar, say({ zh: '本月', en: 'This month' }))}${to(of(after), `${monthAs(after, language)} ›`)}</nav>`;
}

function wall({ weeks, name }: Month, days: Map<string, Visit[]>, visitor: Visitor, label: string): Html {
  const { language, now } = visitor;
  const today = day(now.toISOString());
  const heads = WEEKDAYS[language].map((head) => html`<th scope="col">${head}</th>`);
  const cell = (date: string) => {
    if (!date.startsWith(name)) return html`<td class="other"></td>`;
    const entries = (days.get(date) ?? []).map((visit) => entry(visit, visitor));
    const classes = [date === today && 'today', entries.length === 0 && 'free'].filter(Boolean).join(' ');
    return html`<td class="${classes}"><span class="date"><span class="number" aria-hidden="true">${Number(date.slice(8))}</span><span class="whole">${dayAs(date, language, now)}</span></span>${entries}</td>`;
  };
  return html`<table class="month" aria-label="${label}"><thead><tr>${heads}</tr></thead><tbody>${weeks.map(
    (week) => html`<tr>${week.map(cell)}</tr>`,
  )}</tbody></table>`;
}

/** One visit on its day: when, where, who. */
function entry({ id, slot, slots, school, seats, status }: Visit, { language }: Visitor): Html {
  const start = (slot ?? slots[0])!.start;
  const standing = standingOf(status);
  const names = seats.flatMap(({ speakerName }) => speakerName ?? []);
  return html`<a class="mark ${standing}" href="${at(DESK.visit, id)}">${timeOfDay(start)} ${school.name}<span class="hidden">${STANDINGS[standing][language]}</span>${names.length > 0 && html`<br><small>${listed(names, language)}</small>`}</a>`;
}
