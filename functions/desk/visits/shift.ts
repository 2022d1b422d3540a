import { shiftVisit } from '../../changes/contract.ts';
import { dayAs } from '../../deadlines/say.ts';
import { day, timeOfDay } from '../../deadlines/shanghai-time.ts';
import { html } from '../../platform/html.ts';
import type { Visitor } from '../desk.ts';
import { foldedForm } from '../folded-form.ts';
import { DESK } from '../paths.ts';
import { reasonFields, reasonIn } from '../reasons.ts';
import { instantOf } from './asked.ts';
import { backToVisit, type Changed, changed, hasBegun, OPEN, reasonsOf, timeOf } from './changing.ts';
import { LABELS } from './request-form.ts';

/** A visit is shifted by an hour, within its day (当日调整). */
export const shift = foldedForm<Changed>({
  path: DESK.shift,
  title: { zh: '当日调整时间', en: 'Shift it within the day' },
  means: {
    zh: '须在单位同意的时间之内，单位不再另行征求；劳模工匠会重新确认，由工会提出的，学校也会重新确认。',
    en: 'Within the hours that the employers released, who are not asked again; the speakers confirm anew, and the school, too, where the union asks.',
  },
  button: { zh: '确认调整，并通知各方', en: 'Shift it, and tell everybody' },
  fields(fields, { visit, lists, isReasonRequired }, { language, now }) {
    const { start, end } = timeOf(visit);
    const time = { type: 'time', step: '300' };
    return html`<p>${dayAs(day(start), language, now)}</p><input type="hidden" name="date" value="${day(start)}">
<div class="pair">${fields.input({ name: 'from', label: LABELS.from, required: true }, time, timeOfDay(start))}
${fields.input({ name: 'to', label: LABELS.to, required: true }, time, timeOfDay(end))}</div>
${reasonFields(fields, reasonsOf(lists), isReasonRequired)}`;
  },
  fieldOf: (path) => ({ start: 'from', end: 'to' })[path] ?? path,
  subject: changed,
  isOver: ({ visit }) => !OPEN.has(visit.status),
  back: backToVisit,
  async send(form, visitor, headers) {
    const { date, from, to } = form;
    const body = { start: instantOf(date, from), end: instantOf(date, to), ...reasonIn(form) };
    await visitor.client.call(shiftVisit, { params: { id: visitor.params.id ?? '' }, body, headers });
    return backToVisit(visitor);
  },
});

/** People have agreed to come, or are asked to. */
const SEATED = new Set(['awaiting-release', 'awaiting-school', 'confirmed']);

/** Before it begins. */
export const shifting = (subject: Changed, visitor: Visitor) =>
  SEATED.has(subject.visit.status) &&
  subject.leading !== undefined &&
  subject.visit.slot !== undefined &&
  subject.visit.slot.sessions === undefined &&
  !hasBegun(subject.visit.slot, visitor.now) &&
  shift.folded(subject, visitor);
