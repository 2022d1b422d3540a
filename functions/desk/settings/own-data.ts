import { signOutPerson } from '../../people/contract.ts';
import { type Html, html } from '../../platform/html.ts';
import { Refused } from '../client.ts';
import { inLanguage, takes, type Visitor } from '../desk.ts';
import { DESK } from '../paths.ts';
import { dataFile, dataForm } from '../people/data-file.ts';
import { signOut } from '../session.ts';
import { explained } from './refused-note.ts';

/** What is held about oneself, and where one is signed in. */
export function ownDataSection({ language, csrf }: Visitor): Html {
  const say = inLanguage(language);
  const opening = (path: string) =>
    html`<form method="post" action="${path}"><input type="hidden" name="csrf" value="${csrf}">`;
  return html`<section><h2>${say({ zh: '登录和个人信息', en: 'Signing in, and my data' })}</h2>
<details><summary>${say({ zh: '在全部设备上退出登录（手机丢失）', en: 'Sign out everywhere (a phone was lost)' })}</summary><p>${say(EVERYWHERE)}</p>${opening(DESK.ownSignOut)}<button>${say({ zh: '确认在全部设备上退出', en: 'Sign out everywhere' })}</button></form></details>
<details><summary>${say({ zh: '下载关于我的全部登记信息', en: 'Download what is held about me' })}</summary><p>${say(HELD)}</p>${dataForm(opening(DESK.ownData), { language })}</details></section>`;
}

/** This device is one of them. */
export const signedOutEverywhere = takes(DESK.ownSignOut, async (visitor) => {
  await visitor.client.call(signOutPerson, { params: { id: 'me' }, body: {} });
  return signOut();
});

/** It is recorded who had it written out, so that no link leads to it. */
export const ownDataFile = takes(DESK.ownData, async (visitor, form) => {
  try {
    return await dataFile(visitor.client, visitor.me.id, form, visitor.now);
  } catch (error) {
    if (error instanceof Refused && [400, 422, 429, 503].includes(error.status)) return explained(error, visitor);
    throw error;
  }
});

const EVERYWHERE = {
  zh: '手机丢失或被他人拿到时使用：包括本机在内，立即在全部设备上退出。凭手机号码和验证码可重新登录。',
  en: 'For a phone that was lost: all devices are signed out at once, this one too. By number and code you sign in again.',
};
const HELD = {
  zh: '包括任职、资源库资料、参与的活动、订阅的日历，以及谁查看过您的手机号码。',
  en: 'Roles, the entry in the pool, visits, calendars, and who saw your number.',
};
