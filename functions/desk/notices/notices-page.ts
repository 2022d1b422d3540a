import { momentAs } from '../../deadlines/say.ts';
import { listNotices, readNotices } from '../../notices/contract.ts';
import { html } from '../../platform/html.ts';
import { inLanguage, reads, takes } from '../desk.ts';
import { at, DESK } from '../paths.ts';

/** What somebody was told, by whichever channel, the latest first. */
export const noticesPage = reads(DESK.notices, async ({ client, language, query, csrf, now }) => {
  const say = inLanguage(language);
  const { notices, cursor } = await client.call(listNotices, { query: { limit: '20', cursor: query.cursor } });
  const cards = notices.map((notice) => {
    const { title, text } = notice[language];
    const leadsTo = notice.visitId;
    return html`<li class="card"><h2>${leadsTo === undefined ? title : html`<a href="${at(DESK.visit, leadsTo)}">${title}</a>`}${!notice.read && html` <span class="tag warn">${say({ zh: '新', en: 'new' })}</span>`}</h2><p>${text}</p><p class="soft">${momentAs(notice.at, language, now)}</p></li>`;
  });
  const empty = html`<div class="card"><p>${say({ zh: '还没有通知。', en: 'Nothing yet.' })}</p></div>`;
  const [latest] = notices;
  const isNew = notices.some(({ read }) => !read) && latest !== undefined;
  const mark = html`<form method="post"><input type="hidden" name="csrf" value="${csrf}"><input type="hidden" name="upTo" value="${latest?.at}"><button class="second">${say({ zh: '全部标为已读', en: 'Mark all as read' })}</button></form>`;
  return {
    ...{ title: { zh: '通知', en: 'Notices' }, here: DESK.notices },
    body: html`${isNew && mark}${cards.length === 0 ? empty : html`<ul class="cards">${cards}</ul>`}${
      cursor !== undefined &&
      html`<p><a class="button second" href="${DESK.notices}?${String(new URLSearchParams({ cursor }))}">${say({ zh: '更多', en: 'More' })}</a></p>`
    }`,
  };
});

/** What came after the page was shown stays new. */
export const noticesForm = takes(DESK.notices, async ({ client }, { upTo = '' }) => {
  await client.call(readNotices, { body: { upTo } });
  return { statusCode: 303, headers: { location: DESK.notices } };
});
