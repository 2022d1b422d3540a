import type { Catalogue } from '../../catalogue/catalogue.ts';
import { TASK_NAMES } from '../../catalogue/visit-words.ts';
import { type Language, momentAs } from '../../deadlines/say.ts';
import { decideTask, getTask } from '../../decisions/contract.ts';
import type { TaskView } from '../../decisions/view.ts';
import { decisionIn } from '../../links/decision-in.ts';
import { explainedErrors } from '../../links/explained.ts';
import { taskForms } from '../../links/pages.ts';
import { taskFacts, unionToCall } from '../../links/task-facts.ts';
import { namedIn, typedList } from '../../links/typed.ts';
import { DONE } from '../../links/words.ts';
import { getCatalogue } from '../../meta/contract.ts';
import { type Html, html } from '../../platform/html.ts';
import type { Sentence } from '../../platform/sentence.ts';
import { type Answered, Refused } from '../client.ts';
import { type Form, inLanguage, reads, type Shown, takes, type Visitor } from '../desk.ts';
import { organisationName, partyName, speakerName } from '../names.ts';
import { at, DESK } from '../paths.ts';
import { approvalChoice, approvalIn, CANDIDATES, shortlistTable } from './approval.ts';
import { mayObject, objection } from './objection.ts';
import { isAsked, mayRecord, recordedAs, recordedIn, recordingNote, recordingOf } from './recording.ts';
import { sendingLink } from './send-link.ts';

type Task = Answered<typeof getTask>;
type Lists = Answered<typeof getCatalogue>;

/** One question: who, when, where, how many; yes, or no and why. */
export const taskPage = reads(DESK.task, (visitor) => showTask(visitor));

export const taskForm = takes(DESK.task, async (visitor, form) => {
  const id = visitor.params.id ?? '';
  try {
    const body = form.outcome === 'approve' ? approvalIn(form) : (decisionIn({ ...form }) as { outcome: string });
    await visitor.client.call(decideTask, { params: { id }, body: { ...body, ...recordedIn(form) } });
    return { statusCode: 303, headers: { location: at(DESK.task, id) } };
  } catch (error) {
    if (error instanceof Refused && MAY_BE_MENDED.has(error.status)) return showTask(visitor, form, error);
    throw error;
  }
});

/** What was typed is worth keeping: a field is wrong, or somebody else was faster. */
const MAY_BE_MENDED = new Set([409, 410, 422, 429, 503]);

async function showTask(visitor: Visitor, given: Form = {}, refused?: Refused): Promise<Shown> {
  const { client, params, csrf } = visitor;
  const [task, catalogue] = await Promise.all([
    client.call(getTask, { params: { id: params.id ?? '' } }),
    client.call(getCatalogue),
  ]);
  const name = TASK_NAMES[task.kind];
  const why = refused && problemNote(refused, visitor.language);
  const isLate = task.kind === 'statistics' && task.status === 'expired';
  if (!isWhole(task) || !(task.status === 'open' || isLate)) {
    const body = html`${why}${await done(task, visitor)}${mayObject(task, visitor.me) && objecting(catalogue, visitor)}${await typed(given, catalogue, visitor)}`;
    return { title: name, status: refused?.status ?? 200, body };
  }
  const view = task as unknown as TaskView;
  const lists = catalogue as unknown as Catalogue;
  const { shortlist = [] } = task;
  const choice = task.kind === 'union-approval' && shortlist.length > 0 && approvalChoice(task, visitor.language, given);
  const isOwn = isAsked(task, visitor.me);
  const isRecorded = mayRecord(task, visitor.me) && (!isOwn || 'record' in visitor.query);
  const errors = refused?.errors ?? [];
  const { language } = visitor;
  const options = { csrf, catalogue: lists, language, reasonRequired: false, given: { ...given }, errors, picksTimes: true };
  const recording = isRecorded && recordingOf(task, visitor, given, errors);
  const forms = taskForms(view, { ...options, ...(choice && { choice }), ...(recording && { recording }) });
  const candidates =
    shortlist.length > 0 &&
    html`<section><h2>${inLanguage(visitor.language)(CANDIDATES)}</h2>${shortlistTable(shortlist, visitor.language)}</section>`;
  return {
    ...{ title: name, status: refused?.status ?? 200 },
    body: html`${why}${isRecorded && recordingNote(await partyName(task, visitor), visitor.language)}<section>${taskFacts(view, { catalogue: lists, language: visitor.language, now: visitor.now })}</section>${candidates}<section class="big">${forms}${unionToCall(view, language)}</section>${isRecorded && sendingLink(visitor)}${
      isOwn && !isRecorded && mayRecord(task, visitor.me) && otherwise(visitor)
    }`,
  };
}

const isWhole = (task: Task): task is Extract<Task, { visit: object }> => 'visit' in task;

/** A late question was passed on to a union, and then the party answers it after all. */
const otherwise = ({ language }: Visitor): Html =>
  html`<p><a href="?record">${{ zh: '对方已经答复？代为登记', en: 'They have answered after all? Enter what they said' }[language]}</a></p>`;

const objecting = (lists: Lists, visitor: Visitor): Html =>
  html`<section class="big">${objection.folded(lists, visitor)}</section>`;

const problemNote = (refused: Refused, language: Language): Html => {
  const { zh, en } = refused.errors.length > 0 ? explainedErrors(refused.errors) : refused;
  return html`<p class="wrong" role="alert">${{ zh, en }[language]}</p>`;
};

/** What was decided, by whom and when. */
async function done(task: Task, visitor: Visitor): Promise<Html> {
  const { status, decision, visitId } = task;
  const { language, now } = visitor;
  const say = inLanguage(language);
  const outcome: Sentence = (decision && DONE[decision.outcome]) ?? NOT_DECIDED[status] ?? { zh: '已记录', en: 'Recorded' };
  const by = decision?.by?.name;
  const recorded = decision?.by?.onBehalfOf && (await recordedAs(decision.by, await partyName(task, visitor), visitor));
  return html`<section><p class="note">${say(outcome)}</p>${
    decision && html`<p class="soft">${by}${by !== undefined && ' · '}${momentAs(decision.at, language, now)}</p>`
  }${recorded && html`<p>${recorded}</p>`}<p><a href="${at(DESK.visit, visitId)}">${say({ zh: '查看这次活动', en: 'Look at the visit' })}</a> · <a href="${DESK.inbox}">${say({ zh: '返回待办', en: 'Back to what waits' })}</a></p></section>`;
}

const NOT_DECIDED: Record<string, Sentence> = {
  open: { zh: '正在等待办理', en: 'It waits for a decision' },
  expired: { zh: '已逾期，未能办理', en: 'Nobody decided in time' },
  closed: { zh: '此事项已不需要办理', en: 'This no longer needs a decision' },
};

/** Nobody types it twice: what could not be sent stands where it can be copied. */
async function typed(given: Form, catalogue: Lists, { client, language, now }: Visitor): Promise<Html | undefined> {
  const { speakers, schools } = namedIn(given);
  const names = await Promise.all([
    ...speakers.map(async (id) => [id, await speakerName(client, id)] as const),
    ...schools.map(async (id) => [id, await organisationName(client, id)] as const),
  ]);
  return typedList(given, { catalogue: catalogue as unknown as Catalogue, names: new Map(names), language, now });
}
