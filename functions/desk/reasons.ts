import type { CatalogueEntry } from '../catalogue/entry.ts';
import { type Html, html } from '../platform/html.ts';
import type { Form } from './desk.ts';
import type { Fields } from './forms.ts';

/** Why somebody does something: a reason of the list, and words where they help. */
export const reasonFields = (fields: Fields, reasons: readonly CatalogueEntry[]): Html =>
  html`${fields.choice({ name: 'reasonCode', label: { zh: '原因', en: 'Why' } }, reasons)}
${fields.text({ name: 'text', label: { zh: '补充说明（可不填）', en: 'In your words, if you like' } })}`;

/** As the API takes it; what was left empty is left out. */
export const reasonIn = ({ reasonCode = '', text = '' }: Form): { reasonCode?: string; text?: string } => ({
  ...(reasonCode !== '' && { reasonCode }),
  ...(text.trim() !== '' && { text: text.replaceAll('\r\n', '\n').trim() }),
});
