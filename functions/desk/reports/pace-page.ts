import { TASK_NAMES } from '../../catalogue/visit-words.ts';
import { paceReport } from '../../pace/contract.ts';
import { type Html, html } from '../../platform/html.ts';
import { Refused } from '../client.ts';
import { inLanguage, reads } from '../desk.ts';
import { errorsOf, Fields } from '../forms.ts';
import { DESK } from '../paths.ts';
import { rowsTable } from '../tables.ts';
import { asSaid, monthOr } from './months.ts';
import { tableFile } from './table-file.ts';

/** Who answers fast and who does not, the slowest first: medians in working hours, and the share in time as a bar. */
export const pacePage = reads(DESK.pace, async ({ client, language, query, now }) => {
  const say = inLanguage(language);
  const [from, to] = [monthOr(query.from, now), monthOr(query.to, now)];
  const report = await client.call(paceReport, { query: { from, to } }).catch(asSaid);
  const refused = report instanceof Refused ? report : undefined;
  const rows = report instanceof Refused ? [] : report.rows;
  const { errors } = errorsOf(refused?.errors ?? [], (path) => path);
  const fields = new Fields(language, { given: { from, to }, errors });
  const title = { zh: '办理时效', en: 'How fast' };
  const slowest = rows.toSorted((a, b) => (b.medianHours ?? 0) - (a.medianHours ?? 0));
  const heads = [
    { zh: '单位', en: 'Organisation' },
    { zh: '事项', en: 'Step' },
    { zh: '已办', en: 'Answered' },
    { zh: '中位用时（工作小时）', en: 'Median, working hours' },
    { zh: '按时', en: 'In time' },
    { zh: '逾期待办', en: 'Overdue now' },
  ].map(say);
  const table = rowsTable({
    ...{ label: say(title), heads },
    rows: slowest.map((row) => [
      ...[row.organisation.name, say(TASK_NAMES[row.step]), row.answered, row.medianHours ?? '–'],
      ...[share(row.inTime, heads[4]!), row.overdue],
    ]),
  });
  return {
    ...{ title, here: DESK.pace, status: refused?.status ?? 200 },
    body: html`<form class="card filters" method="get">${fields.input({ name: 'from', label: { zh: '从', en: 'From' } }, { type: 'month' })}
${fields.input({ name: 'to', label: { zh: '到', en: 'To' } }, { type: 'month' })}
<div class="field"><button class="second">${say({ zh: '查看', en: 'Show' })}</button></div></form>
${!refused && html`<div class="card">${rows.length > 0 ? table : html`<p>${say({ zh: '这段时间没有办理记录。', en: 'Nothing was answered in that time.' })}</p>`}</div>`}
${!refused && rows.length > 0 && tableFile(DESK.paceFile, { from, to }, language)}`,
  };
});

/** The same as a file for a spreadsheet. */
export const paceFile = reads(DESK.paceFile, ({ client, query, now }) => {
  const [from, to] = [monthOr(query.from, now), monthOr(query.to, now)];
  return client.file(paceReport, { query: { from, to, format: 'csv' } });
});

const share = (inTime: number | undefined, label: string): Html | string =>
  inTime === undefined
    ? '–'
    : html`<meter min="0" max="1" value="${inTime}" aria-label="${label}"></meter> <small>${Math.round(inTime * 100)}%</small>`;
