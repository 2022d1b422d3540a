import { cancelVisit } from '../../changes/contract.ts';
import type { Sentence } from '../../platform/sentence.ts';
import { getTimeline } from '../../visits/contract.ts';
import { Refused } from '../client.ts';
import type { Form, Visitor } from '../desk.ts';
import { foldedForm } from '../folded-form.ts';
import { DESK } from '../paths.ts';
import { reasonFields, reasonIn } from '../reasons.ts';
import { backToVisit, type Changed, changed, OPEN, reasonsOf } from './changing.ts';

/** A visit is called off (取消). */
export const cancellation = foldedForm<Changed>({
  path: DESK.cancel,
  title: { zh: '取消这次活动', en: 'Cancel this visit' },
  means: {
    zh: '取消后不能恢复：各方的时间立即空出，并会收到通知。以后可按原样再提出申请。',
    en: 'There is no way back: everybody’s time is free at once, and they are told. It can be asked for again as it was.',
  },
  button: { zh: '确认取消，并通知各方', en: 'Cancel it, and tell everybody' },
  fields: (fields, { lists, isReasonRequired }) => reasonFields(fields, reasonsOf(lists), isReasonRequired),
  subject: changed,
  isOver: ({ visit }) => !OPEN.has(visit.status),
  back: backToVisit,
  async send(form, visitor, headers) {
    const id = visitor.params.id ?? '';
    await visitor.client.call(cancelVisit, { params: { id }, body: reasonIn(form), headers });
    // To cancel once more is no error of the API's, but these words have not gone anywhere.
    if (!(await isOwn(form, id, visitor))) throw new Refused(409, { type: 'visit-over', ...FASTER });
    return backToVisit(visitor);
  },
});

function unread(error: unknown): undefined {
  if (!(error instanceof Refused)) throw error;
}

/** Whether it was cancelled by the reader, or with this very reason, and not by somebody who was faster. */
async function isOwn(form: Form, id: string, { client, me }: Visitor): Promise<boolean> {
  // It is cancelled: where that cannot be looked at now, nobody is told that it was not.
  const found = await client.call(getTimeline, { params: { id } }).catch(unread);
  if (!found) return true;
  const { timeline } = found;
  const { by, data = {} } = timeline.findLast(({ type }) => type === 'cancelled') ?? {};
  const own = reasonIn(form);
  return by?.name === me.name || (own.reasonCode === data.reasonCode && own.text === data.text);
}

/** Before it takes place. */
export const cancelling = (subject: Changed, visitor: Visitor) =>
  OPEN.has(subject.visit.status) && subject.leading !== undefined && cancellation.folded(subject, visitor);

const FASTER: Sentence = {
  zh: '这次活动此前已被取消，您的说明没有提交',
  en: 'it was cancelled before you, and what you wrote was not sent',
};
