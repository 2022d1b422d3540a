import type { Role } from '../access/person.ts';
import type { CatalogueEntry } from '../catalogue/entry.ts';
import { type Html, html } from '../platform/html.ts';
import { getPolicy } from '../policy/contract.ts';
import type { Form, Visitor } from './desk.ts';
import type { Fields } from './forms.ts';

/** Why somebody does something: a reason of the list, and words where they help. */
export const reasonFields = (fields: Fields, reasons: readonly CatalogueEntry[], required = false): Html =>
  html`${fields.choice({ name: 'reasonCode', label: { zh: '原因', en: 'Why' }, required }, reasons)}
${fields.text({ name: 'text', label: { zh: '补充说明（可不填）', en: 'In your words, if you like' } })}`;

/** Whether the city wants a reason, as far as the reader may know it; to others the API says so once they have left it out. */
export const isReasonRequired = async ({ client, me }: Pick<Visitor, 'client' | 'me'>): Promise<boolean> =>
  me.roles.some((role) => READ_POLICY.has(role)) && (await client.call(getPolicy)).reasonsRequired;

const READ_POLICY = new Set<Role>(['union', 'education', 'administrator']);

/** As the API takes it; what was left empty is left out. */
export const reasonIn = ({ reasonCode = '', text = '' }: Form): { reasonCode?: string; text?: string } => ({
  ...(reasonCode !== '' && { reasonCode }),
  ...(text.trim() !== '' && { text: text.replaceAll('\r\n', '\n').trim() }),
});
