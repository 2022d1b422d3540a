import { getCatalogue } from '../../meta/contract.ts';
import { type Html, html } from '../../platform/html.ts';
import { listSpeakers } from '../../talent/contract.ts';
import { inLanguage, reads, type Visitor } from '../desk.ts';
import { ALL, Fields } from '../forms.ts';
import { at, DESK } from '../paths.ts';
import { rowsTable } from '../tables.ts';
import type { Lists } from '../visits/visit-facts.ts';
import { unionNames } from './names.ts';
import { ENTRY, honourAs, loadAs, type Speaker } from './words.ts';

/** Who is in the talent pool, by what is looked for: twenty a page, as the API counts pages. */
export const poolPage = reads(DESK.speakers, async (visitor) => {
  const { client, language, query } = visitor;
  const say = inLanguage(language);
  const { topic, level, district, cursor } = query;
  const name = query.name?.trim();
  const [{ speakers, cursor: next }, lists, unions] = await Promise.all([
    client.call(listSpeakers, { query: { name, topic, level, district, numbers: 'false', cursor, limit: '20' } }),
    client.call(getCatalogue),
    unionNames(client),
  ]);
  const given = { name: name ?? '', topic: topic ?? '', level: level ?? '', district: district ?? '' };
  const fields = new Fields(language, { given, errors: {} });
  const filters = html`<form class="card filters" method="get" role="search">
${fields.input({ name: 'name', label: { zh: '姓名', en: 'Name' } }, { type: 'search', maxlength: '30' })}
${fields.choice({ name: 'topic', label: { zh: '主题', en: 'Topic' }, none: ALL }, lists.topics ?? [])}
${fields.choice({ name: 'level', label: { zh: '学段', en: 'Level' }, none: ALL }, lists.levels ?? [])}
${fields.choice({ name: 'district', label: { zh: '区域', en: 'District' }, none: ALL }, lists.districts ?? [])}
<div class="field"><button class="second">${say({ zh: '查找', en: 'Search' })}</button></div></form>`;
  const none = html`<div class="card"><p>${say({ zh: '没有符合条件的劳模工匠；请放宽条件再查。', en: 'Nobody fits; look for less.' })}</p></div>`;
  const more = new URLSearchParams({
    ...Object.fromEntries(Object.entries(given).filter(([, value]) => value !== '')),
    cursor: next ?? '',
  });
  return {
    ...{ title: { zh: '劳模工匠资源库', en: 'The talent pool' }, here: DESK.speakers },
    body: html`${filters}${speakers.length === 0 ? none : html`<div class="card">${speakersTable(speakers, lists, unions, visitor)}</div>`}${
      next !== undefined &&
      html`<p><a class="button second" href="${DESK.speakers}?${String(more)}">${say({ zh: '下一页', en: 'Next page' })}</a></p>`
    }`,
  };
});

function speakersTable(
  speakers: readonly Speaker[],
  lists: Lists,
  unions: ReadonlyMap<string, string>,
  { language }: Visitor,
): Html {
  const say = inLanguage(language);
  // A school does not see how much somebody does.
  const isLoadSeen = speakers.some(({ load }) => load !== undefined);
  const heads = [
    { zh: '姓名', en: 'Name' },
    { zh: '荣誉', en: 'Honour' },
    { zh: '所属工会', en: 'Union' },
    ...(isLoadSeen ? [{ zh: '场次', en: 'Visits' }] : []),
  ];
  const rows = speakers.map((speaker) => {
    const { id, name, trade, mainHonour, union, status } = speaker;
    const { tone, ...entry } = ENTRY[status];
    return [
      html`<a href="${at(DESK.speaker, id)}">${name}</a>${status !== 'active' && html` <span class="tag ${tone}">${say(entry)}</span>`}<br><small>${trade}</small>`,
      mainHonour ? honourAs(mainHonour, lists, language) : '–',
      unions.get(union) ?? union,
      ...(isLoadSeen ? [loadAs(speaker, language) ?? '–'] : []),
    ];
  });
  return rowsTable({ label: say({ zh: '劳模工匠', en: 'Speakers' }), heads: heads.map(say), rows });
}
