import { calendarType, type Method, visitCalendar } from '../calendars/calendar.ts';
import { namesFor } from '../calendars/names.ts';
import type { VisitCore } from '../visits/store.ts';
import { settings } from './channels/settings.ts';
import type { Ready } from './message-of.ts';
import type { NoticeKind, Outgoing } from './notice.ts';

/** What a notice means to the entry in somebody's calendar: it is there, or there at another time, or it goes. */
const CALENDARS: Partial<Record<NoticeKind, Method>> = {
  confirmed: 'PUBLISH',
  replaced: 'PUBLISH',
  moved: 'PUBLISH',
  cancelled: 'CANCEL',
  'not-needed': 'CANCEL',
  'came-to-nothing': 'CANCEL',
  'not-held': 'CANCEL',
};

/** The calendar files that a mail about these notices carries: one a visit, by the last that was said of it. */
export async function attachmentsFor(
  ready: readonly Ready[],
  coreOf: (notice: Ready['notice']) => VisitCore | undefined,
  language: 'zh' | 'en',
  site: string,
): Promise<NonNullable<Outgoing['attachments']>> {
  const methods = new Map<VisitCore, Method>();
  for (const { notice } of ready) {
    const [core, method] = [coreOf(notice), CALENDARS[notice.kind]];
    if (core?.visit.slot && method) methods.set(core, method);
  }
  const from = settings().email?.from;
  const organiser = from && { name: from.name, email: from.address };
  return Promise.all(
    [...methods].map(async ([core, method]) => {
      const names = (await namesFor(core.visit.city, [core]))(core);
      const content = visitCalendar(core, names, { method, language, site, ...(organiser && { organiser }) });
      return { name: `${core.visit.id}.ics`, type: calendarType(method), content };
    }),
  );
}
