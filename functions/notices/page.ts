import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import * as z from 'zod/mini';
import { momentAs } from '../deadlines/say.ts';
import { lastingLink } from '../links/link.ts';
import { said as inBoth, page } from '../links/page.ts';
import { refusalPage } from '../links/pages.ts';
import type { Answer } from '../platform/api.ts';
import { env } from '../platform/env.ts';
import { type Html, html } from '../platform/html.ts';
import { noticeLinkKey, noticesOf } from '../platform/keys.ts';
import { toProblem } from '../platform/problem-json.ts';
import { LinkNotValid } from '../platform/problems.ts';
import { publicUrl } from '../platform/public-url.ts';
import { digestOf, isSecret } from '../platform/secret.ts';
import type { Sentence } from '../platform/sentence.ts';
import { get, getAll } from '../platform/table.ts';
import { contextOf, taskOf } from './context.ts';
import { visitsOf } from './inbox.ts';
import { Notice } from './notice.ts';
import { NoticesLink } from './notices-link.ts';
import { wordsOf } from './templates.ts';

const TITLE: Sentence = { zh: '给您的通知', en: 'Notices for you' };
const TO_THE_TASK: Sentence = { zh: '前往办理', en: 'Decide' };

/**
 * What a message told, on a page: it says no more than the message did, has no numbers, and changes nothing. Questions that still wait
 * lead to their own pages, which ask for a code.
 */
async function show(event: APIGatewayProxyEventV2): Promise<Answer> {
  const reference = event.pathParameters?.reference ?? '';
  if (!isSecret(reference)) throw new LinkNotValid();
  const link = await get(NoticesLink, noticeLinkKey(digestOf(reference)));
  // DynamoDB deletes late: what has run out counts as gone.
  if (!link || link.ttl * 1000 <= Date.now()) throw new LinkNotValid();
  const { city, recipient } = link;
  const items = await getAll(link.notices.map((sk) => ({ pk: noticesOf(city, recipient), sk })));
  const notices = z.parse(z.array(Notice), items).sort((a, b) => (a.at < b.at ? -1 : 1));
  const [cores, now] = [await visitsOf(city, notices), new Date()];
  return page(200, TITLE, ...(await Promise.all(notices.map((notice) => section(notice, cores, now)))));
}

async function section(notice: Notice, cores: Awaited<ReturnType<typeof visitsOf>>, now: Date): Promise<Html> {
  const core = notice.visit === undefined ? undefined : cores.get(notice.visit);
  const { title, text } = wordsOf(notice.kind, await contextOf(notice, core, now));
  const task = core && taskOf(notice, core);
  const waits = task?.state === 'open' && task.epoch === core?.visit.epoch && notice.kind !== 'nobody-decides';
  const to = { person: notice.recipient, party: notice.party };
  const address = waits && lastingLink(task, to, publicUrl(), env('CURSOR_SECRET')).address;
  return html`<section><h2>${title.zh}</h2><p class="en" lang="en">${title.en}</p>${inBoth(text)}<p><small>${momentAs(notice.at, 'zh', now)}</small></p>${
    address !== false && address !== undefined && html`<p><a href="${address}">${TO_THE_TASK.zh} · ${TO_THE_TASK.en}</a></p>`
  }</section>`;
}

const serve = async (event: APIGatewayProxyEventV2): Promise<Answer> => {
  try {
    return await show(event);
  } catch (error) {
    const problem = toProblem(error);
    const answer = refusalPage(problem.status, problem);
    return { ...answer, headers: { ...problem.headers, ...answer.headers } };
  }
};

export const noticePages = (['GET', 'HEAD'] as const).map((method) => ({ method, path: '/n/{reference}', handler: serve }));
