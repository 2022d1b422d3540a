import type { getLetter } from '../../letters/contract.ts';
import type { Answered } from '../client.ts';
import { at } from '../paths.ts';

/** A letter as the API answers it. */
export type Letter = Answered<typeof getLetter>;

/** A page about one letter of a visit. */
export const letterPath = (path: string, visit: string, number: string): string =>
  at(path, visit).replace('{number}', encodeURIComponent(number));
