import type { Language } from '../../deadlines/say.ts';
import { type Html, html } from '../../platform/html.ts';

/** Where a table can be had as a file. */
export const tableFile = (path: string, query: Record<string, string>, language: Language): Html =>
  html`<p><a class="button second" href="${path}?${String(new URLSearchParams(query))}">${{ zh: '下载表格（CSV，可用 Excel、WPS 打开）', en: 'Download the table (CSV, for Excel)' }[language]}</a></p>`;
