import type { CatalogueEntry } from '../../catalogue/entry.ts';
import { roles as roleEntries } from '../../catalogue/roles.ts';
import { type ImportAnswer, importTable } from '../../imports/contract.ts';
import { CSV, XLSX } from '../../imports/media-types.ts';
import { getCatalogue } from '../../meta/contract.ts';
import type { Upload } from '../../platform/body.ts';
import { type Html, html } from '../../platform/html.ts';
import type { Sentence } from '../../platform/sentence.ts';
import { Refused } from '../client.ts';
import { inLanguage, reads, type Shown, takesFile, type Visitor } from '../desk.ts';
import { fileField } from '../file-field.ts';
import { EMPTY, Fields } from '../forms.ts';
import type { Lists } from '../organisations/record-fields.ts';
import { DESK } from '../paths.ts';
import { held, heldIn, markOf } from './held-file.ts';
import { previewOf } from './preview.ts';
import { isTable, type Of, TABLES } from './tables.ts';

/** Schools, employers or people out of a spreadsheet: what each row would do is looked at first. */
export const importPage = reads(DESK.imports, async (visitor) => showChoice(visitor, visitor.query.of));

/** An empty table with the headings, as spreadsheets open it. */
export const importSheet = reads(DESK.importSheet, async ({ query }) => {
  const of: Of = isTable(query.of) ? query.of : 'schools';
  const { needed, more } = TABLES[of];
  return {
    statusCode: 200,
    headers: { 'content-type': `${CSV}; charset=utf-8`, 'content-disposition': `attachment; filename="${of}.csv"` },
    body: `\ufeff${[...needed, ...more].join(',')}\r\n`,
  };
});

/** Looks at a table, or does what it says. */
export const importTaken = takesFile(DESK.imports, async (visitor, form, file) => {
  const { of } = form;
  if (!isTable(of)) return showChoice(visitor, undefined, 422);
  const table = file ?? heldIn(form);
  if (!table) return showChoice(visitor, of, 422, NO_FILE);
  try {
    // Only what was looked at is imported; another file is looked at first.
    const answer = await send(visitor, of, table, form.apply !== undefined && form.mark === markOf(table));
    if (!answer.applied) return showPreview(visitor, of, table, answer);
    const { add, change, same } = answer.counts as Record<string, number>;
    const done = { of, done: '', add: String(add), change: String(change), same: String(same) };
    return { statusCode: 303, headers: { location: `${DESK.imports}?${String(new URLSearchParams(done))}` } };
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    // Something has changed since it was looked at: it is looked at anew.
    if (error.type === 'import-refused') return showPreview(visitor, of, table, await send(visitor, of, table, false), error);
    if ([400, 413, 415, 422, 429, 503].includes(error.status)) return showChoice(visitor, of, error.status, error);
    throw error;
  }
});

const send = ({ client }: Visitor, of: Of, upload: Upload, apply: boolean): Promise<ImportAnswer> =>
  client.call(importTable, { params: { of }, query: { apply: apply ? 'true' : 'false' }, upload });

async function showChoice(visitor: Visitor, of?: string, status = 200, wrong?: Sentence): Promise<Shown> {
  const { client, language, csrf } = visitor;
  const say = inLanguage(language);
  const lists = await client.call(getCatalogue);
  const entries = Object.entries(TABLES).map(([code, { name }]) => ({ code, ...name }));
  const errors: Record<string, Sentence> = wrong ? { file: wrong } : status === 422 ? { of: CHOOSE } : {};
  const fields = new Fields(language, { ...EMPTY, errors });
  return {
    ...{ title: TITLE, here: DESK.people, status },
    body: html`${doneNote(visitor)}<section><p>${say(ABOUT)}</p>
<form method="post" enctype="multipart/form-data" action="${DESK.imports}"><input type="hidden" name="csrf" value="${csrf}">
${fields.choice({ name: 'of', label: { zh: '导入什么', en: 'What it holds' }, required: true }, entries, of ?? '')}
${fileField(fields, { label: FILE, hint: SIZES }, ['.csv', '.xlsx', CSV, XLSX])}
<button>${say({ zh: '先预览，不导入', en: 'Look at it first' })}</button></form></section>
<section><h2>${say({ zh: '表头', en: 'Headings' })}</h2>${headings(visitor)}${namesFor(lists, visitor)}</section>
<p><a href="${DESK.people}">${say({ zh: '返回人员', en: 'Back to people' })}</a></p>`,
  };
}

/** What stands in the first row of each table. */
function headings({ language }: Visitor): Html {
  const say = inLanguage(language);
  const items = Object.entries(TABLES).map(
    ([of, { name, needed, more }]) =>
      html`<dt>${say(name)}</dt><dd>${needed.join('、')}<br><span class="soft">${say({ zh: '可不填：', en: 'optional: ' })}${more.join('、')}</span><br><a href="${DESK.importSheet}?of=${of}">${say({ zh: '下载空白表格', en: 'Download an empty table' })}</a></dd>`,
  );
  return html`<p>${say(CELLS)}</p><dl>${items}</dl>`;
}

/** What can be written into cells that take a name of a list. */
function namesFor(lists: Lists, { language }: Visitor): Html {
  const say = inLanguage(language);
  const roles = roleEntries.filter(({ code }) => code !== 'speaker');
  const of: [string, readonly CatalogueEntry[] | undefined][] = [
    ['计划单位', lists.units],
    ['学校层次', lists.levels],
    ['区县', lists.districts],
    ['角色', roles],
  ];
  const items = of.map(([name, list = []]) => html`<dt>${name}</dt><dd>${list.map(({ zh }) => zh).join('、')}</dd>`);
  return html`<details><summary>${say({ zh: '可填的名称', en: 'Names that can be written' })}</summary><dl>${items}</dl></details>`;
}

function showPreview(visitor: Visitor, of: Of, table: Upload, answer: ImportAnswer, refused?: Refused): Shown {
  const { language, csrf } = visitor;
  const say = inLanguage(language);
  const isGood = answer.problems.length === 0;
  const kept = held(table);
  const fields = new Fields(language, EMPTY);
  const again = kept ?? fileField(fields, { label: FILE_AGAIN, hint: SIZES }, ['.csv', '.xlsx', CSV, XLSX]);
  return {
    ...{ title: { zh: `预览：${TABLES[of].name.zh}`, en: `Preview: ${TABLES[of].name.en}` }, here: DESK.people },
    status: refused?.status ?? 200,
    body: html`${refused && html`<p class="wrong" role="alert">${say(refused)}</p>`}${previewOf(answer, language)}
${
  isGood &&
  html`<section class="big"><form method="post" enctype="multipart/form-data" action="${DESK.imports}"><input type="hidden" name="csrf" value="${csrf}"><input type="hidden" name="of" value="${of}"><input type="hidden" name="apply" value="yes"><input type="hidden" name="mark" value="${markOf(table)}">${again}
<button>${say({ zh: '确认导入', en: 'Import it' })}</button></form></section>`
}<p><a href="${DESK.imports}?of=${of}">${say({ zh: '另选表格', en: 'Choose another table' })}</a></p>`,
  };
}

function doneNote({ query, language }: Visitor): Html | false {
  if (!('done' in query)) return false;
  const [add, change, same] = [query.add, query.change, query.same].map((count) => Number(count) || 0);
  const said = {
    zh: `已导入：新增 ${add} 行，更改 ${change} 行，未变 ${same} 行。`,
    en: `Imported: ${add} rows added, ${change} changed, ${same} as before.`,
  };
  return html`<p class="note" role="status">${inLanguage(language)(said)}</p>`;
}

const TITLE: Sentence = { zh: '从表格导入', en: 'Import from a table' };
const ABOUT = {
  zh: '先逐行列出会新增、更改什么和全部问题，确认后才导入；有一行不能导入，就一行也不导入。',
  en: 'Each row is looked at first, with all that is wrong. Then it is imported whole, or not at all.',
};
const FILE = { zh: '表格文件', en: 'The table' };
const FILE_AGAIN = { zh: '文件较大，请再选一次同一个文件', en: 'It is large: choose the same file again' };
const SIZES = { zh: 'XLSX 或 CSV，不超过 1 MB、2000 行', en: 'XLSX or CSV, 1 MB and 2,000 rows at most' };
const CELLS = {
  zh: '单元格里填名称或代码，多项用顿号分开；已有的代码会被更改，留空的不改。',
  en: 'Names or codes in the cells, several separated by 、. A code that is there is changed; an empty cell changes nothing.',
};
const CHOOSE = { zh: '请选择一项', en: 'choose one of the list' };
const NO_FILE = { zh: '请先选择文件', en: 'choose a file first' };
