import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import type { Answer } from '../platform/api.ts';
import { readForm } from '../platform/body.ts';
import { html } from '../platform/html.ts';
import { checkForm } from '../platform/own-form.ts';
import { toProblem } from '../platform/problem-json.ts';
import { languageOf } from './desk.ts';
import { framed, type Page } from './frame.ts';
import { DESK } from './paths.ts';
import { beginSignIn, cookie, csrfOf, endSignIn, LANGUAGE, signOut, tokenIn } from './session.ts';
import { signInAt } from './sign-in-at.ts';
import { STYLE } from './style.ts';

/** What needs nobody to be signed in: the way in and out, the language, the look. */

type Serve = (event: APIGatewayProxyEventV2) => Answer | Promise<Answer>;
const door = (method: 'GET' | 'POST', path: string, serve: Serve) => ({
  ...{ method, path },
  handler: async (event: APIGatewayProxyEventV2): Promise<Answer> => {
    try {
      return await serve(event);
    } catch (error) {
      const { status, zh, en } = toProblem(error);
      const body = html`<p><a class="button" href="${DESK.signIn}">重新登录 · Sign in</a></p>`;
      return framed({ status, title: { zh, en }, body }, { language: languageOf(event) });
    }
  },
});

/** Another issuer remembers the device until one leaves there, too. */
async function signedOutPage(): Promise<Page> {
  const { leaving } = await signInAt();
  const here = html`<p>本机已不再记住您。 <span lang="en">This device does not know you any more.</span></p>`;
  const there =
    leaving !== undefined &&
    html`<p><a class="button second" href="${leaving}">同时退出统一身份认证 · Leave the sign-in service, too</a></p>`;
  return {
    title: { zh: '已退出登录', en: 'Signed out' },
    body: html`${leaving === undefined ? here : there}<p><a class="button" href="${DESK.signIn}">重新登录 · Sign in</a></p>`,
  };
}

const YEAR = 365 * 24 * 3600;

export const doors = [
  door('GET', DESK.signIn, ({ queryStringParameters: query }) => beginSignIn(query?.to)),
  door('GET', DESK.signedIn, ({ cookies, queryStringParameters: query = {} }) => endSignIn(cookies, query)),
  door('POST', DESK.signOut, (event) => {
    const token = tokenIn(event.cookies);
    if (token !== undefined) checkForm(event.headers, readForm(event).csrf ?? '', csrfOf(token));
    return signOut();
  }),
  door('GET', DESK.signedOut, async (event) => framed(await signedOutPage(), { language: languageOf(event) })),
  door('GET', DESK.language, ({ queryStringParameters: query }) => ({
    statusCode: 303,
    headers: { location: DESK.inbox },
    cookies: [cookie(LANGUAGE, query?.to === 'en' ? 'en' : 'zh', YEAR)],
  })),
  door('GET', DESK.style, () => ({
    statusCode: 200,
    // Its address changes with it.
    headers: { 'content-type': 'text/css; charset=utf-8', 'cache-control': `public, max-age=${YEAR}, immutable` },
    body: STYLE,
  })),
];
