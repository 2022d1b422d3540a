import type { Html } from '../platform/html.ts';
import type { Sentence } from '../platform/sentence.ts';
import type { Fields } from './forms.ts';

/** Where a file is chosen: one, of these media types. */
export const fileField = (fields: Fields, said: { label: Sentence; hint: Sentence }, types: readonly string[]): Html =>
  fields.input({ name: 'file', required: true, ...said }, { type: 'file', accept: types.join(',') });
