import { momentAs } from '../../deadlines/say.ts';
import { getCopy, getLetter, returnCopy } from '../../letters/contract.ts';
import { CopyType } from '../../letters/letter.ts';
import { TITLES } from '../../letters/words.ts';
import { type Html, html } from '../../platform/html.ts';
import { listed, type Sentence } from '../../platform/sentence.ts';
import { Refused } from '../client.ts';
import { inLanguage, reads, type Shown, takesFile, type Visitor } from '../desk.ts';
import { fileField } from '../file-field.ts';
import { EMPTY, Fields } from '../forms.ts';
import { DESK } from '../paths.ts';
import { type Letter, letterPath } from './letter.ts';
import { CHANGED, lettersOf } from './letters-section.ts';

/** One letter: to whom, since when, the sheet to print, and the stamped copies that came back. */
export const letterPage = reads(DESK.letter, (visitor) => showLetter(visitor));

/** The sheet itself, which looks like a letter and not like a page of the desk. */
export const printedLetter = reads(DESK.printedLetter, ({ client, params }) =>
  client.file(getLetter, { params: idsOf(params), headers: { accept: 'text/html' } }),
);

/** A stamped copy as it came, which a browser saves and does not open. */
export const letterCopy = reads(DESK.letterCopy, ({ client, params, query }) =>
  client.file(getCopy, { params: idsOf(params), query: { version: query.version } }),
);

/** A photo or a scan of the stamped letter is handed in; the same one again is there already. */
export const copyTaken = takesFile(DESK.letter, async (visitor, _form, file) => {
  const { client, params } = visitor;
  const ids = idsOf(params);
  if (!file) return showLetter(visitor, 422, [NO_FILE]);
  try {
    await client.call(returnCopy, { params: ids, upload: file });
    return { statusCode: 303, headers: { location: `${letterPath(DESK.letter, ids.id, ids.number)}?handed-in` } };
  } catch (error) {
    if (!(error instanceof Refused && WITH_THE_FILE.has(error.status))) throw error;
    return showLetter(visitor, error.status, error.errors.length > 0 ? error.errors : [error]);
  }
});

const WITH_THE_FILE = new Set([400, 403, 409, 413, 415, 422, 429, 503]);

const idsOf = ({ id = '', number = '' }: Visitor['params']) => ({ id, number });

async function showLetter(visitor: Visitor, status = 200, wrong: readonly Sentence[] = []): Promise<Shown> {
  const { client, language, params, query, csrf } = visitor;
  const say = inLanguage(language);
  const { id, number } = idsOf(params);
  const letter = await client.call(getLetter, { params: { id, number }, query: { numbers: 'false' } });
  const title = TITLES[letter.kind];
  const fields = new Fields(language, { ...EMPTY, errors: wrong[0] ? { file: wrong[0] } : {} });
  const note = 'issued' in query ? ISSUED : 'handed-in' in query ? HANDED_IN : undefined;
  return {
    ...{ title: { zh: `${title.zh} ${number}`, en: `${title.en} ${number}` }, here: DESK.visits, status },
    body: html`${note && html`<p class="note" role="status">${say(note)}</p>`}${letter.changed && html`<p class="wrong" role="alert">${say(NO_MORE)}</p>`}
<section>${facts(letter, visitor)}
<p><a class="button" href="${letterPath(DESK.printedLetter, id, number)}" target="_blank">${say({ zh: '打开并打印（A4，新页面）', en: 'Open to print (A4, on a new page)' })}</a></p></section>
<section><h2>${say({ zh: '盖章件', en: 'Stamped copies' })}</h2>${copies(letter, visitor)}
<form method="post" enctype="multipart/form-data" action="${letterPath(DESK.letter, id, number)}"><input type="hidden" name="csrf" value="${csrf}">
${fileField(fields, { label: CHOOSE, hint: SIZES }, CopyType.options)}
<button>${say({ zh: '交回盖章件', en: 'Hand it in' })}</button></form></section>
<p><a href="${lettersOf(id)}">${say({ zh: '返回活动', en: 'Back to the visit' })}</a></p>`,
  };
}

function facts(letter: Letter, { language, now }: Visitor): Html {
  const say = inLanguage(language);
  const { union, addressee, speakers, issuedAt, issuedBy, replyBy, changed } = letter;
  const rows: [Sentence, string | undefined][] = [
    [{ zh: '发函单位', en: 'From' }, union.name],
    [{ zh: '致', en: 'To' }, addressee.name],
    [
      { zh: '劳模工匠', en: 'Speakers' },
      listed(
        speakers.map(({ name }) => name),
        language,
      ),
    ],
    [{ zh: '签发', en: 'Issued' }, `${momentAs(issuedAt, language, now)} · ${issuedBy.name}`],
    [{ zh: '请于此前答复', en: 'To be answered by' }, replyBy && momentAs(replyBy, language, now)],
    [{ zh: '状态', en: 'It' }, changed ? say(CHANGED) : undefined],
  ];
  return html`<dl>${rows.map(([label, value]) => value && html`<dt>${say(label)}</dt><dd>${value}</dd>`)}</dl>`;
}

function copies({ copies: all, number, visitId }: Letter, { language, now }: Visitor): Html {
  const say = inLanguage(language);
  if (all.length === 0) return html`<p class="soft">${say(NONE)}</p>`;
  const items = all.map(({ version, type, bytes, at: when, by }) => {
    const path = `${letterPath(DESK.letterCopy, visitId, number)}?version=${version}`;
    const kind = `${type.split('/')[1]!.toUpperCase()}, ${Math.max(1, Math.round(bytes / 1024))} KB`;
    return html`<li><a href="${path}">${say({ zh: `下载第 ${version} 份`, en: `Download copy ${version}` })}</a> <span class="soft">${kind} · ${momentAs(when, language, now)} · ${by.name}</span></li>`;
  });
  return html`<ul class="links">${items}</ul>`;
}

const ISSUED = {
  zh: '已签发。请打印、盖章后送达对方。',
  en: 'Issued. Print it, have it stamped, and bring it to them.',
};
const HANDED_IN = { zh: '盖章件已交回。', en: 'The stamped copy is here.' };
const NO_MORE = {
  zh: '签发以后活动有变更，这份函件不再有效；需要时请在活动页面重新签发。',
  en: 'The visit has changed since; this letter does not hold any more. Issue another on the page of the visit.',
};
const NONE = { zh: '还没有交回。', en: 'None came back yet.' };
const CHOOSE = { zh: '盖章后的照片或扫描件', en: 'A photo or scan of the stamped letter' };
const SIZES = {
  zh: 'JPG、PNG 或 PDF，不超过 3 MB；照片太大的，请先缩小或截图',
  en: 'JPG, PNG or PDF, 3 MB at most; make a larger photo smaller first',
};
const NO_FILE = { zh: '请先选择文件', en: 'choose a file first' };
