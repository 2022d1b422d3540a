import { type Language, WEEKDAYS } from '../../deadlines/say.ts';
import { type Html, html } from '../../platform/html.ts';
import { listed } from '../../platform/sentence.ts';
import { inLanguage } from '../desk.ts';
import { rowsTable } from '../tables.ts';
import type { Lists } from '../visits/visit-facts.ts';
import { ENTRY, honourAs, loadAs, namesIn, type Speaker } from './words.ts';

/** Where nothing is listed, everything suits. */
const ANY = { zh: '不限', en: 'Any' };

/** What the pool says of one speaker. */
export function profileFacts(speaker: Speaker, union: string, lists: Lists, language: Language): Html {
  const say = inLanguage(language);
  const named = namesIn(lists, language);
  const all = (list: string, codes: readonly string[]) =>
    listed(
      codes.map((code) => named(list, code)),
      language,
    ) || say(ANY);
  const { availability, maxPerWeek, maxPerMonth, minimumNoticeDays, phone, rating } = speaker;
  const hours = listed(
    availability.map(({ weekday, from, to }) => `${WEEKDAYS[language][weekday - 1]} ${from}–${to}`),
    language,
  );
  const limits = [
    maxPerWeek !== undefined && say({ zh: `每周至多 ${maxPerWeek} 场`, en: `${maxPerWeek} a week at most` }),
    maxPerMonth !== undefined && say({ zh: `每月至多 ${maxPerMonth} 场`, en: `${maxPerMonth} a month at most` }),
    minimumNoticeDays !== undefined &&
      say({ zh: `至少提前 ${minimumNoticeDays} 天`, en: `${minimumNoticeDays} days ahead at least` }),
  ].filter(Boolean);
  const rows: [zh: string, en: string, value: string | Html | undefined][] = [
    ['状态', 'Entry', html`<span class="tag ${ENTRY[speaker.status].tone}">${say(ENTRY[speaker.status])}</span>`],
    ['行业工种', 'Trade', speaker.trade],
    ['技能', 'Skills', listed(speaker.skills, language)],
    ['所属工会', 'Union', union],
    ['团队', 'Team', speaker.team],
    ['电话', 'Phone', phone && html`<a href="tel:${phone.replaceAll(/[^+\d]/g, '')}">${phone}</a>`],
    ['场次', 'Visits', loadAs(speaker, language)],
    ['评价', 'Rating', rating === undefined ? undefined : `${rating} / 5`],
    ['主题', 'Topics', all('topics', speaker.topics)],
    ['活动形式', 'Activities', all('activityTypes', speaker.activityTypes)],
    ['方式', 'How', all('modes', speaker.modes)],
    ['学段', 'Levels', all('levels', speaker.levels)],
    ['区域', 'Districts', all('districts', speaker.districts)],
    ['可安排时间', 'When', hours || say({ zh: '另行商定', en: 'to be asked' })],
    ['本人要求', 'Own limits', limits.join(say({ zh: '；', en: '; ' }))],
    ['简介', 'About', speaker.biography],
  ];
  return html`<dl>${rows
    .filter(([, , value]) => value !== undefined && value !== '')
    .map(([zh, en, value]) => html`<dt>${say({ zh, en })}</dt><dd>${value}</dd>`)}</dl>`;
}

/** All honours, the revoked ones marked. */
export function honoursList({ honours }: Speaker, lists: Lists, language: Language): Html {
  const say = inLanguage(language);
  if (honours.length === 0) return html`<p>${say({ zh: '没有登记荣誉。', en: 'None.' })}</p>`;
  const items = honours.map((honour) => {
    const { year, body, certificate, revoked, verifiedOn } = honour;
    const tag = revoked
      ? html` <span class="tag bad">${say({ zh: '已撤销', en: 'revoked' })}</span>`
      : verifiedOn !== undefined && html` <span class="tag good">${say({ zh: '已核实', en: 'verified' })}</span>`;
    return html`<li>${honourAs(honour, lists, language)}${tag}<br><small>${[year, body, certificate].filter(Boolean).join(' · ')}</small></li>`;
  });
  return html`<ul>${items}</ul>`;
}

/** What they offer to tell (课程清单). */
export function talksTable({ talks }: Speaker, lists: Lists, language: Language): Html {
  const say = inLanguage(language);
  if (talks.length === 0) return html`<p>${say({ zh: '没有登记课程。', en: 'None.' })}</p>`;
  const named = namesIn(lists, language);
  const heads = [
    { zh: '题目', en: 'Title' },
    { zh: '主题', en: 'Topics' },
    { zh: '学段', en: 'Levels' },
    { zh: '时长', en: 'Length' },
  ];
  const rows = talks.map(({ title, topics, levels, minutes }) => [
    title,
    listed(
      topics.map((code) => named('topics', code)),
      language,
    ) || say(ANY),
    listed(
      levels.map((code) => named('levels', code)),
      language,
    ) || say(ANY),
    say({ zh: `${minutes} 分钟`, en: `${minutes} minutes` }),
  ]);
  return rowsTable({ label: say({ zh: '课程', en: 'Talks' }), heads: heads.map(say), rows });
}
