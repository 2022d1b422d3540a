import { activityTypes } from '../../catalogue/activity-types.ts';
import { visitStatuses } from '../../catalogue/visit-words.ts';
import { html } from '../../platform/html.ts';
import { listVisits } from '../../visits/contract.ts';
import type { Answered } from '../client.ts';
import { inLanguage, reads, type Visitor } from '../desk.ts';
import { Fields } from '../forms.ts';
import { at, DESK } from '../paths.ts';
import { spanAs } from '../say.ts';
import { rowsTable } from '../tables.ts';
import { mayRecordAfterwards } from './record-form.ts';
import { statusTag } from './status-tag.ts';

type Visit = Answered<typeof listVisits>['visits'][number];

/** All visits of one's own organisations, by their time, as far as they are looked for. */
export const visitsPage = reads(DESK.visits, async (visitor) => {
  const { client, language, query } = visitor;
  const say = inLanguage(language);
  const { status, from, to, cursor } = query;
  const wished = { status: status as never, from, to, cursor, limit: '20' };
  const { visits, cursor: next } = await client.call(listVisits, { query: wished });
  const fields = new Fields(language, { given: { status: status ?? '', from: from ?? '', to: to ?? '' }, errors: {} });
  const filters = html`<form class="card filters" method="get">
${fields.choice({ name: 'status', label: { zh: '状态', en: 'Status' } }, visitStatuses)}
${fields.input({ name: 'from', label: { zh: '从', en: 'From' } }, { type: 'date' })}
${fields.input({ name: 'to', label: { zh: '到', en: 'To' } }, { type: 'date' })}
<div class="field"><button class="second">${say({ zh: '筛选', en: 'Show' })}</button></div></form>`;
  const empty = html`<div class="card"><p>${say({ zh: '没有符合条件的活动。', en: 'There are no such visits.' })}</p></div>`;
  const heads = [
    { zh: '时间', en: 'When' },
    { zh: '学校', en: 'School' },
    { zh: '活动', en: 'Activity' },
    { zh: '劳模工匠', en: 'Speakers' },
    { zh: '状态', en: 'Status' },
  ];
  const title = { zh: '活动', en: 'Visits' };
  const rows = html`<div class="card">${rowsTable({ label: say(title), heads: heads.map(say), rows: visits.map((visit) => row(visit, visitor)) })}</div>`;
  const more = new URLSearchParams({ ...(status && { status }), ...(from && { from }), ...(to && { to }), cursor: next ?? '' });
  return {
    ...{ title, here: DESK.visits },
    body: html`${mayRecordAfterwards(visitor) && html`<p><a href="${DESK.recorded}">${say({ zh: '补录已举办的活动', en: 'Record an activity that has taken place' })}</a></p>`}${filters}${visits.length === 0 ? empty : rows}${
      next !== undefined &&
      html`<p><a class="button second" href="${DESK.visits}?${String(more)}">${say({ zh: '更多', en: 'More' })}</a></p>`
    }`,
  };
});

function row({ id, school, slot, slots, activityType, seats, status }: Visit, { language, now }: Visitor) {
  const say = inLanguage(language);
  const when = slot ?? slots[0];
  const activity = activityTypes.find(({ code }) => code === activityType);
  const names = seats.map(({ speakerName }) => speakerName).filter((name) => name !== undefined);
  const link = html`<a href="${at(DESK.visit, id)}">${when ? spanAs(when, language, now) : id}</a>`;
  return [link, school.name, activity ? say(activity) : activityType, names.join('、'), statusTag(status, language)];
}
