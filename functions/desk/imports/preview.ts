import type { Language } from '../../deadlines/say.ts';
import type { ImportAnswer, RowAction } from '../../imports/contract.ts';
import { type Html, html } from '../../platform/html.ts';
import type { Sentence } from '../../platform/sentence.ts';
import { rowsTable } from '../tables.ts';

/** So many are read at a time; who has more corrects these first. */
const MOST = 100;

/** What a table would do: in numbers, with all that is wrong or worth a look, and row by row. Pure. */
export function previewOf({ counts, rows, problems, warnings }: ImportAnswer, language: Language): Html {
  const numbers = Object.entries(ACTIONS).map(
    ([action, name]) => html`<dt>${name[language]}</dt><dd>${counts[action as RowAction] ?? 0}</dd>`,
  );
  const moving = rows.filter(({ action }) => action !== 'same');
  const heads = [HEADS.row, HEADS.action, HEADS.name, HEADS.code].map((head) => head[language]);
  const table = rowsTable({
    ...{ label: ROWS[language], heads },
    rows: moving.slice(0, MOST).map(({ row, action, name, id }) => [rowAs(row, language), ACTIONS[action][language], name, id]),
  });
  return html`<section><dl class="figures">${numbers}</dl></section>
${problems.length > 0 && html`<section><p class="wrong" role="alert">${REFUSED[language]}</p>${findings(PROBLEMS, problems, language)}</section>`}
${warnings.length > 0 && html`<section>${findings(WARNINGS, warnings, language)}</section>`}
${moving.length > 0 && html`<details class="card"><summary>${ROWS[language]}</summary>${table}${rest(moving.length, language)}</details>`}`;
}

function findings(title: Sentence, found: ImportAnswer['problems'], language: Language): Html {
  const heads = [HEADS.row, HEADS.column, HEADS.what].map((head) => head[language]);
  const rows = found
    .slice(0, MOST)
    .map((finding) => [rowAs(finding.row, language), finding.path, (WORDS[finding.code] ?? finding)[language]]);
  return html`<h2>${title[language]}</h2>${rowsTable({ label: title[language], heads, rows })}${rest(found.length, language)}`;
}

/** As a spreadsheet counts. */
const rowAs = (row: number, language: Language): string => (language === 'zh' ? `第 ${row} 行` : `Row ${row}`);

const rest = (count: number, language: Language): Html | false =>
  count > MOST &&
  html`<p class="soft">${{ zh: `只列出前 ${MOST} 条，共 ${count} 条。`, en: `The first ${MOST} of ${count}.` }[language]}</p>`;

/** Where the API speaks of codes to programs. */
const WORDS: Record<string, Sentence> = {
  unknown: { zh: '没有这一项，请核对名称或代码', en: 'there is no such thing; look at the name or code' },
};
const ACTIONS: Record<RowAction, Sentence> = {
  add: { zh: '新增', en: 'added' },
  change: { zh: '更改', en: 'changed' },
  same: { zh: '未变', en: 'as before' },
  refuse: { zh: '不能导入', en: 'cannot be taken' },
};
const HEADS = {
  row: { zh: '行', en: 'Row' },
  column: { zh: '列', en: 'Column' },
  what: { zh: '说明', en: 'What' },
  action: { zh: '会怎样', en: 'What happens' },
  name: { zh: '名称', en: 'Name' },
  code: { zh: '代码', en: 'Code' },
} satisfies Record<string, Sentence>;
const ROWS = { zh: '逐行查看', en: 'Row by row' };
const PROBLEMS = { zh: '问题', en: 'What is wrong' };
const WARNINGS = { zh: '提醒（不影响导入）', en: 'Worth a look (stops nothing)' };
const REFUSED = {
  zh: '表格中有问题，还不能导入。请在表格里改好，再上传一次。',
  en: 'It cannot be imported yet. Correct it in the spreadsheet, and send it again.',
};
