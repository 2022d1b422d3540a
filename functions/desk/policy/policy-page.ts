import { roles as roleEntries } from '../../catalogue/roles.ts';
import { momentAs } from '../../deadlines/say.ts';
import { type Html, html } from '../../platform/html.ts';
import type { Sentence } from '../../platform/sentence.ts';
import { getPolicy } from '../../policy/contract.ts';
import { inLanguage, reads, type Visitor } from '../desk.ts';
import { organisationsBy } from '../names.ts';
import { DESK } from '../paths.ts';
import { formTable } from '../tables.ts';
import { GROUPS } from './policy-fields.ts';
import { type Policy, valueAs, valueAt } from './policy-values.ts';

/** By what the city works, in plain words; its own union goes on from here to change it. */
export const policyPage = reads(DESK.policy, async (visitor) => {
  const { client, language, query, now } = visitor;
  const say = inLanguage(language);
  const [policy, mayChange] = await Promise.all([client.call(getPolicy), isOfCityUnion(visitor)]);
  const done = DONE[query.done ?? ''];
  const version = { zh: `现行规则：第 ${policy.version} 版`, en: `Version ${policy.version} is in force` };
  const since = policy.since === undefined ? '' : momentAs(policy.since, language, now);
  return {
    ...{ title: { zh: '本市规则', en: 'The city’s policy' }, here: DESK.policy },
    body: html`${done && html`<p class="note" role="status">${say(done)}</p>`}
<p class="soft">${say(version)}${since !== '' && say({ zh: `，自${since}起`, en: `, since ${since}` })}</p>
${mayChange && html`<p><a class="button" href="${DESK.policyChange}">${say({ zh: '变更规则', en: 'Change it' })}</a></p>`}
${GROUPS.map(({ name, about, fields }) => {
  const rows = fields.map(
    (field) =>
      html`<dt>${say(field.label)}</dt><dd>${valueAs(field, valueAt(policy, field.path), language)}${field.hint && html`<br><small>${say(field.hint)}</small>`}</dd>`,
  );
  return html`<section><h2>${say(name)}</h2><p class="soft">${say(about)}</p><dl class="figures">${rows}</dl></section>`;
})}
${holidays(policy, visitor)}${limits(policy, visitor)}`,
  };
});

/** Whether somebody acts for the union that has nobody above it, which sets the policy. */
export async function isOfCityUnion({ client, me }: Visitor): Promise<boolean> {
  const unions = me.organisations.filter(({ role }) => role === 'union').map(({ id }) => id);
  const found = await organisationsBy(client, unions);
  return [...found.values()].some(({ kinds, parent }) => kinds.includes('union') && parent === undefined);
}

/** Which years the city has entered itself, and of which nobody knows the holidays yet. */
function holidays({ calendar, years }: Policy, { language }: Visitor): Html {
  const say = inLanguage(language);
  const entered = years.entered.map((year) => {
    const { holidays: off, workdays } = calendar[year]!;
    return html`<dt>${year}</dt><dd>${say({ zh: `由本市录入：放假 ${off.length} 天，调休上班 ${workdays.length} 天`, en: `entered by the city: ${off.length} days off, ${workdays.length} make-up workdays` })}</dd>`;
  });
  const provisional = years.provisional.map(
    (year) =>
      html`<dt>${year}</dt><dd><span class="tag warn">${say({ zh: '暂定', en: 'provisional' })}</span> ${say(PROVISIONAL)}</dd>`,
  );
  return html`<section><h2>${say({ zh: '节假日和调休', en: 'Holidays' })}</h2><p class="soft">${say(HOLIDAYS)}</p>${
    entered.length + provisional.length > 0 && html`<dl class="figures">${entered}${provisional}</dl>`
  }</section>`;
}

/** How much anybody may ask for, by role. */
function limits({ limits: { usual, roles } }: Policy, { language }: Visitor): Html {
  const say = inLanguage(language);
  const own = roleEntries.flatMap((role) => {
    const allowance = roles[role.code as keyof typeof roles];
    return allowance ? [{ name: role[language], allowance }] : [];
  });
  const columns = [{ name: say({ zh: '一般', en: 'Usual' }), allowance: usual }, ...own];
  const row = (label: Sentence, figure: (allowance: typeof usual) => number) => [
    say(label),
    ...columns.map(({ allowance }) => figure(allowance)),
  ];
  const title = say({ zh: '用量上限', en: 'How much anybody may ask for' });
  return html`<details class="card"><summary>${title}</summary>${formTable({
    ...{ label: title, heads: [say({ zh: '事项', en: 'What' }), ...columns.map(({ name }) => name)] },
    rows: [
      row({ zh: '每人每天的活动申请', en: 'Requests a day, of a person' }, ({ newVisitsPerDay }) => newVisitsPerDay.person),
      row(
        { zh: '每单位每天的活动申请', en: 'Requests a day, of an organisation' },
        ({ newVisitsPerDay }) => newVisitsPerDay.organisation,
      ),
      row({ zh: '每人每天的补录', en: 'Recorded afterwards a day, of a person' }, ({ recordsPerDay }) => recordsPerDay.person),
      row({ zh: '一所学校尚未举办的活动', en: 'Planned visits of a school' }, ({ openVisits }) => openVisits),
      row({ zh: '每人每天翻阅资源库的页数', en: 'Pages of the talent pool a day' }, ({ poolPagesPerDay }) => poolPagesPerDay),
      row({ zh: '每个事项每天发送的链接', en: 'Links to a task a day' }, ({ linksPerTask }) => linksPerTask),
      row({ zh: '日历订阅', en: 'Private calendars' }, ({ calendars }) => calendars),
    ],
  })}</details>`;
}

const DONE: Record<string, Sentence> = {
  move: { zh: '新规则已施行。几分钟内，待办事项会按新规则调整期限。', en: 'It is in force. Open tasks follow within minutes.' },
  keep: { zh: '新规则已施行。已经发出的待办事项保持原来的期限。', en: 'It is in force. Open tasks keep their dates.' },
};
const HOLIDAYS = {
  zh: '期限按工作日计算，法定节假日除外，调休上班日照常。国家已公布的年份自动采用。',
  en: 'Deadlines count working days. What the state has announced is used by itself.',
};
const PROVISIONAL = {
  zh: '放假安排尚未公布，这一年的期限可能变动',
  en: 'nobody knows its holidays yet; dates in it may still move',
};
