import { day } from '../../deadlines/shanghai-time.ts';
import { exportPerson, type PersonalData } from '../../personal/contract.ts';
import type { Answer } from '../../platform/api.ts';
import { type Html, html } from '../../platform/html.ts';
import type { Client } from '../client.ts';
import { type Form, inLanguage, type Visitor } from '../desk.ts';
import { EMPTY, Fields } from '../forms.ts';

/** So many pages of a hundred visits one file holds; more would take longer than the gateway waits. */
const MOST_PAGES = 8;

/**
 * All that is held about somebody as a file, which a browser saves; of very many visits the latest, and at its end the `cursor` by which
 * the next file goes on.
 */
export async function dataFile(client: Client, id: string, { cursor = '' }: Form, now: Date): Promise<Answer> {
  const after = (from?: string) => client.call(exportPerson, { params: { id }, query: { cursor: from } });
  let whole: PersonalData = await after(cursor.trim());
  for (let pages = 1; whole.cursor !== undefined && pages < MOST_PAGES; pages++)
    whole = together(whole, await after(whole.cursor));
  return {
    statusCode: 200,
    headers: {
      'content-type': 'application/json; charset=utf-8',
      'content-disposition': `attachment; filename="personal-data-${day(now.toISOString())}.json"`,
    },
    body: JSON.stringify(whole, undefined, 2),
  };
}

/** The latest last; each page tells who saw a number as far as its own visits lead. */
function together(one: PersonalData, { visits, contactOf, seenBy, more, moreLooks, cursor }: PersonalData): PersonalData {
  const isCut = one.moreLooks === true || moreLooks === true;
  const { cursor: _, ...shown } = one;
  const looks = new Map([...one.seenBy, ...seenBy].map((look) => [JSON.stringify(look), look]));
  return {
    ...shown,
    visits: [...visits, ...one.visits],
    contactOf: [...one.contactOf, ...contactOf],
    seenBy: [...looks.values()],
    ...{ more: more || isCut, ...(isCut && { moreLooks: true as const }), ...(cursor !== undefined && { cursor }) },
  };
}

/** The button for it, and how it goes on where one file did not hold all. */
export function dataForm(opening: Html, { language }: Pick<Visitor, 'language'>): Html {
  const say = inLanguage(language);
  const fields = new Fields(language, EMPTY, 'data-');
  return html`${opening}<button class="second">${say({ zh: '下载（JSON 文件）', en: 'Download (a JSON file)' })}</button>
<details><summary>${say({ zh: '文件末尾有 cursor 的，接着下载', en: 'Where the file ends with a cursor, go on' })}</summary>
${fields.input({ name: 'cursor', label: { zh: '上一个文件末尾的 cursor', en: 'The cursor at the end of the file before' } }, { autocomplete: 'off' })}
<button class="second">${say({ zh: '接着下载', en: 'Download the next file' })}</button></details></form>`;
}
