import { getVisitCalendar } from '../../calendars/contract.ts';
import { type Html, html } from '../../platform/html.ts';
import { inLanguage, reads, type Visitor } from '../desk.ts';
import { at, DESK } from '../paths.ts';
import { standingOf } from './status-tag.ts';
import type { Visit } from './visit-facts.ts';

/** One visit as a file for a calendar program, which a telephone opens by itself. */
export const visitCalendar = reads(DESK.visitCalendar, ({ client, params }) =>
  client.file(getVisitCalendar, { params: { id: params.id ?? '' } }),
);

/** Where it is, as long as the visit is still to come, and not called off. */
export function calendarLink({ id, slot, status }: Visit, { language, now }: Visitor): Html | false {
  if (slot === undefined || standingOf(status) === 'ended' || slot.end < now.toISOString()) return false;
  return html`<p><a class="button second" href="${at(DESK.visitCalendar, id)}">${inLanguage(language)({ zh: '加入日历', en: 'Add to the calendar' })}</a></p>`;
}
