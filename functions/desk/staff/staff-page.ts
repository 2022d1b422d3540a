import { monthAs, spanAs } from '../../deadlines/say.ts';
import { day } from '../../deadlines/shanghai-time.ts';
import { type Html, html } from '../../platform/html.ts';
import type { Sentence } from '../../platform/sentence.ts';
import { inLanguage, reads, type Visitor } from '../desk.ts';
import { Fields } from '../forms.ts';
import { at, DESK } from '../paths.ts';
import { rowsTable } from '../tables.ts';
import { allVisits } from '../visits/all-visits.ts';
import { monthFor, monthIn } from '../visits/month.ts';
import { statusTag } from '../visits/status-tag.ts';
import { leftNote } from '../visits/withdraw-page.ts';
import { type Away, awayOf, hoursGiven, KINDS, kindOf } from './away.ts';
import { hoursTable } from './hours-table.ts';
import { employersOf, ownPeople } from './own-people.ts';
import { peopleTable } from './people-table.ts';

/** An employer's people: who is away when, what they may do without a release, and how many hours were given in a month. */
export const staffPage = reads(DESK.staff, async (visitor) => {
  const { client, language, query, now, me } = visitor;
  const say = inLanguage(language);
  const [chosen, month] = [monthIn(query.month), monthFor(query.month, now)];
  // Without a month whoever is still to go, however late, and what was given in the present one.
  const [{ visits, isCut }, people] = await Promise.all([
    allVisits(client, { from: month.first, to: chosen === undefined ? undefined : month.last }),
    ownPeople(visitor),
  ]);
  const all = awayOf(visits, employersOf(me));
  const isShown = ({ visit }: Away) => chosen !== undefined || (visit.slot ?? visit.slots[0])!.end >= now.toISOString();
  const inMonth = all.filter(({ visit }) => day((visit.slot ?? visit.slots[0])!.start) <= month.last);
  const fields = new Fields(language, { given: { month: chosen ?? '' }, errors: {} });
  const name = monthAs(month.name, language);
  const hours = say({ zh: `支持工时（${name}）`, en: `Hours given in ${name}` });
  return {
    ...{ title: { zh: '我单位的劳模工匠', en: 'Our people' }, here: DESK.staff },
    body: html`${leftNote(visitor, 'employer')}${saved(visitor, people)}<form class="card filters" method="get">${fields.input(
      { name: 'month', label: { zh: '月份（不选则为今后）', en: 'Month (else what is to come)' } },
      { type: 'month' },
    )}<div class="field"><button class="second">${say({ zh: '查看', en: 'Show' })}</button></div></form>
${isCut && html`<p class="wrong">${say(CUT)}</p>`}
<section><h2>${say(chosen === undefined ? { zh: '今后外出', en: 'Who is away when' } : { zh: `外出（${name}）`, en: `Away in ${name}` })}</h2>${awayTable(all.filter(isShown), visitor)}</section>
<section><h2>${hours}</h2>${hoursTable(hoursGiven(inMonth), hours, language)}</section>
<section><h2>${say({ zh: '人员与年度授权', en: 'Our people and standing permissions' })}</h2><p class="soft">${say(WHAT_IT_IS)}</p>${peopleTable(people, visitor)}</section>`,
  };
});

const CUT: Sentence = {
  zh: '活动太多，未能全部列出；请按月份查看。',
  en: 'There are more visits than fit here; choose a month.',
};
const WHAT_IT_IS: Sentence = {
  zh: '年度授权：每月在授权工时以内的活动，不再逐次征求单位同意，只告知单位。',
  en: 'A standing permission: visits within so many working hours a month need no release; you are only told.',
};
const NOBODY: Sentence = {
  zh: '没有外出安排。学校邀请我单位人员时，会列在这里，并按您选择的方式通知您。',
  en: 'Nobody is away. When a school asks for one of your people it stands here, and you are told.',
};

function awayTable(away: readonly Away[], { language, now }: Visitor): Html {
  const say = inLanguage(language);
  if (away.length === 0) return html`<p>${say(NOBODY)}</p>`;
  const heads = [
    { zh: '时间', en: 'When' },
    { zh: '人员', en: 'Who' },
    { zh: '学校', en: 'School' },
    { zh: '我单位', en: 'Of us' },
    { zh: '活动状态', en: 'The visit' },
  ];
  const rows = away.map(({ visit, seat, speaker, release }) => {
    const { tone, ...kind } = KINDS[kindOf(release)];
    const when = spanAs((visit.slot ?? visit.slots[0])!, language, now);
    return [
      html`<a href="${at(DESK.visit, visit.id)}">${when}</a>`,
      ...[seat.speakerName ?? speaker, visit.school.name],
      html`<span class="tag ${tone}">${say(kind)}</span>`,
      statusTag(visit.status, language),
    ];
  });
  return rowsTable({ label: say({ zh: '外出安排', en: 'Who is away when' }), heads: heads.map(say), rows });
}

/** What a form has just done, and how to undo it. */
function saved({ query, language }: Visitor, people: readonly { speaker: { id: string; name: string } }[]): Html | false {
  const id = query.permitted ?? query.withdrawn;
  const name = people.find(({ speaker }) => speaker.id === id)?.speaker.name;
  if (name === undefined) return false;
  const said =
    query.permitted === undefined
      ? {
          zh: `已撤销${name}的年度授权，今后的活动将逐次征求单位同意。`,
          en: `${name}: the permission is withdrawn; you are asked each time.`,
        }
      : {
          zh: `已保存${name}的年度授权；需要时可在下方更改或撤销。`,
          en: `${name}: the permission is saved; change or withdraw it below.`,
        };
  return html`<p class="note" role="status">${inLanguage(language)(said)}</p>`;
}
