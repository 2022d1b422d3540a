import { randomUUID } from 'node:crypto';
import { withdrawFromVisit } from '../../changes/contract.ts';
import { spanAs } from '../../deadlines/say.ts';
import { getCatalogue } from '../../meta/contract.ts';
import { type Html, html } from '../../platform/html.ts';
import type { Sentence } from '../../platform/sentence.ts';
import { getVisit } from '../../visits/contract.ts';
import type { Refused } from '../client.ts';
import { type Form, inLanguage, reads, type Shown, takes, type Visitor } from '../desk.ts';
import { errorsOf, Fields } from '../forms.ts';
import { at, DESK } from '../paths.ts';
import { reasonIn } from '../reasons.ts';
import { leavesForm, notSent, typed } from '../typed.ts';
import { standingOf } from './status-tag.ts';
import type { Visit } from './visit-facts.ts';

type Seat = Visit['seats'][number];

/** Before somebody withdraws: from what, and what happens then. */
export const withdrawPage = reads(DESK.withdraw, (visitor) => showWithdrawing(visitor, {}));

/** A speaker cannot come after all, or an employer takes its release back; with the reason, and others are asked. */
export const withdrawForm = takes(DESK.withdraw, async (visitor, form) => {
  const id = visitor.params.id ?? '';
  try {
    const body = { seat: Number(form.seat ?? ''), ...reasonIn(form) };
    // The same form sent twice does it once.
    const headers: Record<string, string> = form.key ? { 'idempotency-key': form.key } : {};
    const { status } = await visitor.client.call(withdrawFromVisit, { params: { id }, body, headers });
    // Who sits there no more does not read the visit any more: what became of it is said now.
    return { statusCode: 303, headers: { location: `${form.own ? DESK.myVisits : DESK.staff}?left=${afterwards(status)}` } };
  } catch (error) {
    if (!leavesForm(error)) throw error;
    return showWithdrawing(visitor, form, error).catch(() => notSent(TITLE, visitor.language, form, error));
  }
});

async function showWithdrawing(visitor: Visitor, given: Form, refused?: Refused): Promise<Shown> {
  const { client, language, params, query, now, csrf } = visitor;
  const say = inLanguage(language);
  const [visit, lists] = await Promise.all([
    client.call(getVisit, { params: { id: params.id ?? '' } }),
    client.call(getCatalogue),
  ]);
  const wanted = Number(given.seat ?? query.seat);
  const seats = seatsToWithdraw(visit, visitor);
  const seat = seats.find((each) => each.seat === wanted);
  const { errors, others } = errorsOf(refused?.errors ?? [], (path) => (FIELDS.has(path) ? path : undefined));
  const fields = new Fields(language, { given, errors });
  const above = refused && (Object.keys(errors).length > 0 ? others : [refused, ...others]);
  const wrong = above?.map((sentence) => html`<p class="wrong" role="alert">${say(sentence)}</p>`);
  const back = html`<p><a href="${at(DESK.visit, visit.id)}">${say({ zh: '返回活动，不退出', en: 'Back to the visit, without withdrawing' })}</a></p>`;
  if (!seat)
    return {
      ...{ title: TITLE, here: DESK.visits, status: refused?.status ?? 409 },
      body: html`${wrong ?? html`<p class="wrong">${say(NOT_NOW)}</p>`}${typed(given, language)}${back}`,
    };
  const own = seat.speakerId === visitor.me.speakerId;
  return {
    ...{ title: TITLE, here: DESK.visits, status: refused?.status ?? 200 },
    body: html`${wrong}<section><p><strong>${visit.school.name}</strong><br>${spanAs((visit.slot ?? visit.slots[0])!, language, now)}${!own && html`<br>${seat.speakerName}`}</p>
<h2>${say({ zh: '退出以后', en: 'What happens then' })}</h2><ul>${whatHappens(visit, seat, own).map((each) => html`<li>${say(each)}</li>`)}</ul></section>
<section class="big"><form method="post" action="${at(DESK.withdraw, visit.id)}"><input type="hidden" name="csrf" value="${csrf}"><input type="hidden" name="key" value="${given.key ?? randomUUID()}"><input type="hidden" name="seat" value="${seat.seat}">${own && html`<input type="hidden" name="own" value="yes">`}
${fields.choice({ name: 'reasonCode', label: { zh: '退出的原因', en: 'Why' }, required: true }, lists.reasonCodes ?? [])}
${fields.text({ name: 'text', label: { zh: '补充说明（可不填）', en: 'In your words, if you like' } })}
<button>${say(own ? { zh: '确认退出', en: 'Withdraw' } : { zh: '确认收回同意', en: 'Take the release back' })}</button></form>${back}</section>`,
  };
}

const TITLE: Sentence = { zh: '退出这次活动', en: 'Withdraw from the visit' };

/** What a withdrawal brings about, for who withdraws. */
function whatHappens({ speakerRequired, speakerId: wished, status }: Visit, { speakerId }: Seat, own: boolean): Sentence[] {
  const isEnd = speakerRequired && speakerId === wished;
  const next = isEnd
    ? { zh: '学校只邀请了这一位：活动可能就此结束。', en: 'The school wanted nobody else: the visit may end with this.' }
    : {
        zh: '系统会请候补人选接替，或另找合适的人选，并由工会办理。',
        en: 'A reserve is asked to step in, or somebody else is looked for.',
      };
  return [
    own
      ? {
          zh: '您的时间立即空出；这次活动不再询问您。',
          en: 'Your time is free at once; you are not asked for this visit again.',
        }
      : {
          zh: '该同志的时间立即空出；这次活动不再邀请这一位。',
          en: 'Their time is free at once; they are not asked for this visit again.',
        },
    next,
    status === 'confirmed'
      ? {
          zh: '学校已经确认，临时变动给师生添难处；能来请尽量来。',
          en: 'The school has agreed already and counts on it: please come if you can.',
        }
      : { zh: '学校和工会会收到通知。', en: 'The school and the union are told.' },
  ];
}

/** While somebody sits there; whether this person may, the API says. */
const SEATED = new Set(['matching', 'awaiting-union', 'awaiting-release', 'awaiting-school', 'confirmed', 'stuck']);

/** The seats from which whoever is signed in can withdraw somebody: themselves, or whom their employer was asked for or permits. Pure. */
export function seatsToWithdraw({ status, slot, seats }: Visit, { me, now }: Pick<Visitor, 'me' | 'now'>): Seat[] {
  if (!SEATED.has(status) || (slot !== undefined && slot.start <= now.toISOString())) return [];
  const employers = new Set(me.organisations.filter(({ role }) => role === 'employer').map(({ id }) => id));
  return seats.filter(
    ({ speakerId, releases }) =>
      speakerId !== undefined &&
      (speakerId === me.speakerId ||
        releases.some(({ employerId, need, permitted }) => employers.has(employerId) && (need === 'required' || permitted))),
  );
}

/** What became of the visit: it ended with this, or others are asked. */
type Afterwards = 'ended' | 'others';
const afterwards = (status: Visit['status']): Afterwards => (standingOf(status) === 'ended' ? 'ended' : 'others');

/** Where whoever has just withdrawn arrives: a speaker, or an employer that has taken its release back. */
export function leftNote({ query, language }: Visitor, as: 'speaker' | 'employer'): Html | false {
  const { left } = query;
  return (left === 'ended' || left === 'others') && html`<p class="note" role="status">${DONE[as][left][language]}</p>`;
}

const DONE: Record<'speaker' | 'employer', Record<Afterwards, Sentence>> = {
  speaker: {
    others: {
      zh: '已退出，并已通知学校和工会；系统正在请其他人选接替。感谢您及早告知。',
      en: 'You have withdrawn; the school and the union are told, and others are asked. Thank you for saying so.',
    },
    ended: {
      zh: '已退出，并已通知学校和工会；学校只邀请了您，这次活动因此不再举办。感谢您及早告知。',
      en: 'You have withdrawn, and the school and the union are told. It wanted nobody else, so the visit will not take place. Thank you for saying so.',
    },
  },
  employer: {
    others: {
      zh: '已收回同意，并已通知有关各方；系统正在请其他人选接替。',
      en: 'The release is taken back; those concerned are told, and others are asked.',
    },
    ended: {
      zh: '已收回同意，并已通知有关各方；学校只邀请了这一位，这次活动因此不再举办。',
      en: 'The release is taken back, and those concerned are told. The school wanted nobody else, so the visit will not take place.',
    },
  },
};

/** Leads to the withdrawal, of whoever could withdraw. */
export function withdrawLinks(visit: Visit, visitor: Visitor): Html | false {
  const say = inLanguage(visitor.language);
  const links = seatsToWithdraw(visit, visitor).map(({ seat, speakerId, speakerName = '' }) => {
    const own = speakerId === visitor.me.speakerId;
    const name = own
      ? { zh: '我不能来了，退出这次活动', en: 'I cannot come: withdraw' }
      : { zh: `收回对${speakerName}的同意`, en: `Take back the release of ${speakerName}` };
    return html`<p><a class="button second" href="${at(DESK.withdraw, visit.id)}?seat=${seat}">${say(name)}</a></p>`;
  });
  return links.length > 0 && html`${links}`;
}

const FIELDS = new Set(['reasonCode', 'text']);
const NOT_NOW: Sentence = {
  zh: '现在不能从这次活动退出：活动已经开始或结束，或者您不在其中。',
  en: 'Nobody can be withdrawn here now: it has begun or is over, or it is not yours.',
};
