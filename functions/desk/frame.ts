import type { Language } from '../deadlines/say.ts';
import type { Answer } from '../platform/api.ts';
import { type Html, html } from '../platform/html.ts';
import type { Sentence } from '../platform/sentence.ts';
import type { Me } from './me.ts';
import { DESK } from './paths.ts';
import { STYLE_VERSION } from './style.ts';

/** The frame of all pages: who is signed in, where one is, where one can go. Without a script; nothing is loaded but the style. */

const POLICY = [
  "default-src 'none'",
  "style-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

const NAME: Sentence = { zh: '劳模工匠进校园', en: 'Model worker visits' };

interface Place {
  path: string;
  name: Sentence;
  for?: readonly string[];
  /** Looked at now and then: it stands under “more”. */
  seldom?: true;
}

/** Where somebody can go from everywhere, by what they are. */
const PLACES: Place[] = [
  { path: DESK.inbox, name: { zh: '待办', en: 'To do' } },
  { path: DESK.visits, name: { zh: '活动', en: 'Visits' } },
  { path: DESK.calendar, name: { zh: '日历', en: 'Calendar' } },
  { path: DESK.newVisit, name: { zh: '申请活动', en: 'Ask for a visit' }, for: ['school', 'union'] },
  { path: DESK.myVisits, name: { zh: '我的活动', en: 'My visits' }, for: ['speaker'] },
  { path: DESK.staff, name: { zh: '我单位人员', en: 'Our people' }, for: ['employer'] },
  { path: DESK.notices, name: { zh: '通知', en: 'Notices' } },
  { path: DESK.statistics, name: { zh: '统计表', en: 'Statistics' }, for: ['union', 'education'], seldom: true },
  { path: DESK.overview, name: { zh: '总览', en: 'Overview' }, for: ['union', 'education'], seldom: true },
  { path: DESK.pace, name: { zh: '办理时效', en: 'How fast' }, for: ['union'], seldom: true },
  { path: DESK.people, name: { zh: '人员', en: 'People' }, for: ['administrator'], seldom: true },
  { path: DESK.policy, name: { zh: '规则', en: 'Policy' }, for: ['union'], seldom: true },
  { path: DESK.speakers, name: { zh: '资源库', en: 'Talent pool' }, for: ['union', 'school'], seldom: true },
];

export interface Page {
  title: Sentence;
  body: Html;
  status?: number;
  /** The path in the menu under which it stands. */
  here?: string;
  /** It is printed across: a table of many columns. */
  isWide?: true;
}

export interface Surroundings {
  language: Language;
  /** Undefined before anybody has signed in. */
  me?: Me | undefined;
  csrf?: string | undefined;
}

export function framed({ title, body, status = 200, here, isWide }: Page, { language, me, csrf }: Surroundings): Answer {
  const other = language === 'zh' ? { code: 'en', name: 'English' } : { code: 'zh', name: '中文' };
  const places = PLACES.filter((place) => me && (!place.for || me.roles.some((role) => place.for?.includes(role))));
  const account =
    me &&
    html`<a href="${DESK.settings}"${here === DESK.settings && html` aria-current="page"`}>${me.name}<span class="hidden"> ${{ zh: '我的设置', en: 'my settings' }[language]}</span></a><form class="plain" method="post" action="${DESK.signOut}"><input type="hidden" name="csrf" value="${csrf}"><button>${{ zh: '退出', en: 'Sign out' }[language]}</button></form>`;
  const page = html`<!doctype html>
<html lang="${language === 'zh' ? 'zh-CN' : 'en'}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="robots" content="noindex">
<title>${title[language]} · ${NAME[language]}</title>
<link rel="stylesheet" href="${DESK.style}?v=${STYLE_VERSION}">
</head>
<body>
<a class="skip" href="#main">${{ zh: '跳到正文', en: 'Skip to content' }[language]}</a>
<header class="top"><div><span class="name">${NAME[language]}</span>${account}<a href="${DESK.language}?to=${other.code}" hreflang="${other.code}" lang="${other.code}">${other.name}</a>${places.length > 0 && menu(places, here, language)}</div></header>
<main id="main"${isWide && html` class="across"`}>
<h1>${title[language]}</h1>
${body}
</main>
</body>
</html>
`.text;
  const headers = { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': POLICY, 'x-frame-options': 'DENY' };
  return { statusCode: status, headers, body: page };
}

function menu(places: readonly Place[], here: string | undefined, language: Language): Html {
  const item = ({ path, name }: Place) =>
    html`<li><a href="${path}"${path === here && html` aria-current="page"`}>${name[language]}</a></li>`;
  // What somebody looks at stands in sight.
  const isFolded = ({ seldom, path }: Place) => seldom === true && path !== here;
  const folded = places.filter(isFolded);
  const more =
    folded.length > 0 &&
    html`<li><details class="more"><summary>${{ zh: '更多', en: 'More' }[language]}</summary><ul>${folded.map(item)}</ul></details></li>`;
  return html`<nav aria-label="${{ zh: '主菜单', en: 'Main menu' }[language]}"><ul>${places.filter((place) => !isFolded(place)).map(item)}${more}</ul></nav>`;
}
