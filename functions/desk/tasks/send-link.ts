import { momentAs } from '../../deadlines/say.ts';
import { sendTaskLink } from '../../links/contract.ts';
import { type Html, html } from '../../platform/html.ts';
import type { Sentence } from '../../platform/sentence.ts';
import { type Answered, Refused } from '../client.ts';
import { inLanguage, type Shown, takes, type Visitor } from '../desk.ts';
import { at, DESK } from '../paths.ts';

/** A union has the party's own phone shown the way to the question, for those who know the union's number and no page. */
export const linkSent = takes(DESK.taskLink, async (visitor) => {
  const { client, params } = visitor;
  try {
    return showSent(await client.call(sendTaskLink, { params: { id: params.id ?? '' }, body: {} }), visitor);
  } catch (error) {
    if (error instanceof Refused && [409, 410, 429, 503].includes(error.status)) return showRefused(error, visitor);
    throw error;
  }
});

/** As it stands on the page of the question. */
export const sendingLink = ({ params, csrf, language }: Visitor): Html => {
  const say = inLanguage(language);
  return html`<section class="big"><h2>${say(TITLE)}</h2><p>${say(MEANS)}</p>
<form method="post" action="${at(DESK.taskLink, params.id ?? '')}"><input type="hidden" name="csrf" value="${csrf}"><button class="second">${say(SEND)}</button></form></section>`;
};

/** What was sent is told by this answer alone, so that it is the page itself. */
function showSent({ sentTo, expiresAt }: Answered<typeof sendTaskLink>, visitor: Visitor): Shown {
  const { language, now } = visitor;
  const say = inLanguage(language);
  const phones = sentTo.map(
    ({ name, phone }) =>
      html`<li>${name} <span class="soft">${say({ zh: `手机号码尾号 ${phone.slice(-2)}`, en: `the phone that ends in ${phone.slice(-2)}` })}</span></li>`,
  );
  const until = momentAs(expiresAt, language, now);
  return {
    ...{ title: { zh: '办理链接已发出', en: 'The link is on its way' }, here: DESK.inbox },
    body: html`<section><p class="note" role="status">${say({ zh: '已发短信到：', en: 'Sent to:' })}</p><ul>${phones}</ul>
<p>${say({ zh: `链接有效至${until}；对方打开后凭短信验证码办理，办理后失效。`, en: `It holds until ${until}; they open it, enter the code that is sent to them, and answer. Then it leads nowhere.` })}</p></section>${back(visitor)}`,
  };
}

function showRefused(refused: Refused, visitor: Visitor): Shown {
  const sentence = refused.status === 429 && refused.facts.limit === 'links' ? ENOUGH : refused;
  return {
    ...{ title: { zh: '链接没有发出', en: 'No link was sent' }, here: DESK.inbox, status: refused.status },
    body: html`<p class="wrong" role="alert">${inLanguage(visitor.language)(sentence)}</p>${back(visitor)}`,
  };
}

const back = ({ params, language }: Visitor): Html =>
  html`<p><a class="button second" href="${at(DESK.task, params.id ?? '')}">${inLanguage(language)({ zh: '返回此事项', en: 'Back to the question' })}</a></p>`;

const TITLE: Sentence = { zh: '请对方自己办理', en: 'Let them answer themselves' };
const MEANS: Sentence = {
  zh: '对方没有打开过系统也能办理：链接以短信发到其登记的手机，打开后凭验证码答复。',
  en: 'They need not know these pages: a link goes to the phones registered for them, and opens by a code.',
};
const SEND: Sentence = { zh: '把办理链接发到对方手机', en: 'Send the link to their phone' };
const ENOUGH: Sentence = {
  zh: '今天为此事项发送链接的次数已满，明天可以再发。着急的话请打电话，再代为登记答复。',
  en: 'No more links for this question today; send another tomorrow, or ring them and enter what they say.',
};
