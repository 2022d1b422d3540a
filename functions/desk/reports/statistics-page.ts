import { month as monthOf } from '../../deadlines/shanghai-time.ts';
import { html } from '../../platform/html.ts';
import { statisticsReport } from '../../reports/contract.ts';
import { inLanguage, reads } from '../desk.ts';
import { Fields } from '../forms.ts';
import { at, DESK } from '../paths.ts';
import { formTable } from '../tables.ts';
import { tableFile } from './table-file.ts';

/** The month's table as it is filed, of all units that one may see, and who has not submitted yet. */
export const statisticsPage = reads(DESK.statistics, async ({ client, language, query, now }) => {
  const say = inLanguage(language);
  const month = query.month ?? monthOf(now.toISOString());
  const { columns, rows, missing } = await client.call(statisticsReport, { query: { month } });
  const fields = new Fields(language, { given: { month }, errors: {} });
  const title = { zh: '活动统计表', en: 'Statistics' };
  const late = missing.map((id) => html`<li><a href="${at(DESK.visit, id)}">${id}</a></li>`);
  return {
    ...{ title, here: DESK.statistics },
    body: html`<form class="card filters" method="get">${fields.input({ name: 'month', label: { zh: '月份', en: 'Month' } }, { type: 'month' })}
<div class="field"><button class="second">${say({ zh: '查看', en: 'Show' })}</button></div></form>
<div class="card">${
      rows.length > 0
        ? formTable({ label: `${say(title)} ${month}`, heads: columns, rows })
        : html`<p>${say({ zh: '这个月还没有填报的活动。', en: 'No visits were submitted for this month yet.' })}</p>`
    }</div>
${rows.length > 0 && tableFile(DESK.statisticsFile, { month }, language)}
${late.length > 0 && html`<section><h2>${say({ zh: '尚未填报', en: 'Not submitted yet' })}</h2><ul>${late}</ul></section>`}`,
  };
});

/** The same as a file for a spreadsheet. */
export const statisticsFile = reads(DESK.statisticsFile, ({ client, query, now }) =>
  client.file(statisticsReport, { query: { month: query.month ?? monthOf(now.toISOString()), format: 'csv' } }),
);
