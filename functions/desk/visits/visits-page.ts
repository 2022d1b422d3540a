import { activityTypes } from '../../catalogue/activity-types.ts';
import { visitStatuses } from '../../catalogue/visit-words.ts';
import { spanAs } from '../../deadlines/say.ts';
import { day, plusDays } from '../../deadlines/shanghai-time.ts';
import { html } from '../../platform/html.ts';
import { listed } from '../../platform/sentence.ts';
import { listVisits } from '../../visits/contract.ts';
import { inLanguage, reads, type Visitor } from '../desk.ts';
import { ALL, Fields } from '../forms.ts';
import { at, DESK } from '../paths.ts';
import { rowsTable } from '../tables.ts';
import { mayRecordAfterwards } from './record-form.ts';
import { statusTag } from './status-tag.ts';
import type { Visit } from './visit-facts.ts';

/** What is looked at first, unless something is looked for: what was of late, and what comes. */
const DAYS_BACK = 30;

/** All visits of one's own organisations, by their time, as far as they are looked for. */
export const visitsPage = reads(DESK.visits, async (visitor) => {
  const { client, language, query, now } = visitor;
  const say = inLanguage(language);
  const isPlain = Object.keys(query).length === 0;
  const from = isPlain ? plusDays(day(now.toISOString()), -DAYS_BACK) : query.from;
  const { status, to, cursor } = query;
  const name = query.name?.trim();
  const wished = { status: status as never, from, to, name, cursor, numbers: 'false' as const, limit: '20' };
  const { visits, cursor: next } = await client.call(listVisits, { query: wished });
  const given = { status: status ?? '', from: from ?? '', to: to ?? '', name: name ?? '' };
  const fields = new Fields(language, { given, errors: {} });
  const filters = html`<form class="card filters" method="get" role="search">
${fields.input({ name: 'name', label: { zh: '学校或劳模工匠', en: 'School or speaker' } }, { type: 'search', maxlength: '60' })}
${fields.choice({ name: 'status', label: { zh: '状态', en: 'Status' }, none: ALL }, visitStatuses)}
${fields.input({ name: 'from', label: { zh: '从', en: 'From' } }, { type: 'date' })}
${fields.input({ name: 'to', label: { zh: '到', en: 'To' } }, { type: 'date' })}
<div class="field"><button class="second">${say({ zh: '查找', en: 'Find' })}</button></div></form>`;
  const title = { zh: '活动', en: 'Visits' };
  const rows = visits.map((visit) => row(visit, visitor));
  const found = html`<div class="card">${rowsTable({ label: say(title), heads: HEADS.map(say), rows })}</div>`;
  const nothing = {
    zh: '没有找到活动。可以放宽上面的条件，再查找一次。',
    en: 'No visits were found. Ask for less above, and look again.',
  };
  const more = new URLSearchParams(Object.entries({ ...given, cursor: next ?? '' }).filter(([, value]) => value !== ''));
  return {
    ...{ title, here: DESK.visits },
    body: html`${mayRecordAfterwards(visitor) && html`<p><a href="${DESK.recorded}">${say({ zh: '补录已举办的活动', en: 'Record an activity that has taken place' })}</a></p>`}${filters}${visits.length === 0 ? html`<div class="card"><p>${say(nothing)}</p></div>` : found}${
      next !== undefined &&
      html`<p><a class="button second" href="${DESK.visits}?${String(more)}">${say({ zh: '更多', en: 'More' })}</a></p>`
    }`,
  };
});

const HEADS = [
  { zh: '时间', en: 'When' },
  { zh: '学校', en: 'School' },
  { zh: '活动', en: 'Activity' },
  { zh: '劳模工匠', en: 'Speakers' },
  { zh: '状态', en: 'Status' },
];

function row({ id, school, slot, slots, activityType, seats, status }: Visit, { language, now }: Visitor) {
  const say = inLanguage(language);
  const when = slot ?? slots[0];
  const activity = activityTypes.find(({ code }) => code === activityType);
  const names = seats.flatMap(({ speakerName }) => speakerName ?? []);
  const link = html`<a href="${at(DESK.visit, id)}">${when ? spanAs(when, language, now) : id}</a>`;
  return [link, school.name, activity ? say(activity) : activityType, listed(names, language), statusTag(status, language)];
}
