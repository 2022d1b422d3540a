import { TASK_NAMES } from '../../catalogue/visit-words.ts';
import { leftUntil, momentAs, spanAs } from '../../deadlines/say.ts';
import { day } from '../../deadlines/shanghai-time.ts';
import { listTasks } from '../../decisions/contract.ts';
import { type Html, html } from '../../platform/html.ts';
import { headed, type Sentence } from '../../platform/sentence.ts';
import type { Answered } from '../client.ts';
import { inLanguage, reads, type Visitor } from '../desk.ts';
import { at, DESK } from '../paths.ts';
import { rowsTable } from '../tables.ts';
import { allVisits, hoursOf, roundedHours } from '../visits/all-visits.ts';
import { statusTag } from '../visits/status-tag.ts';
import type { Visit } from '../visits/visit-facts.ts';
import { leftNote } from '../visits/withdraw-page.ts';
import { type Own, ownVisits, yearIn } from './own-visits.ts';

type Task = Answered<typeof listTasks>['tasks'][number];

/** A speaker's own: what waits for their answer, where they go next, where they were this year. */
export const myVisitsPage = reads(DESK.myVisits, async (visitor) => {
  const { client, language, now, me, query } = visitor;
  const say = inLanguage(language);
  const today = day(now.toISOString());
  const year = yearIn(query.year) ?? today.slice(0, 4);
  const [{ tasks }, next, inYear] = await Promise.all([
    client.call(listTasks, { query: { numbers: 'false' } }),
    // One that began today may still go on.
    allVisits(client, { from: today }, true),
    allVisits(client, { from: `${year}-01-01`, to: `${year}-12-31` }),
  ]);
  const waiting = tasks.filter(({ kind, partyId }) => kind === 'speaker-confirmation' && partyId === me.speakerId);
  const asked = new Set(waiting.map(({ visitId }) => visitId));
  const { upcoming } = ownVisits(next.visits, me.speakerId, now);
  const { past, held } = ownVisits(inYear.visits, me.speakerId, now);
  const hours = roundedHours(held.reduce((sum, { visit }) => sum + hoursOf(visit), 0));
  return {
    ...{ title: { zh: '我的活动', en: 'My visits' }, here: DESK.myVisits },
    body: html`${leftNote(visitor, 'speaker')}${waiting.length > 0 && html`<h2>${say({ zh: '等您答复', en: 'Waiting for your answer' })}</h2><ul class="cards">${waiting.map((task) => question(task, visitor))}</ul>`}
<h2>${say({ zh: '接下来', en: 'What comes next' })}</h2>${nextCards(
      upcoming.filter(({ visit }) => !asked.has(visit.id)),
      visitor,
    )}
<h2>${say({ zh: `${year}年参加过的活动`, en: `Where you were in ${year}` })}</h2>
<section><p><strong>${say({ zh: `共 ${held.length} 场，${hours} 小时`, en: `${held.length} visits, ${hours} hours` })}</strong></p>${pastTable(past, visitor)}${otherYears(year, today, visitor)}</section>`,
  };
});

function question({ id, kind, visit, dueAt, overdue }: Task, { language, now }: Visitor): Html {
  const say = inLanguage(language);
  const left = overdue ? { zh: '已逾期', en: 'overdue' } : leftUntil(dueAt, now);
  return html`<li class="card"><h3>${spanAs(visit.slot, language, now)}</h3><p>${visit.school.name}<br>${visit.address}</p>
<p class="soft">${headed(say({ zh: '请在此前答复', en: 'Answer until' }), momentAs(dueAt, language, now), language)} <span class="tag ${overdue ? 'bad' : 'warn'}">${say(left)}</span></p>
<p><a class="button" href="${at(DESK.task, id)}">${say({ zh: '去答复', en: 'Answer' })}<span class="hidden"> ${headed(say(TASK_NAMES[kind]), visit.school.name, language)}</span></a></p></li>`;
}

function nextCards(upcoming: readonly Own[], visitor: Visitor): Html {
  const say = inLanguage(visitor.language);
  if (upcoming.length === 0) return html`<div class="card"><p>${say(NOTHING_NEXT)}</p></div>`;
  return html`<ul class="cards">${upcoming.map(({ visit }) => nextCard(visit, visitor))}</ul>`;
}

function nextCard(visit: Visit, { language, now }: Visitor): Html {
  const say = inLanguage(language);
  const { id, school, address, contact, slot, slots, status, mode } = visit;
  const number = contact.phone
    ? html`<a href="tel:${contact.phone.replaceAll(/[^+\d]/g, '')}">${contact.phone}</a>`
    : html`<span class="soft">${say(NUMBER_LATER)}</span>`;
  const when = spanAs((slot ?? slots[0])!, language, now);
  return html`<li class="card"><h3><a href="${at(DESK.visit, id)}">${when}</a> ${statusTag(status, language)}</h3>
<dl><dt>${say({ zh: '学校', en: 'School' })}</dt><dd>${school.name}</dd><dt>${say({ zh: '地点', en: 'Where' })}</dt><dd>${mode === 'online' ? say({ zh: '线上', en: 'online' }) : address}</dd>
<dt>${say({ zh: '联系人', en: 'Contact' })}</dt><dd>${contact.name} ${number}</dd></dl>
${slot && html`<p><a href="${at(DESK.visitCalendar, id)}">${say({ zh: '加入日历', en: 'Add to the calendar' })}<span class="hidden"> ${school.name} ${when}</span></a></p>`}</li>`;
}

function pastTable(past: readonly Own[], { language, now }: Visitor): Html {
  const say = inLanguage(language);
  if (past.length === 0) return html`<p>${say({ zh: '这一年还没有参加过活动。', en: 'None in this year yet.' })}</p>`;
  const heads = [
    { zh: '时间', en: 'When' },
    { zh: '学校', en: 'School' },
    { zh: '小时', en: 'Hours' },
    { zh: '状态', en: 'Status' },
  ];
  const rows = past.map(({ visit, isHeld }) => [
    html`<a href="${at(DESK.visit, visit.id)}">${spanAs((visit.slot ?? visit.slots[0])!, language, now)}</a>`,
    visit.school.name,
    isHeld ? roundedHours(hoursOf(visit)) : '–',
    html`${statusTag(visit.status, language)}${!isHeld && visit.status === 'closed' && html` <span class="tag bad">${say({ zh: '记录为未到场', en: 'said not to have come' })}</span>`}`,
  ]);
  return rowsTable({ label: say({ zh: '参加过的活动', en: 'Where you were' }), heads: heads.map(say), rows });
}

/** The year before, and the way back. */
function otherYears(year: string, today: string, { language }: Visitor): Html {
  const link = (other: number) =>
    html`<a href="${DESK.myVisits}?year=${other}">${{ zh: `${other}年`, en: String(other) }[language]}</a>`;
  const isThis = year === today.slice(0, 4);
  return html`<p>${link(Number(year) - 1)}${!isThis && html` · ${link(Number(year) + 1)}`}</p>`;
}

const NOTHING_NEXT: Sentence = {
  zh: '没有已安排的活动。有学校邀请您时，会列在这里，并按您选择的方式通知您。',
  en: 'Nothing is arranged. When a school asks for you it stands here, and you are told.',
};
const NUMBER_LATER: Sentence = { zh: '（各方同意后显示电话）', en: '(number once all have agreed)' };
