import { dayAs, monthAs } from '../../deadlines/say.ts';
import { type Html, html } from '../../platform/html.ts';
import { headed, type Sentence } from '../../platform/sentence.ts';
import { statisticsReport } from '../../reports/contract.ts';
import { type Answered, Refused } from '../client.ts';
import { inLanguage, reads, type Visitor } from '../desk.ts';
import { errorsOf, Fields } from '../forms.ts';
import { at, DESK } from '../paths.ts';
import { formTable } from '../tables.ts';
import { asSaid, monthOr } from './months.ts';
import { tableFile } from './table-file.ts';

/** The month's table as it is filed, of all units that one may see, and who has not submitted yet. */
export const statisticsPage = reads(DESK.statistics, async (visitor) => {
  const { client, language, query, now } = visitor;
  const say = inLanguage(language);
  const month = monthOr(query.month, now);
  const report = await client.call(statisticsReport, { query: { month } }).catch(asSaid);
  const refused = report instanceof Refused && report.status === 422 ? report : undefined;
  const { errors } = errorsOf(refused?.errors ?? [], (path) => path);
  const fields = new Fields(language, { given: { month }, errors });
  const filter = html`<form class="card filters" method="get">${fields.input({ name: 'month', label: { zh: '月份', en: 'Month' } }, { type: 'month' })}
<div class="field"><button class="second">${say({ zh: '查看', en: 'Show' })}</button></div></form>`;
  const shown =
    report instanceof Refused
      ? !refused && html`<div class="card"><p>${say(NO_UNIT)}</p></div>`
      : tables(report, month, visitor);
  return {
    ...{
      title: refused ? TITLE : titleOf(month),
      here: DESK.statistics,
      isWide: true as const,
      status: refused?.status ?? 200,
    },
    body: html`${filter}${shown}`,
  };
});

/** The same as a file for a spreadsheet. */
export const statisticsFile = reads(DESK.statisticsFile, ({ client, query, now }) =>
  client.file(statisticsReport, { query: { month: monthOr(query.month, now), format: 'csv' } }),
);

type Report = Answered<typeof statisticsReport>;

function tables({ columns, rows, missingVisits }: Report, month: string, { language, now }: Visitor): Html {
  const say = inLanguage(language);
  const label = say(titleOf(month));
  const late = missingVisits.map(
    ({ id, day, school }) => html`<li><a href="${at(DESK.visit, id)}">${dayAs(day, language, now)} ${school}</a></li>`,
  );
  return html`<div class="card">${
    rows.length > 0
      ? html`${language === 'en' && html`<p class="soft">${IN_CHINESE}</p>`}${formTable({ label, heads: columns, rows })}`
      : html`<p>${say({ zh: '这个月还没有填报的活动。', en: 'No visits were submitted for this month yet.' })}</p>`
  }</div>
${rows.length > 0 && tableFile(DESK.statisticsFile, { month }, language)}
${late.length > 0 && html`<section><h2>${say({ zh: '尚未填报', en: 'Not submitted yet' })}</h2><ul class="links">${late}</ul></section>`}`;
}

const TITLE: Sentence = { zh: '活动统计表', en: 'Statistics' };
/** On paper nothing else says which month it is. */
const titleOf = (month: string): Sentence => ({
  zh: headed(TITLE.zh, monthAs(month, 'zh'), 'zh'),
  en: headed(TITLE.en, monthAs(month, 'en'), 'en'),
});
const IN_CHINESE = 'The table is filed in Chinese, and stands here as it is filed.';
/** An association, say, acts as a union, and no unit of the plan names it. */
const NO_UNIT: Sentence = {
  zh: '贵单位没有所属计划单位，因此没有可以汇总的活动。',
  en: 'No unit of the plan belongs to you, so that there is nothing to sum up.',
};
