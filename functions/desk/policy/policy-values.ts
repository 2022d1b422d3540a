import type { CatalogueEntry } from '../../catalogue/entry.ts';
import type { Language } from '../../deadlines/say.ts';
import type { getPolicy } from '../../policy/contract.ts';
import type { Answered } from '../client.ts';
import type { Form } from '../desk.ts';
import { CHANGEABLE, type PolicyField } from './policy-fields.ts';

export type Policy = Answered<typeof getPolicy>;

/** A policy's values by the paths of its fields: as people read them, as a form has them, as the API takes them. Pure. */

interface Tree {
  [name: string]: unknown;
}

export const valueAt = (policy: Policy, path: string): unknown =>
  path.split('.').reduce<unknown>((tree, name) => (tree as Tree | undefined)?.[name], policy);

/** As people read it, with its unit. */
export function valueAs({ kind, unit }: PolicyField, value: unknown, language: Language): string {
  if (kind === 'yes-no') return entryAs(YES_NO, value === true ? 'yes' : 'no', language);
  if (kind === 'order') return entryAs(ORDERS, String(value), language);
  const text = Array.isArray(value) ? value.join(language === 'zh' ? '、' : ', ') : String(value);
  if (text === '') return { zh: '无', en: 'none' }[language];
  return unit ? `${text} ${unit[language]}` : text;
}

const entryAs = (entries: readonly CatalogueEntry[], code: string, language: Language): string =>
  entries.find((entry) => entry.code === code)?.[language] ?? code;

/** As a form has it. */
export const typedOf = (policy: Policy, { path, kind }: PolicyField): string => {
  const value = valueAt(policy, path);
  if (kind === 'yes-no') return value === true ? 'yes' : 'no';
  return String(value);
};

/** Of a form the fields that differ from the policy in front of which it was filled in. */
export const changedIn = (form: Form, before: Policy): PolicyField[] =>
  CHANGEABLE.filter((field) => {
    const typed = form[field.path]?.trim();
    return typed !== undefined && typed !== typedOf(before, field);
  });

/** These fields of a form as the API takes them; what cannot be read is left for its rules to refuse. */
export function changesIn(form: Form, fields: readonly PolicyField[]): Tree {
  const changes: Tree = {};
  for (const { path, kind } of fields) {
    const names = path.split('.');
    const last = names.pop()!;
    let tree = changes;
    for (const name of names) {
      tree[name] ??= {};
      tree = tree[name] as Tree;
    }
    tree[last] = valueIn(kind, form[path]?.trim() ?? '');
  }
  return changes;
}

function valueIn(kind: PolicyField['kind'], typed: string): unknown {
  if (kind === 'number') return typed === '' ? Number.NaN : Number(typed);
  return kind === 'yes-no' ? typed === 'yes' : typed;
}

export const YES_NO: readonly CatalogueEntry[] = [
  { code: 'yes', zh: '是', en: 'Yes' },
  { code: 'no', zh: '否', en: 'No' },
];

export const ORDERS: readonly CatalogueEntry[] = [
  { code: 'employers-first', zh: '先单位，后本人', en: 'Employers, then the speaker' },
  { code: 'speaker-first', zh: '先本人，后单位', en: 'The speaker, then employers' },
];
