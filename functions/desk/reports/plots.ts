import { type Html, html } from '../../platform/html.ts';

/** Plots of plain HTML and SVG: they need no script, grow with the page, print sharp, and say in words what they show. */

export interface Part {
  /** A class of the style sheet. */
  tone: string;
  value: number;
  label: string;
}

/** One bar of several parts; `most` is what fills the whole width. */
export function stackedBar(parts: readonly Part[], most: number): Html {
  const filled = parts.filter(({ value }) => value > 0);
  let from = 0;
  const pieces = filled.map(({ tone, value }) => {
    const piece = html`<rect class="${tone}" x="${percent(from, most)}" width="${percent(value, most)}" height="100%"/>`;
    from += value;
    return piece;
  });
  const words = filled.map(({ label, value }) => `${label} ${value}`).join(', ');
  return html`<svg class="bar" role="img" aria-label="${words || '0'}">${pieces}</svg>`;
}

export interface Dot {
  value: number;
  label: string;
}

/** Values along one axis from 0 to `most`, each a dot that tells its own when it is pointed at. */
export const strip = (dots: readonly Dot[], most: number, summary: string): Html =>
  html`<svg class="strip" role="img" aria-label="${summary}"><line x1="0" x2="100%" y1="50%" y2="50%"/>${dots.map(
    ({ value, label }) => html`<circle cx="${percent(value, most)}" cy="50%" r="6"><title>${label}</title></circle>`,
  )}</svg>`;

const percent = (value: number, of: number): string => `${of > 0 ? Math.round((Math.min(value, of) / of) * 1000) / 10 : 0}%`;
