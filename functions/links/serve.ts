import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import * as z from 'zod/mini';
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
import { readForm } from '../platform/body.ts';
import { checkForm } from '../platform/own-form.ts';
import { toProblem } from '../platform/problem-json.ts';
import { LinkNotValid, NothingToDecide, NotOurForm, Problem, SessionOver } from '../platform/problems.ts';
import { isSecret } from '../platform/secret.ts';
import { decisionIn } from './decision-in.ts';
import { pathOf } from './link.ts';
import { type Opened, open } from './open.ts';
import { donePage, doorPage, explained, refusalPage, taskPage } from './pages.ts';
import { masked } from './recipients.ts';
import { beginSession, csrfOf, sessionIn } from './session.ts';
import { isOfStatistics } from './statistics-form.ts';
import { WRONG_CODE } from './words.ts';

/** What the forms send; which of them it was follows from what is there. */
const Fields = z.strictObject({
  csrf: z.string(),
  send: z.optional(z.literal('code')),
  code: z.optional(z.string()),
  outcome: z.optional(z.string()),
  reasonCode: z.optional(z.string()),
  scope: z.optional(z.string()),
  text: z.optional(z.string()),
});
type Fields = z.infer<typeof Fields>;

/** A form's fields, those of the statistics apart: there are as many as there are schools and speakers. @throws NotOurForm */
function fieldsIn(event: APIGatewayProxyEventV2): { fields: Fields; statistics: Record<string, string> } {
  const all = Object.entries(readForm(event));
  const of = (statistics: boolean) => Object.fromEntries(all.filter(([name]) => isOfStatistics(name) === statistics));
  const { success, data } = z.safeParse(Fields, of(false));
  if (!success) throw new NotOurForm();
  return { fields: data, statistics: of(true) };
}

type Serve = (event: APIGatewayProxyEventV2, opened: Opened, now: Date) => Promise<Answer>;

/** A page of a link; whatever is refused is a page too, in the words that the API has for it. */
const pageOf = (serve: Serve) => async (event: APIGatewayProxyEventV2) => {
  try {
    const now = new Date();
    const reference = event.pathParameters?.reference ?? '';
    if (!isSecret(reference)) throw new LinkNotValid();
    return await serve(event, await open(reference, now), now);
  } catch (error) {
    const problem = toProblem(error);
    const answer = refusalPage(problem.status, problem);
    return { ...answer, headers: { ...problem.headers, ...answer.headers } };
  }
};

/** GET and HEAD only read. */
const show = pageOf(async (event, opened, now) => {
  const session = sessionIn(event.cookies, opened, now);
  const { decision } = opened.task;
  if (session && decision?.by?.person === opened.person.id) return donePage(String(decision.body.outcome), decision.at);
  if (!opened.isOpen) throw new NothingToDecide();
  return session ? showTask(opened, session, now, {}) : doorPage(opened.task, door(opened));
});

const take = pageOf(async (event, opened, now) => {
  const session = sessionIn(event.cookies, opened, now);
  const { fields, statistics } = fieldsIn(event);
  if (fields.outcome !== undefined) {
    if (!session) throw new SessionOver();
    checkForm(event.headers, fields.csrf, csrfOf(opened, session));
    return decide(opened, session, { ...fields, ...statistics }, now);
  }
  checkForm(event.headers, fields.csrf, csrfOf(opened, undefined));
  if (!opened.isOpen) throw new NothingToDecide();
  if (fields.code !== undefined) return enter(opened, fields.code, now);
  return sendTo(opened, event.requestContext.http.sourceIp, now);
});

export const routes = [
  { method: 'GET' as const, path: '/t/{reference}', handler: show },
  { method: 'HEAD' as const, path: '/t/{reference}', handler: show },
  { method: 'POST' as const, path: '/t/{reference}', handler: take },
];

const door = (opened: Opened) => ({ csrf: csrfOf(opened, undefined), phone: masked(opened.phone ?? '') });

/** A code for this one link, to the phone that is registered now. */
const codeFor = async ({ digest, phone }: Opened) => {
  if (phone === undefined) throw new NothingToDecide();
  return { subject: await digestOfPhone(phone), purpose: `task:${digest}` as const };
};

async function sendTo(opened: Opened, address: string, now: Date): Promise<Answer> {
  const { zh, en } = TASK_NAMES[opened.task.step];
  const aim = { zh: `办理“${zh}”`, en: `decide “${en}”` };
  try {
    await sendCode({ ...(await codeFor(opened)), to: opened.phone, address, aim }, now);
  } catch (error) {
    if (!(error instanceof Problem) || error.status !== 429) throw error;
    // The code before may still be good.
    const answer = doorPage(opened.task, { ...door(opened), isSent: true, refusal: error, status: 429 });
    return { ...answer, headers: { ...error.headers, ...answer.headers } };
  }
  return doorPage(opened.task, { ...door(opened), isSent: true });
}

async function enter(opened: Opened, code: string, now: Date): Promise<Answer> {
  const verdict = await tryCode(await codeFor(opened), code.trim(), now);
  if (verdict !== 'right') return doorPage(opened.task, { ...door(opened), isSent: true, refusal: WRONG_CODE, status: 403 });
  const cookie = await beginSession(opened, now);
  // Read again by GET, so that the page may be reloaded.
  return { statusCode: 303, headers: { location: pathOf(opened.reference) }, cookies: [cookie] };
}

async function showTask(
  opened: Opened,
  session: string,
  now: Date,
  given: Record<string, string>,
  refusal?: Problem,
): Promise<Answer> {
  const { core, task, person } = opened;
  const look = new Look(person, now);
  const view = await wholeTask(core, task, look);
  await look.record();
  return taskPage(view, {
    csrf: csrfOf(opened, session),
    catalogue: catalogueOf(await city(person.city)),
    given,
    now,
    reasonRequired: (await policy(person.city, core.visit.policy)).reasonsRequired,
    ...(refusal && { refusal: explained(refusal), status: refusal.status }),
  });
}

/** Decides as the API does, as the person whom the link names; so all its rules hold. */
async function decide(opened: Opened, session: string, given: Record<string, string>, now: Date): Promise<Answer> {
  const { person, link } = opened;
  await admit(person, now);
  try {
    const { decision } = await decideOne(person, link.task, decisionIn(given), now);
    return donePage(String(decision!.body.outcome), decision!.at);
  } catch (error) {
    if (error instanceof Problem && error.status === 422 && opened.isOpen) return showTask(opened, session, now, given, error);
    throw error;
  }
}
