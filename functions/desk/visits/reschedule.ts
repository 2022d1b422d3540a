import { rescheduleVisit } from '../../changes/contract.ts';
import { day, plusDays, timeOfDay } from '../../deadlines/shanghai-time.ts';
import { html } from '../../platform/html.ts';
import type { Visitor } from '../desk.ts';
import { foldedForm } from '../folded-form.ts';
import { DESK } from '../paths.ts';
import { reasonFields, reasonIn } from '../reasons.ts';
import { slotFieldOf, slotsIn } from './asked.ts';
import { backToVisit, type Changed, changed, hasBegun, OPEN, reasonsOf, timeOf } from './changing.ts';
import { moreTimes, slotFields } from './request-form.ts';

/** A visit is moved to another day or other times (改期). */
export const reschedule = foldedForm<Changed>({
  path: DESK.reschedule,
  title: { zh: '改期', en: 'Move it to another day' },
  means: {
    zh: '改期后，工会的批准仍然有效；单位、劳模工匠和学校会按新的时间重新征求意见，来不了的由他人接替。',
    en: 'The union’s approval stands; employers, speakers and the school are asked again for the new time, and others are found for who cannot come.',
  },
  button: { zh: '确认改期，并通知各方', en: 'Move it, and tell everybody' },
  fields(fields, { visit, lists, isReasonRequired }, visitor, filled) {
    const soonest = plusDays(day(visitor.now.toISOString()), 1);
    const { start, end } = timeOf(visit);
    return html`${slotFields(fields, '', soonest, [timeOfDay(start), timeOfDay(end)])}
${moreTimes(fields, filled, soonest, visitor)}
${reasonFields(fields, reasonsOf(lists), isReasonRequired)}`;
  },
  fieldOf: (path, form) => slotFieldOf(form, path) ?? path,
  subject: changed,
  isOver: ({ visit }) => !OPEN.has(visit.status),
  back: backToVisit,
  async send(form, visitor, headers) {
    const body = { slots: slotsIn(form), ...reasonIn(form) };
    await visitor.client.call(rescheduleVisit, { params: { id: visitor.params.id ?? '' }, body, headers });
    return backToVisit(visitor);
  },
});

/** Before it takes place. */
export const rescheduling = (subject: Changed, visitor: Visitor) =>
  OPEN.has(subject.visit.status) &&
  subject.leading !== undefined &&
  !(subject.visit.status === 'confirmed' && hasBegun(timeOf(subject.visit), visitor.now)) &&
  reschedule.folded(subject, visitor);
