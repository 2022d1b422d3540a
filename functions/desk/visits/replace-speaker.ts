import { channels } from '../../catalogue/visit-words.ts';
import { replaceSpeaker } from '../../changes/contract.ts';
import { plusHours } from '../../deadlines/shanghai-time.ts';
import { type Html, html } from '../../platform/html.ts';
import { getPolicy } from '../../policy/contract.ts';
import { getSpeaker } from '../../talent/contract.ts';
import type { Form, Visitor } from '../desk.ts';
import { chosenIn, possibleSpeaker, speakerFields, withSpeakers } from '../find-speakers.ts';
import { foldedForm } from '../folded-form.ts';
import { DESK } from '../paths.ts';
import { reasonFields, reasonIn } from '../reasons.ts';
import { howIn, LABELS } from '../tasks/recording.ts';
import { backToVisit, type Changed, changed, hasBegun, reasonsOf } from './changing.ts';

/** Those whom the union had approved in reserve are offered first. */
type Subject = Changed & { reserves: Form };

/** At 7 a.m. the speaker is ill: the union has another one's word (临时换人). */
export const replacement = foldedForm<Subject>({
  path: DESK.replaceSpeaker,
  title: { zh: '临时换人', en: 'Replace a speaker at short notice' },
  means: {
    zh: '请先征得新人选本人同意。换人后立即生效：其单位会收到通知，不再另行征求；学校的确认仍然有效，也会收到通知。',
    en: 'Ask the new speaker first. It holds at once: the employer is told and not asked, the school’s word stands, and it is told.',
  },
  button: { zh: '确认换人，并通知各方', en: 'Replace, and tell everybody' },
  fields(fields, { visit, lists, reserves, isReasonRequired }, { language }, { given }) {
    const seats = visit.seats.map(({ seat, speakerName }) => {
      const who = speakerName ?? '';
      return { code: String(seat), zh: `第 ${seat} 位 ${who}`, en: `Seat ${seat} ${who}` };
    });
    const replaced = fields.choice(
      { name: 'seat', label: { zh: '替换哪一位', en: 'Instead of whom' }, required: true },
      seats,
      onlyOf(seats),
    );
    return html`${replaced}
${speakerFields(fields, { ...reserves, ...given }, language, { zh: '由谁接替', en: 'Who comes instead' }, true)}
${fields.choice({ name: 'channel', label: AGREED, required: true }, channels, 'phone')}
${fields.input({ name: 'evidence', label: LABELS.evidence }, { maxlength: '200' })}
${reasonFields(fields, reasonsOf(lists), isReasonRequired)}`;
  },
  fieldOf: (path) => ({ speakerId: 'speakerName' })[path] ?? path,
  subject: async (visitor) => withReserves(await changed(visitor), visitor),
  isOver: ({ visit }) => !ALIVE.has(visit.status),
  back: backToVisit,
  async send(sent, visitor, headers) {
    const form = await withSpeakers(visitor.client, sent, { most: 1, language: visitor.language });
    const body = { seat: Number(form.seat), speakerId: chosenIn(form)[0] ?? '', ...howIn(form), ...reasonIn(form) };
    await visitor.client.call(replaceSpeaker, { params: { id: visitor.params.id ?? '' }, body, headers });
    return backToVisit(visitor);
  },
});

const AGREED = { zh: '新人选怎样答应的', en: 'How the new speaker said yes' };
const onlyOf = (seats: readonly { code: string }[]): string => (seats.length === 1 ? seats[0]!.code : '');

async function withReserves(subject: Changed, { client, language }: Visitor): Promise<Subject> {
  const reserves = await Promise.all(subject.visit.reserves.map((id) => client.call(getSpeaker, { params: { id } })));
  return { ...subject, reserves: Object.assign({}, ...reserves.map((reserve) => possibleSpeaker(reserve, language))) };
}

/** In the last hours only; how many these are, the city says. */
export async function replacing(subject: Changed, visitor: Visitor): Promise<Html | false> {
  const { slot, status } = subject.visit;
  const isOpen = slot !== undefined && ALIVE.has(status) && !hasBegun(slot, visitor.now);
  if (!isOpen || subject.leading !== 'union') return false;
  const { shortWayHours } = await visitor.client.call(getPolicy);
  if (slot.start > plusHours(visitor.now.toISOString(), shortWayHours)) return false;
  return replacement.folded(await withReserves(subject, visitor), visitor);
}

const ALIVE = new Set(['matching', 'awaiting-union', 'awaiting-release', 'awaiting-school', 'confirmed', 'stuck']);
