import { contestAbsence, settleAbsence } from '../../absences/contract.ts';
import { channels } from '../../catalogue/visit-words.ts';
import { momentAs, spanAs } from '../../deadlines/say.ts';
import { type Html, html } from '../../platform/html.ts';
import type { Sentence } from '../../platform/sentence.ts';
import { getSpeaker } from '../../talent/contract.ts';
import { getVisit } from '../../visits/contract.ts';
import type { Refused, Wish } from '../client.ts';
import { type Form, inLanguage, reads, type Shown, takes, type Visitor } from '../desk.ts';
import { errorsOf, Fields } from '../forms.ts';
import { at, DESK } from '../paths.ts';
import { leavesForm, notSent, typed } from '../typed.ts';
import { leadingOf } from './leading.ts';
import type { Visit } from './visit-facts.ts';

type Seat = Visit['seats'][number];
type Missed = Seat & { speakerId: string; absence: NonNullable<Seat['absence']> };

/** A speaker who is said not to have come, and what can be said about that. */
export const absencePage = reads(DESK.absence, (visitor) => showAbsence(visitor, {}));

/** The speaker contests it, or the union enters that; the union of the visit settles it. */
export const absenceForm = takes(DESK.absence, async (visitor, form) => {
  const { client, params } = visitor;
  const { speaker = '', outcome = '', channel = '' } = form;
  const call = { params: { id: params.id ?? '', speakerId: speaker } };
  const [text, evidence] = [form.text?.trim() ?? '', form.evidence?.trim() ?? ''];
  try {
    if (form.action === 'settle') {
      const body = { outcome, ...(text !== '' && { text }) } as Wish<typeof settleAbsence>['body'] & object;
      await client.call(settleAbsence, { ...call, body });
    } else {
      const told = { ...(channel !== '' && { channel }), ...(evidence !== '' && { evidence }) };
      await client.call(contestAbsence, { ...call, body: { text, ...told } as Wish<typeof contestAbsence>['body'] & object });
    }
  } catch (error) {
    if (!leavesForm(error)) throw error;
    return showAbsence(visitor, form, error).catch(() => notSent(TITLE, visitor.language, form, error));
  }
  const query = String(new URLSearchParams({ speaker, done: '' }));
  return { statusCode: 303, headers: { location: `${at(DESK.absence, params.id ?? '')}?${query}` } };
});

const TITLE = { zh: '到场情况', en: 'Who came' };

async function showAbsence(visitor: Visitor, given: Form, refused?: Refused): Promise<Shown> {
  const { client, language, params, query, now } = visitor;
  const say = inLanguage(language);
  const visit = await client.call(getVisit, { params: { id: params.id ?? '' } });
  const seat = visit.seats.filter(isMissed).find(({ speakerId }) => speakerId === (given.speaker ?? query.speaker));
  const back = html`<p><a href="${at(DESK.visit, visit.id)}">${say({ zh: '返回活动', en: 'Back to the visit' })}</a></p>`;
  if (!seat) {
    const body = html`${refused && html`<p class="wrong" role="alert">${say(refused)}</p>`}<section><p>${say(NOBODY)}</p>${back}</section>${typed(given, language)}`;
    return { ...{ title: TITLE, here: DESK.visits, status: refused?.status ?? 200 }, body };
  }
  const { errors, others } = errorsOf(refused?.errors ?? [], (path) => (FIELDS.has(path) ? path : undefined));
  const fields = new Fields(language, { given, errors });
  const above = refused && (Object.keys(errors).length > 0 ? others : [refused, ...others]);
  return {
    ...{ title: TITLE, here: DESK.visits, status: refused?.status ?? 200 },
    body: html`${above?.map((sentence) => html`<p class="wrong" role="alert">${say(sentence)}</p>`)}${'done' in query && html`<p class="note" role="status">${say(SAID)}</p>`}
<section><p><strong>${seat.speakerName}</strong><br>${visit.school.name}${visit.slot && html`<br>${spanAs(visit.slot, language, now)}`}</p>${standing(seat, visitor)}${back}</section>
${(await formFor(visit, seat, visitor, fields)) || typed(given, language)}`,
  };
}

/** Who can do something about it now: the speaker, the union of the pool entry for them, the union of the visit. */
async function formFor(visit: Visit, seat: Missed, visitor: Visitor, fields: Fields): Promise<Html | false> {
  const { client, me, now } = visitor;
  const { state, until } = seat.absence;
  const unions = new Set(me.organisations.filter(({ role }) => role === 'union').map(({ id }) => id));
  if (state === 'contested') return (await leadingOf(visit, visitor)) === 'union' && settling(visit, seat, visitor, fields);
  if (state !== 'told' || until <= now.toISOString()) return false;
  if (seat.speakerId === me.speakerId) return contesting(visit, seat, visitor, fields, false);
  if (unions.size === 0) return false;
  const { union } = await client.call(getSpeaker, { params: { id: seat.speakerId }, query: { numbers: 'false' } });
  return unions.has(union) && contesting(visit, seat, visitor, fields, true);
}

function contesting({ id }: Visit, seat: Missed, visitor: Visitor, fields: Fields, isEntered: boolean): Html {
  const say = inLanguage(visitor.language);
  const told = html`${fields.choice({ name: 'channel', label: LABELS.channel, required: true }, channels)}${fields.input({ name: 'evidence', label: LABELS.evidence }, { maxlength: '200' })}`;
  return html`<section><h2>${say(isEntered ? LABELS.enter : LABELS.contest)}</h2>${formOf(id, seat, visitor, 'contest', html`${fields.text({ name: 'text', label: LABELS.words, required: true })}${isEntered && told}<button>${say(LABELS.send)}</button>`)}</section>`;
}

function settling({ id }: Visit, seat: Missed, visitor: Visitor, fields: Fields): Html {
  const say = inLanguage(visitor.language);
  const words = fields.text({ name: 'text', label: LABELS.why });
  return html`<section class="big"><h2>${say(LABELS.settle)}</h2><p class="soft">${say(LOOK_FIRST)}</p>${formOf(
    id,
    seat,
    visitor,
    'settle',
    html`${words}<button name="outcome" value="came">${say(LABELS.came)}</button><button class="second" name="outcome" value="did-not-come">${say(LABELS.missed)}</button>`,
  )}</section>`;
}

const formOf = (id: string, { speakerId }: Missed, { csrf }: Visitor, action: string, inside: Html): Html =>
  html`<form method="post" action="${at(DESK.absence, id)}"><input type="hidden" name="csrf" value="${csrf}"><input type="hidden" name="speaker" value="${speakerId}"><input type="hidden" name="action" value="${action}">${inside}</form>`;

/** Where the matter stands. */
function standing({ absence }: Missed, { language, now }: Visitor): Html {
  const say = inLanguage(language);
  const { state, until, outcome } = absence;
  const moment = (instant: string) => momentAs(instant, language, now);
  if (outcome !== undefined)
    return html`<p><span class="tag ${outcome === 'came' ? 'good' : 'bad'}">${say(OUTCOMES[outcome])}</span></p>`;
  if (state === 'contested') return html`<p><span class="tag warn">${say(STATES.contested)}</span></p>`;
  const open = until > now.toISOString();
  return html`<p><span class="tag bad">${say(STATES.told)}</span> ${moment(absence.at)}</p><p class="soft">${open ? say({ zh: `可在 ${moment(until)} 前提出异议`, en: `It can be contested until ${moment(until)}` }) : say(OVER)}</p>`;
}

const isMissed = (seat: Seat): seat is Missed => seat.speakerId !== undefined && seat.absence !== undefined;

/** Of the visit: who is said not to have come, where that concerns its reader. */
export function absenceSection(visit: Visit, visitor: Visitor): Html | false {
  const say = inLanguage(visitor.language);
  const missed = visit.seats.filter(isMissed);
  const items = missed.map((seat) => {
    const link = `${at(DESK.absence, visit.id)}?${String(new URLSearchParams({ speaker: seat.speakerId }))}`;
    return html`<li><p><a href="${link}">${seat.speakerName}</a></p>${standing(seat, visitor)}</li>`;
  });
  return missed.length > 0 && html`<section><h2>${say({ zh: '到场情况', en: 'Who came' })}</h2><ul>${items}</ul></section>`;
}

const FIELDS = new Set(['text', 'channel', 'evidence']);
const STATES = {
  told: { zh: '学校记录：未到场', en: 'The school says: did not come' },
  contested: { zh: '已提出异议，等待工会处理', en: 'Contested; the union settles it' },
} satisfies Record<string, Sentence>;
const OUTCOMES = {
  came: { zh: '工会认定：已到场', en: 'Settled: came' },
  'did-not-come': { zh: '工会认定：未到场', en: 'Settled: did not come' },
} satisfies Record<string, Sentence>;
const LABELS = {
  contest: { zh: '我对此有异议', en: 'I contest this' },
  enter: { zh: '代录本人的异议', en: 'Enter that the speaker contests it' },
  settle: { zh: '处理异议', en: 'Settle it' },
  words: { zh: '实际情况', en: 'What really happened' },
  channel: { zh: '本人如何告知（代录）', en: 'How the speaker told you' },
  evidence: { zh: '凭据（可不填）', en: 'What shows it, if anything' },
  why: { zh: '处理说明（可不填）', en: 'Why, if you like' },
  came: { zh: '认定已到场', en: 'They came' },
  missed: { zh: '认定未到场', en: 'They did not come' },
  send: { zh: '提出异议', en: 'Contest' },
} satisfies Record<string, Sentence>;
const SAID: Sentence = { zh: '已记录，并已通知有关各方。', en: 'It is recorded, and those concerned are told.' };
const OVER: Sentence = { zh: '提出异议的期限已过', en: 'The days in which it could be contested are over' };
const NOBODY: Sentence = { zh: '没有未到场的记录。', en: 'Nobody is said not to have come.' };
const LOOK_FIRST: Sentence = {
  zh: '请先看过活动“经过”中双方的说明。认定已到场的，计入统计表。记录未到场或提出异议的人不能自己处理。',
  en: 'Read first what both said, in what happened. Who came stands in the statistics. Nobody settles their own word.',
};
