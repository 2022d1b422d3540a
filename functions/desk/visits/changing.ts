import type { CatalogueEntry } from '../../catalogue/entry.ts';
import { getCatalogue } from '../../meta/contract.ts';
import { type Html, html } from '../../platform/html.ts';
import type { Instant, Interval } from '../../platform/schema.ts';
import { getVisit } from '../../visits/contract.ts';
import { inLanguage, type Visitor } from '../desk.ts';
import { at, DESK } from '../paths.ts';
import { isReasonRequired } from '../reasons.ts';
import { type Leading, leadingOf } from './leading.ts';
import type { Lists, Visit } from './visit-facts.ts';

/** What the forms that change a visit have in common. */

export interface Changed {
  visit: Visit;
  lists: Lists;
  /** For which side the reader may change it as a whole. */
  leading: Leading | undefined;
  isReasonRequired: boolean;
}

/** The visit that a form is about, as it stands now. */
export async function changed(visitor: Visitor): Promise<Changed> {
  const { client, params } = visitor;
  const [visit, lists] = await Promise.all([
    client.call(getVisit, { params: { id: params.id ?? '' } }),
    client.call(getCatalogue),
  ]);
  const leading = await leadingOf(visit, visitor);
  return { visit, lists, leading, isReasonRequired: leading !== undefined && (await isReasonRequired(visitor)) };
}

export const backToVisit = ({ params }: Visitor): string => at(DESK.visit, params.id ?? '');

/** The time that holds, or the first that was wished for. */
export const timeOf = ({ slot, slots }: Visit): Interval => slot ?? slots[0]!;

/** Before it takes place, or is known not to. */
export const OPEN: ReadonlySet<string> = new Set([
  ...['requested', 'matching', 'awaiting-union', 'awaiting-release', 'awaiting-school', 'confirmed', 'stuck'],
]);

export const hasBegun = ({ start }: Interval, now: Date): boolean => start <= (now.toISOString() as Instant);

/** What may happen to a visit as a whole has more reasons than a refusal has. */
export const reasonsOf = ({ reasonCodes = [], notHeldReasonCodes = [] }: Lists): CatalogueEntry[] => [
  ...new Map([...reasonCodes, ...notHeldReasonCodes].map((entry) => [entry.code, entry])).values(),
];

/** The forms under a heading of their own; nothing where none of them is of use. */
export function changesOf(forms: readonly (Html | false | undefined)[], { language }: Visitor): Html | false {
  const say = inLanguage(language);
  return forms.some(Boolean) && html`<section class="big"><h2>${say({ zh: '更改', en: 'Changes' })}</h2>${forms}</section>`;
}
