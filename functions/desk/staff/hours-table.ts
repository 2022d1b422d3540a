import type { Language } from '../../deadlines/say.ts';
import { type Html, html } from '../../platform/html.ts';
import type { Sentence } from '../../platform/sentence.ts';
import { inLanguage } from '../desk.ts';
import { rowsTable } from '../tables.ts';
import { roundedHours } from '../visits/all-visits.ts';
import type { Given } from './away.ts';

/** The hours of one month, a row for each speaker with a bar, and the sum of all. */
export function hoursTable(given: readonly Given[], label: string, language: Language): Html {
  const say = inLanguage(language);
  if (given.length === 0) return html`<p>${say(NONE)}</p>`;
  const heads = HEADS.map(say);
  const most = Math.max(...given.map(({ total }) => total));
  const bar = (total: number) =>
    html`<meter min="0" max="${most}" value="${total}" aria-label="${heads[5]!}"></meter> <small>${roundedHours(total)}</small>`;
  const sum = (of: (each: Given) => number) => roundedHours(given.reduce((total, each) => total + of(each), 0));
  const rows = given.map(({ name, visits, hours, total }) => [
    ...[name, visits, roundedHours(hours.released), roundedHours(hours.permitted), roundedHours(hours.notice)],
    bar(total),
  ]);
  const all = [
    ...[say({ zh: '合计', en: 'Together' }), sum(({ visits }) => visits)],
    ...(['released', 'permitted', 'notice'] as const).map((kind) => sum(({ hours }) => hours[kind])),
    html`<strong>${sum(({ total }) => total)}</strong>`,
  ];
  return html`${rowsTable({ label, heads, rows: [...rows, all] })}<p class="soft">${say(WHAT_COUNTS)}</p>`;
}

const HEADS: Sentence[] = [
  { zh: '人员', en: 'Who' },
  { zh: '场次', en: 'Visits' },
  { zh: '单位同意（小时）', en: 'Released, hours' },
  { zh: '年度授权（小时）', en: 'Permitted, hours' },
  { zh: '工作时间外（小时）', en: 'Outside work, hours' },
  { zh: '共计（小时）', en: 'All, hours' },
];
const NONE: Sentence = {
  zh: '这个月还没有已确认或已举办的活动。',
  en: 'No visit was agreed or held in this month yet.',
};
const WHAT_COUNTS: Sentence = {
  zh: '只计已确认和已举办的活动，按活动时间计算，不含路程；未到场的不计。',
  en: 'Visits that are agreed or were held, by their own time without the way; not where somebody did not come.',
};
