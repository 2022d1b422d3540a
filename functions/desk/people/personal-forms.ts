import type { CatalogueEntry } from '../../catalogue/entry.ts';
import { type Html, html } from '../../platform/html.ts';
import { inLanguage, type Visitor } from '../desk.ts';
import type { Fields } from '../forms.ts';
import { at, DESK } from '../paths.ts';
import { dataForm } from './data-file.ts';
import type { Member } from './members.ts';

/** The forms about what is held of a person, and about how they sign in. */

/** Whom a form is about, and from which organisation's people the reader came. */
export interface Whose {
  visitor: Visitor;
  person: Member;
  organisation: string;
}

const opening = (path: string, { visitor: { csrf }, person, organisation }: Whose): Html =>
  html`<form method="post" action="${at(path, person.id)}"><input type="hidden" name="csrf" value="${csrf}"><input type="hidden" name="organisation" value="${organisation}">`;

/** Name and number as they should be. */
export function correctionForm(whose: Whose, fields: Fields): Html {
  const say = inLanguage(whose.visitor.language);
  return html`<p>${say(CORRECTED)}</p>${opening(DESK.correction, whose)}<input type="hidden" name="before" value="${whose.person.name}">
${fields.input({ name: 'name', label: { zh: '姓名', en: 'Name' }, required: true }, { autocomplete: 'off' }, whose.person.name)}
${fields.input({ name: 'phone', label: { zh: '登录手机号码', en: 'Number to sign in by' }, hint: KEPT }, { type: 'tel', autocomplete: 'off' })}
<button>${say({ zh: '更正', en: 'Set it right' })}</button></form>`;
}

/** A phone was lost. */
export function signOutForm(whose: Whose): Html {
  const say = inLanguage(whose.visitor.language);
  return html`<p>${say(SIGNED_OUT)}</p>${opening(DESK.personSignOut, whose)}<button>${say({ zh: '确认在全部设备上退出', en: 'Sign them out everywhere' })}</button></form>`;
}

/** What is held goes, with the reason and after it was said to be meant. */
export function erasureForm(whose: Whose, fields: Fields): Html {
  const { visitor, person } = whose;
  const say = inLanguage(visitor.language);
  const meant = [{ code: 'yes', zh: '是，不能恢复', en: 'Yes, for good' }];
  return html`<p>${say(GONE)}</p><p>${say(STAYS)}</p>${opening(DESK.erasure, whose)}
${fields.choice({ name: 'reasonCode', label: { zh: '注销的原因', en: 'Why' }, required: true }, REASONS)}
${fields.several({ name: 'meant', label: { zh: `确认注销${person.name}`, en: `Erase ${person.name}` } }, meant)}
<button>${say({ zh: '注销并删除', en: 'Erase' })}</button></form>`;
}

/** What is held, as a file. */
export const exportForm = (whose: Whose): Html =>
  html`<p>${inLanguage(whose.visitor.language)(HELD)}</p>${dataForm(opening(DESK.personData, whose), whose.visitor)}`;

const REASONS: readonly CatalogueEntry[] = [
  { code: 'requested', zh: '本人要求', en: 'They asked for it' },
  { code: 'left', zh: '已离开，不再参与', en: 'They have left' },
  { code: 'deceased', zh: '去世', en: 'They have died' },
  { code: 'other', zh: '其他', en: 'Another reason' },
];
const CORRECTED = {
  zh: '换了登录号码的，此人在全部设备上退出登录，以后凭新号码登录；原号码会收到告知短信。',
  en: 'With another number they are signed out everywhere and sign in by the new one from then on; the old number is told.',
};
const KEPT = { zh: '不改请留空；已登记的号码不显示', en: 'Leave it empty to keep it; the present one is not shown' };
const SIGNED_OUT = {
  zh: '手机丢失或被他人拿到时使用：此人立即在全部设备上退出登录。手机号码还在本人手里的，随时可以重新登录；号码也换了的，请先更正号码。',
  en: 'For a phone that was lost: they are signed out on all devices at once. Whoever has the number signs in again; where that has changed, too, set it right first.',
};
const GONE = {
  zh: '此人的姓名、手机号码、任职和登录会被删除，不能再登录；写过的说明和作为联系人的登记也会从活动中清除。',
  en: 'Name, number, roles and sign-in go, and so do their words in visits and where they are named as the contact.',
};
const STAYS = {
  zh: '保留的：活动、统计和操作记录，其中不再有姓名。还有未举办的活动的，请先退出或换人。',
  en: 'Visits, statistics and the record of what was done stay, without the name. Whoever is still to come to a visit withdraws first.',
};
const HELD = {
  zh: '此人要求查阅本人信息时，下载全部登记内容交给本人。下载会被记录。',
  en: 'For somebody who asks what is held about them: all of it, to hand over. That it was downloaded is recorded.',
};
