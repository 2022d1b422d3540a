import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { decodeJwt } from 'jose';
import type { Language } from '../deadlines/say.ts';
import type { Answer } from '../platform/api.ts';
import { readForm, type Upload } from '../platform/body.ts';
import { isFileForm, readFileForm } from '../platform/file-form.ts';
import { html } from '../platform/html.ts';
import { log } from '../platform/log.ts';
import { checkForm } from '../platform/own-form.ts';
import { toProblem } from '../platform/problem-json.ts';
import { NotFound } from '../platform/problems.ts';
import type { Sentence } from '../platform/sentence.ts';
import { Client, Refused } from './client.ts';
import { framed, type Page } from './frame.ts';
import { type Me, whoIs } from './me.ts';
import { DESK } from './paths.ts';
import { beginSignIn, csrfOf, LANGUAGE, tokenIn } from './session.ts';

/** What a page is made with: who looks at it, in which language, and the API as that person may use it. */
export interface Visitor {
  client: Client;
  me: Me;
  language: Language;
  csrf: string;
  params: Record<string, string | undefined>;
  query: Record<string, string | undefined>;
  now: Date;
}

export type Form = Readonly<Record<string, string>>;
export type Shown = Page | Answer;

/** A page that is read. */
export const reads = (path: string, show: (visitor: Visitor) => Promise<Shown>) => ({
  ...{ method: 'GET' as const, path },
  handler: served((visitor) => show(visitor)),
});

/** What a form of a page does. */
export const takes = (path: string, take: (visitor: Visitor, form: Form) => Promise<Shown>) => ({
  ...{ method: 'POST' as const, path },
  handler: served(async (visitor, event) => take(visitor, formIn(event, visitor.csrf))),
});

/** What a form of a page does that brings a file; undefined where somebody chose none. */
export const takesFile = (path: string, take: (visitor: Visitor, form: Form, file: Upload | undefined) => Promise<Shown>) => ({
  ...{ method: 'POST' as const, path },
  handler: served(async (visitor, event) => {
    const { fields, file } = await readFileForm(event);
    const { csrf = '', ...form } = fields;
    checkForm(event.headers, csrf, visitor.csrf);
    return take(visitor, form, file);
  }),
});

/** What a form of ours sent. @throws NotOurForm, TooLarge */
function formIn(event: APIGatewayProxyEventV2, expected: string): Form {
  const { csrf = '', ...form } = readForm(event);
  checkForm(event.headers, csrf, expected);
  return form;
}

export const languageOf = ({ cookies }: APIGatewayProxyEventV2): Language =>
  cookies?.includes(`${LANGUAGE}=en`) ? 'en' : 'zh';

function served(serve: (visitor: Visitor, event: APIGatewayProxyEventV2) => Promise<Shown>) {
  return async (event: APIGatewayProxyEventV2): Promise<Answer> => {
    const [language, now] = [languageOf(event), new Date()];
    const token = tokenIn(event.cookies);
    const isRead = event.requestContext.http.method === 'GET';
    if (token === undefined) return isRead ? leadIn(event) : framed(signInFirst(event), { language });
    const csrf = csrfOf(token);
    let me: Me | undefined;
    try {
      const client = new Client(token);
      me = await whoIs(client, now);
      const query = event.queryStringParameters ?? {};
      const params = decoded(event.pathParameters);
      const shown = await serve({ client, me, language, csrf, params, query, now }, event);
      return 'body' in shown && 'title' in shown ? framed(shown, { language, me, csrf }) : (shown as Answer);
    } catch (error) {
      const mayPass = error instanceof Refused && MAY_PASS.has(error.status) && !isRead && !isFileForm(event);
      if (mayPass) return framed(later(event, csrf, language, error), { language, me, csrf });
      if (!(error instanceof Refused && error.status === 401)) return framed(refusal(error), { language, me, csrf });
      // A file cannot be kept in a page: whoever has signed in anew chooses it again.
      if (isFileForm(event)) return framed(signInFirst(event), { language });
      if (!isRead) return framed(afterSignIn(event, csrf, language), { language });
      return isOver(token, now) ? leadIn(event) : framed(refusal(error), { language });
    }
  };
}

/** To the issuer, and back to the page that was wanted; where the issuer does not answer, a page that says so. */
const leadIn = (event: APIGatewayProxyEventV2): Promise<Answer> =>
  beginSignIn(wantedOf(event)).catch((error: unknown) => {
    log.error('the issuer did not answer', { error });
    return framed(refusal(new Refused(503)), { language: languageOf(event) });
  });

/** middy's router leaves path parameters encoded. */
const decoded = (params: Record<string, string | undefined> = {}) =>
  Object.fromEntries(Object.entries(params).map(([name, value]) => [name, value && unescaped(value)]));

const unescaped = (value: string): string => {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
};

/** Also where a gateway has decoded it. */
const wantedOf = ({ rawPath, rawQueryString }: APIGatewayProxyEventV2): string =>
  `${encodeURI(unescaped(rawPath))}${rawQueryString ? `?${rawQueryString}` : ''}`;

/** Where nothing can be carried over. A link and no redirect: browsers follow no form to another host, where the issuer may be. */
const signInFirst = (event: APIGatewayProxyEventV2): Page => ({
  ...{ status: 401, title: { zh: '请先登录，再提交一次', en: 'Sign in first, and send it again' } },
  body: html`<p><a class="button" href="${DESK.signIn}?${String(new URLSearchParams({ to: wantedOf(event) }))}">登录 · Sign in</a></p>`,
});

/** What a form wanted to do is not done behind somebody's back after they have signed in anew; but nobody types it twice. */
const afterSignIn = (event: APIGatewayProxyEventV2, csrf: string, language: Language): Page => {
  const say = inLanguage(language);
  return again(event, csrf, language, {
    ...{ status: 401, title: { zh: '登录已过期，填写的内容还在', en: 'Your sign-in is over; what you typed is not lost' } },
    body: html`<ol><li><a href="${DESK.signIn}" target="_blank">${say({ zh: '在新页面中重新登录', en: 'Sign in again on a new page' })}</a></li>
<li>${say({ zh: '回到本页，再提交一次：', en: 'Come back to this page, and send it again:' })}</li></ol>`,
  });
};

/** Too often, or no answer: what was typed needs no change, only another moment, whatever page the form stood on. */
const MAY_PASS = new Set([429, 503]);
const later = (event: APIGatewayProxyEventV2, csrf: string, language: Language, { status, zh, en }: Refused): Page =>
  again(event, csrf, language, {
    ...{ status, title: { zh, en } },
    body: html`<p>${inLanguage(language)({ zh: '填写的内容还在，过一会儿可以再提交一次。', en: 'What you typed is not lost: send it again in a moment.' })}</p>`,
  });

/** A page on which all that a form held waits to be sent once more. */
function again(event: APIGatewayProxyEventV2, csrf: string, language: Language, page: Page): Page {
  let form: Form;
  try {
    form = formIn(event, csrf);
  } catch (error) {
    return refusal(error);
  }
  const fields = Object.entries({ csrf, ...form }).map(
    ([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`,
  );
  const send = inLanguage(language)({ zh: '再次提交', en: 'Send again' });
  return { ...page, body: html`${page.body}<form method="post">${fields}<button>${send}</button></form>` };
}

const isOver = (token: string, now: Date): boolean => (decodeJwt(token).exp ?? 0) * 1000 <= now.getTime();

/** Whatever was refused, as a page that says so and leads on; whoever is signed out leads in again, and not by itself: no circle arises. */
function refusal(error: unknown): Page {
  const { status, zh, en } = error instanceof Refused ? error : toProblem(error);
  const on =
    status === 401
      ? html`<a class="button" href="${DESK.signIn}">重新登录 · Sign in</a>`
      : html`<a class="button" href="${DESK.inbox}">返回待办 · To do</a>`;
  return { ...{ status, title: { zh, en } }, body: html`<p>${on}</p>` };
}

/** A page that is not there. */
export const nowhere = async (event: APIGatewayProxyEventV2): Promise<Answer> =>
  framed(refusal(new NotFound()), { language: languageOf(event) });

/** In the language of the page. */
export const inLanguage = (language: Language) => (sentence: Sentence) => sentence[language];
