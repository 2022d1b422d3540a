import { TASK_NAMES } from '../../catalogue/visit-words.ts';
import type { Step } from '../../deadlines/policy.ts';
import { monthAs, shortDayAs } from '../../deadlines/say.ts';
import { plusDays } from '../../deadlines/shanghai-time.ts';
import { getCatalogue } from '../../meta/contract.ts';
import { paceReport } from '../../pace/contract.ts';
import { type Html, html } from '../../platform/html.ts';
import type { Sentence } from '../../platform/sentence.ts';
import type { Answered } from '../client.ts';
import { inLanguage, reads, type Visitor } from '../desk.ts';
import { Fields } from '../forms.ts';
import { DESK } from '../paths.ts';
import { rowsTable } from '../tables.ts';
import { allVisits } from '../visits/all-visits.ts';
import { monthFor } from '../visits/month.ts';
import { STANDINGS, type Standing } from '../visits/status-tag.ts';
import { byDistrict, bySpeaker, byWeek, type Group } from './overview.ts';
import { stackedBar, strip } from './plots.ts';

type Pace = Answered<typeof paceReport>['rows'][number];

/** So many speakers are looked at; the rest have fewer. */
const MOST_SPEAKERS = 20;

/** A month to look at rather than to read: visits by week and district, who carries how many, how long each step takes. */
export const overviewPage = reads(DESK.overview, async (visitor) => {
  const { client, language, query, now, me } = visitor;
  const say = inLanguage(language);
  const month = monthFor(query.month, now);
  const isUnion = me.roles.includes('union');
  const [{ visits, isCut }, lists, pace] = await Promise.all([
    allVisits(client, { from: month.first, to: month.last }),
    client.call(getCatalogue),
    isUnion ? client.call(paceReport, { query: { from: month.name, to: month.name } }) : undefined,
  ]);
  const districtName = (code: string) => lists.districts?.find((entry) => entry.code === code)?.[language] ?? code;
  const week = (monday: string) => `${shortDayAs(monday, language)} – ${shortDayAs(plusDays(monday, 6), language)}`;
  const speakers = bySpeaker(visits).slice(0, MOST_SPEAKERS);
  const seated = visits.flatMap(({ seats }) => seats);
  const speakerName = (id: string) => seated.find(({ speakerId }) => speakerId === id)?.speakerName ?? id;
  const name = monthAs(month.name, language);
  const fields = new Fields(language, { given: { month: month.name }, errors: {} });
  const filter = html`<form class="card filters" method="get">${fields.input({ name: 'month', label: { zh: '月份', en: 'Month' } }, { type: 'month' })}
<div class="field"><button class="second">${say({ zh: '查看', en: 'Show' })}</button></div></form>`;
  const plots = html`<p class="legend">${Object.entries(STANDINGS).map(([standing, words]) => html`<span class="mark ${standing}">${say(words)}</span> `)}</p>
${bars(HEADS.week, byWeek(visits), week, visitor)}
${bars(HEADS.district, byDistrict(visits), districtName, visitor)}
${bars(HEADS.speaker, speakers, speakerName, visitor)}`;
  return {
    ...{ title: { zh: `总览：${name}`, en: `Overview: ${name}` }, here: DESK.overview },
    body: html`${filter}${isCut && html`<p class="wrong">${say(CUT)}</p>`}${
      visits.length === 0 ? html`<div class="card"><p>${say(EMPTY)}</p></div>` : plots
    }${pace !== undefined && pace.rows.length > 0 && times(pace.rows, visitor)}`,
  };
});

const EMPTY: Sentence = {
  zh: '这个月没有活动。可在上面选择其他月份。',
  en: 'There are no visits in this month. Choose another one above.',
};
const CUT: Sentence = {
  zh: '这个月的活动太多，只统计了前面的一部分。',
  en: 'There are too many visits in this month: only the first ones are counted.',
};

interface Head {
  title: Sentence;
  of: Sentence;
}

const HEADS = {
  week: { title: { zh: '各周活动', en: 'Visits by week' }, of: { zh: '周', en: 'Week' } },
  district: { title: { zh: '各区县活动', en: 'Visits by district' }, of: { zh: '区县', en: 'District' } },
  speaker: { title: { zh: '劳模工匠场次', en: 'Load of speakers' }, of: { zh: '劳模工匠', en: 'Speaker' } },
} satisfies Record<string, Head>;

/** A section of bars, one for each group; all by one scale. */
function bars({ title, of }: Head, groups: readonly Group[], nameOf: (key: string) => string, { language }: Visitor): Html {
  const say = inLanguage(language);
  const most = Math.max(1, ...groups.map(({ total }) => total));
  const parts = ({ counts }: Group) =>
    (Object.keys(STANDINGS) as Standing[]).map((standing) => ({
      ...{ tone: standing, value: counts[standing], label: say(STANDINGS[standing]) },
    }));
  const rows = groups.map((group) => [
    nameOf(group.key),
    html`<span class="plot">${stackedBar(parts(group), most)} <b>${group.total}</b></span>`,
  ]);
  const heads = [of, { zh: '场次', en: 'Visits' }].map(say);
  return html`<section class="plots"><h2>${say(title)}</h2>${rowsTable({ label: say(title), heads, rows })}</section>`;
}

/** How long each step takes: a dot for each organisation, at its median in working hours. */
function times(rows: readonly Pace[], { language }: Visitor): Html {
  const say = inLanguage(language);
  const answered = rows.flatMap(({ step, organisation, medianHours }) =>
    medianHours === undefined ? [] : [{ step, value: medianHours, label: `${organisation.name}: ${medianHours}` }],
  );
  const most = Math.max(1, ...answered.map(({ value }) => value));
  const steps = (Object.keys(TASK_NAMES) as Step[]).filter((step) => answered.some((each) => each.step === step));
  const title = { zh: '各环节用时', en: 'Time per step' };
  const hint = {
    zh: `每个圆点是一个单位的中位用时（工作小时），最右为 ${most} 小时。点住圆点可看单位名称。`,
    en: `Each dot is an organisation's median in working hours; at the right end are ${most} hours. Point at one for its name.`,
  };
  const table = rowsTable({
    ...{
      label: say(title),
      heads: [
        { zh: '环节', en: 'Step' },
        { zh: '用时', en: 'Time' },
      ].map(say),
    },
    rows: steps.map((step) => {
      const dots = answered.filter((each) => each.step === step);
      return [say(TASK_NAMES[step]), strip(dots, most, dots.map(({ label }) => label).join('; '))];
    }),
  });
  return html`<section class="plots"><h2>${say(title)}</h2><p class="soft">${say(hint)} <a href="${DESK.pace}">${say({ zh: '查看明细', en: 'In figures' })}</a></p>${table}</section>`;
}
