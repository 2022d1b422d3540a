import { makeCalendar, revokeCalendar } from '../../calendars/contract.ts';
import { html } from '../../platform/html.ts';
import type { Sentence } from '../../platform/sentence.ts';
import { Refused } from '../client.ts';
import { inLanguage, type Shown, takes, type Visitor } from '../desk.ts';
import { Fields } from '../forms.ts';
import { DESK } from '../paths.ts';
import { explained } from './refused-note.ts';

/** A calendar is made. Its address is told this once, so that the answer is the page itself. */
export const calendarMade = takes(DESK.calendars, async (visitor, { of = '' }) => {
  try {
    const { url } = await visitor.client.call(makeCalendar, { body: { of: of === 'me' ? 'me' : { organisation: of } } });
    return showAddress(url, visitor);
  } catch (error) {
    if (error instanceof Refused && [409, 422].includes(error.status)) return explained(error, visitor);
    throw error;
  }
});

/** Whoever has revoked it already finds that it is gone. */
export const calendarRevoked = takes(DESK.calendarRevocation, async ({ client, params }) => {
  const done = { statusCode: 303, headers: { location: `${DESK.settings}?done=revoked` } };
  try {
    await client.call(revokeCalendar, { params: { id: params.id ?? '' }, body: {} });
  } catch (error) {
    if (!(error instanceof Refused && error.status === 404)) throw error;
  }
  return done;
});

function showAddress(url: string, { language }: Visitor): Shown {
  const say = inLanguage(language);
  const fields = new Fields(language, { given: { url }, errors: {} });
  const steps = STEPS.map(({ where, how }) => html`<dt>${say(where)}</dt><dd>${say(how)}</dd>`);
  return {
    ...{ title: { zh: '日历订阅地址', en: 'The address of your calendar' }, here: DESK.settings },
    body: html`<p class="note" role="status">${say(ONCE)}</p>
<section>${fields.input({ name: 'url', label: { zh: '订阅地址', en: 'Address' } }, { readonly: '', spellcheck: 'false' })}
<p><a class="button" href="${url.replace(/^https?:/, 'webcal:')}">${say({ zh: '在本机日历中打开', en: 'Open in this device’s calendar' })}</a></p></section>
<section><h2>${say({ zh: '怎样加到日历', en: 'How to add it' })}</h2><dl>${steps}</dl></section>
<p><a href="${DESK.settings}">${say({ zh: '返回我的设置', en: 'Back to my settings' })}</a></p>`,
  };
}

const ONCE = {
  zh: '地址只显示这一次，请现在就加到日历。不要转发：知道地址的人都能看到活动。丢失了，停用后再生成一个。',
  en: 'It is shown this once: add it to your calendar now, and pass it on to nobody. If you lose it, revoke it and make another.',
};
const STEPS: { where: Sentence; how: Sentence }[] = [
  {
    where: { zh: '苹果手机', en: 'iPhone' },
    how: {
      zh: '点上面的按钮；或打开“日历”→ 下方“日历”→“添加日历”→“添加订阅日历”，粘贴地址。',
      en: 'Press the button above; or Calendar → Calendars → Add Calendar → Add Subscription Calendar, and paste the address.',
    },
  },
  {
    where: { zh: '安卓手机', en: 'Android' },
    how: {
      zh: '打开“日历”→ 设置 → 日历账户或“订阅日历 / 导入网址”，粘贴地址；各品牌名称略有不同。',
      en: 'Calendar → settings → accounts, or “subscribe by URL”, and paste the address; names differ.',
    },
  },
  {
    where: { zh: '电脑', en: 'Computer' },
    how: {
      zh: '在 Outlook、企业微信、钉钉等日历中选“订阅日历”或“从网络添加”，粘贴地址。',
      en: 'In Outlook or another calendar choose “subscribe” or “from the web”, and paste the address.',
    },
  },
];
