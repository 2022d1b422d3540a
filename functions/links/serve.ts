import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { city, policy } from '../access/directory.ts';
import { catalogueOf } from '../catalogue/catalogue.ts';
import { TASK_NAMES } from '../catalogue/visit-words.ts';
import { decideOne } from '../decisions/decide.ts';
import { wholeTask } from '../decisions/read.ts';
import { sendCode, tryCode } from '../identity/codes.ts';
import { admit } from '../limits/admit.ts';
import { Look } from '../personal/look.ts';
import { digestOf as digestOfPhone } from '../personal/phones.ts';
import type { Answer } from '../platform/api.ts';
import { checkForm, isFromOurPage } from '../platform/own-form.ts';
import { Invalid, LinkNotValid, NothingToDecide, NotOurForm, Problem, SessionOver } from '../platform/problems.ts';
import { isSecret } from '../platform/secret.ts';
import type { Sentence } from '../platform/sentence.ts';
import { decisionIn } from './decision-in.ts';
import { explained } from './explained.ts';
import { pathOf } from './link.ts';
import { type Opened, open } from './open.ts';
import { type DoorOptions, donePage, doorPage, taskPage } from './pages.ts';
import { lastDigits } from './recipients.ts';
import { refused, unionOf } from './refused.ts';
import { keptFields, sentForm } from './sent-form.ts';
import { beginSession, csrfOf, sessionIn } from './session.ts';
import { STILL_THERE, WRONG_CODE } from './words.ts';

type Serve = (event: APIGatewayProxyEventV2, opened: Opened, now: Date) => Promise<Answer>;

/** A page of a link. */
const pageOf = (serve: Serve) => async (event: APIGatewayProxyEventV2) => {
  const now = new Date();
  let opened: Opened | undefined;
  try {
    const reference = event.pathParameters?.reference ?? '';
    if (!isSecret(reference)) throw new LinkNotValid();
    opened = await open(reference, now);
    return await serve(event, opened, now);
  } catch (error) {
    return refused(event, opened, error, now);
  }
};

/** GET and HEAD only read. */
const show = pageOf(async (event, opened, now) => {
  const session = sessionIn(event.cookies, opened, now);
  const { decision } = opened.task;
  if (session && decision?.by?.person === opened.person.id) return donePage(String(decision.body.outcome), decision.at, now);
  if (!opened.isOpen) throw new NothingToDecide();
  return session ? showTask(opened, session, now) : door(opened, now);
});

const take = pageOf(async (event, opened, now) => {
  const session = sessionIn(event.cookies, opened, now);
  const { csrf, code, given, kept } = sentForm(event);
  if (given.outcome !== undefined) {
    if (!session) return again(event, opened, given, now);
    checkForm(event.headers, csrf, csrfOf(opened, session));
    return decide(opened, session, given, now);
  }
  checkForm(event.headers, csrf, csrfOf(opened, undefined));
  if (!opened.isOpen) throw new NothingToDecide();
  if (code !== undefined) return enter(opened, code, kept, now);
  return sendTo(opened, event.requestContext.http.sourceIp, kept, now);
});

export const routes = [
  { method: 'GET' as const, path: '/t/{reference}', handler: show },
  { method: 'HEAD' as const, path: '/t/{reference}', handler: show },
  { method: 'POST' as const, path: '/t/{reference}', handler: take },
];

/** Asks for a code; `kept` is what was filled in before. */
async function door(opened: Opened, now: Date, kept: Given = {}, more: Partial<DoorOptions> = {}): Promise<Answer> {
  const { phone = '', task } = opened;
  return doorPage(task, {
    ...{ csrf: csrfOf(opened, undefined), phone: lastDigits(phone), now, kept: keptFields(kept), call: await unionOf(opened) },
    ...more,
  });
}

/** Their time is over: they enter a code again, and find what they had filled in. */
async function again(event: APIGatewayProxyEventV2, opened: Opened, given: Given, now: Date): Promise<Answer> {
  if (!isFromOurPage(event.headers)) throw new NotOurForm();
  if (!opened.isOpen) throw new NothingToDecide();
  return door(opened, now, given, { refusal: new SessionOver(), status: 401 });
}

/** A code for this one link, to the phone that is registered now. */
const codeFor = async ({ digest, phone }: Opened) => {
  if (phone === undefined) throw new NothingToDecide();
  return { subject: await digestOfPhone(phone), purpose: `task:${digest}` as const };
};

async function sendTo(opened: Opened, address: string, kept: Given, now: Date): Promise<Answer> {
  const { zh, en } = TASK_NAMES[opened.task.step];
  const aim = { zh: `办理“${zh}”`, en: `decide “${en}”` };
  try {
    await sendCode({ ...(await codeFor(opened)), to: opened.phone, address, aim }, now);
  } catch (error) {
    if (!(error instanceof Problem) || error.status !== 429) throw error;
    // The code before may still be good.
    const answer = await door(opened, now, kept, { isSent: true, refusal: error, status: 429 });
    return { ...answer, headers: { ...error.headers, ...answer.headers } };
  }
  return door(opened, now, kept, { isSent: true });
}

async function enter(opened: Opened, code: string, kept: Given, now: Date): Promise<Answer> {
  const verdict = await tryCode(await codeFor(opened), code.trim(), now);
  if (verdict !== 'right') return door(opened, now, kept, { isSent: true, refusal: WRONG_CODE, status: 403 });
  const { session, cookie } = await beginSession(opened, now);
  // Read again by GET, so that the page may be reloaded; what was filled in before is on no server to be read from.
  if (Object.keys(kept).length === 0)
    return { statusCode: 303, headers: { location: pathOf(opened.reference) }, cookies: [cookie] };
  const answer = await showTask(opened, session, now, { given: kept, note: STILL_THERE });
  return { ...answer, cookies: [cookie] };
}

async function showTask(
  opened: Opened,
  session: string,
  now: Date,
  { given = {}, refusal, note }: Again = {},
): Promise<Answer> {
  const { core, task, person } = opened;
  const look = new Look(person, now);
  const view = await wholeTask(core, task, look);
  await look.record();
  const answer = taskPage(view, {
    csrf: csrfOf(opened, session),
    catalogue: catalogueOf(await city(person.city)),
    given,
    now,
    note,
    reasonRequired: (await policy(person.city, core.visit.policy)).reasonsRequired,
    ...(refusal && { refusal: explained(refusal), status: refusal.status }),
    ...(refusal instanceof Invalid && { errors: refusal.errors }),
  });
  return { ...answer, headers: { ...refusal?.headers, ...answer.headers } };
}

/** A question that is shown another time: what was filled in, and why it did not go on. */
interface Again {
  given?: Given;
  refusal?: Problem;
  note?: Sentence;
}

type Given = Record<string, string>;

/** What can be sent another time: a field is wrong, too much came at once, or it was changed meanwhile and is asked still. */
const MAY_BE_MENDED = new Set([409, 410, 422, 429, 503]);

/** Decides as the API does, as the person whom the link names; so all its rules hold. */
async function decide({ reference, person, link }: Opened, session: string, given: Given, now: Date): Promise<Answer> {
  try {
    await admit(person, now);
    const { decision } = await decideOne(person, link.task, decisionIn(given), now);
    return donePage(String(decision!.body.outcome), decision!.at, now);
  } catch (error) {
    if (!(error instanceof Problem) || !MAY_BE_MENDED.has(error.status)) throw error;
    const opened = await open(reference, now).catch(() => undefined);
    if (opened?.isOpen) return showTask(opened, session, now, { given, refusal: error });
    throw error;
  }
}
