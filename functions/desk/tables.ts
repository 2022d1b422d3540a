import { type Html, html } from '../platform/html.ts';

type Cell = Html | string | number | undefined;

interface Table {
  /** What it is, for those who do not see it. */
  label: string;
  heads: readonly string[];
  rows: readonly (readonly Cell[])[];
}

/** Rows under heads; on a telephone each row stands by itself, every cell with its head. The first cell names the row. */
export const rowsTable = ({ label, heads, rows }: Table): Html =>
  html`<table class="rows" aria-label="${label}"><thead><tr>${heads.map((head) => html`<th scope="col">${head}</th>`)}</tr></thead><tbody>${rows.map(
    ([first, ...cells]) =>
      html`<tr><th scope="row">${first}</th>${cells.map((cell, i) => html`<td><span class="inline-head">${heads[i + 1]} </span>${cell}</td>`)}</tr>`,
  )}</tbody></table>`;

/** A form's table as it is filed: it keeps its columns, and scrolls where there is no room; also by the keyboard. Numbers need little. */
export function formTable({ label, heads, rows }: Table): Html {
  const classes = heads.map((_, i) => rows.every((cells) => typeof cells[i] === 'number') && html` class="number"`);
  return html`<div class="wide" role="region" aria-label="${label}" tabindex="0"><table><thead><tr>${heads.map(
    (head, i) => html`<th scope="col"${classes[i]}>${head}</th>`,
  )}</tr></thead><tbody>${rows.map(
    (cells) => html`<tr>${cells.map((cell, i) => html`<td${classes[i]}>${cell}</td>`)}</tr>`,
  )}</tbody></table></div>`;
}
