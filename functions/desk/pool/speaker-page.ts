import { spanAs } from '../../deadlines/say.ts';
import { day } from '../../deadlines/shanghai-time.ts';
import { getCatalogue } from '../../meta/contract.ts';
import { type Html, html } from '../../platform/html.ts';
import { getSpeaker } from '../../talent/contract.ts';
import { hasEmployer, isInForce } from '../../talent/employments.ts';
import { inLanguage, reads, type Visitor } from '../desk.ts';
import { Fields } from '../forms.ts';
import { organisationsBy } from '../names.ts';
import { at, DESK } from '../paths.ts';
import { permissionCell, permissionLink } from '../staff/people-table.ts';
import { permissionAt } from '../staff/permission-page.ts';
import { rowsTable } from '../tables.ts';
import { allVisits } from '../visits/all-visits.ts';
import { monthFor, monthIn } from '../visits/month.ts';
import { ownSchools } from '../visits/school-choice.ts';
import { statusTag } from '../visits/status-tag.ts';
import { daysAs } from './days.ts';
import { honoursList, profileFacts, talksTable } from './profile.ts';
import { type Speaker, WORKS } from './words.ts';

/** One speaker: what they tell, for whom and when, what they were honoured for, where they work, and where they go. */
export const speakerPage = reads(DESK.speaker, async (visitor) => {
  const { client, language, params } = visitor;
  const say = inLanguage(language);
  const [speaker, lists] = await Promise.all([
    client.call(getSpeaker, { params: { id: params.id ?? '' } }),
    client.call(getCatalogue),
  ]);
  const employers = speaker.employments?.flatMap(({ employer }) => employer ?? []) ?? [];
  const names = await organisationsBy(client, [speaker.union, ...employers]);
  const work =
    speaker.employments &&
    html`<section><h2>${say({ zh: '任职与年度授权', en: 'Where they work, and what is permitted' })}</h2>${employmentsTable(speaker.employments, speaker, names, visitor)}</section>`;
  return {
    ...{ title: { zh: speaker.name, en: speaker.name }, here: DESK.speakers },
    body: html`${saved(visitor)}${inviting(speaker, visitor)}<div class="columns"><section>${profileFacts(speaker, names.get(speaker.union)?.name ?? speaker.union, lists, language)}</section>
<section><h2>${say({ zh: '荣誉', en: 'Honours' })}</h2>${honoursList(speaker, lists, language)}</section></div>
<section><h2>${say({ zh: '课程', en: 'Talks' })}</h2>${talksTable(speaker, lists, language)}</section>
${work}<section><h2>${say({ zh: '活动', en: 'Visits' })}</h2>${await visitsOf(speaker.id, visitor)}</section>`,
  };
});

/** Whoever asks for a school of their own may ask for this very person. */
const inviting = ({ id, status }: Speaker, visitor: Visitor): Html | false =>
  status === 'active' &&
  ownSchools(visitor).length > 0 &&
  html`<p><a class="button" href="${DESK.newVisit}?${String(new URLSearchParams({ speaker: id }))}">${inLanguage(visitor.language)({ zh: '邀请这一位', en: 'Invite this one' })}</a></p>`;

type Employment = NonNullable<Speaker['employments']>[number];
type Names = Awaited<ReturnType<typeof organisationsBy>>;

function employmentsTable(
  employments: readonly Employment[],
  { id }: Speaker,
  names: Names,
  { language, now, me }: Visitor,
): Html {
  const say = inLanguage(language);
  const today = day(now.toISOString());
  /** Who acts for the employer, or for the union to which it belongs. */
  const mayPermit = (employer: string) =>
    me.organisations.some(
      ({ id: own, role }) =>
        (role === 'employer' && own === employer) || (role === 'union' && own === names.get(employer)?.parent),
    );
  const heads = [
    { zh: '单位', en: 'Employer' },
    { zh: '方式', en: 'How' },
    { zh: '年度授权', en: 'Permitted' },
    { zh: '办理', en: 'Do' },
  ].map(say);
  const rows = employments.map((employment) => {
    const { kind, employer, from, to, permission } = employment;
    const isOpen = employer !== undefined && hasEmployer(employment) && isInForce(employment, today);
    return [
      employer === undefined ? '–' : (names.get(employer)?.name ?? employer),
      html`${say(WORKS[kind])}${(from ?? to) !== undefined && html`<br><small>${daysAs({ from, to }, language)}</small>`}`,
      permission ? permissionCell(permission, language) : '–',
      isOpen && mayPermit(employer)
        ? permissionLink(names.get(employer)?.name ?? employer, permissionAt(id, employer), permission, language)
        : '–',
    ];
  });
  return rowsTable({ label: say({ zh: '任职与年度授权', en: 'Where they work' }), heads, rows });
}

/** A month's visits, as far as one sees them: many visits are looked through for it, so that it is done when somebody asks. */
async function visitsOf(speaker: string, { client, language, query, now }: Visitor): Promise<Html> {
  const say = inLanguage(language);
  const month = monthIn(query.month);
  const { name, first, last } = monthFor(month, now);
  const given = { month: name };
  const fields = new Fields(language, { given, errors: {} });
  const form = html`<form class="filters" method="get">${fields.input({ name: 'month', label: { zh: '月份', en: 'Month' } }, { type: 'month' })}<div class="field"><button class="second">${say({ zh: '查看这个月的活动', en: 'Show its visits' })}</button></div></form>`;
  if (month === undefined) return form;
  const { visits, isCut } = await allVisits(client, { from: first, to: last });
  const theirs = visits.filter(({ seats }) => seats.some(({ speakerId }) => speakerId === speaker));
  const none = html`<p>${say({ zh: '这个月没有您可以查看的活动。', en: 'None in that month that you may see.' })}</p>`;
  const heads = [
    { zh: '时间', en: 'When' },
    { zh: '学校', en: 'School' },
    { zh: '状态', en: 'Status' },
  ];
  const rows = theirs.map((visit) => [
    html`<a href="${at(DESK.visit, visit.id)}">${spanAs((visit.slot ?? visit.slots[0])!, language, now)}</a>`,
    ...[visit.school.name, statusTag(visit.status, language)],
  ]);
  const table = rowsTable({ label: say({ zh: '活动', en: 'Visits' }), heads: heads.map(say), rows });
  return html`${form}${theirs.length > 0 ? table : none}${isCut && html`<p class="soft">${say({ zh: '活动太多，未能全部查完。', en: 'There were too many visits to look through all.' })}</p>`}`;
}

/** What a form has just done. */
function saved({ query, language }: Visitor): Html | false {
  if (!('permitted' in query) && !('withdrawn' in query)) return false;
  const said =
    'permitted' in query
      ? {
          zh: '已代录单位的年度授权，并记入单位的办理记录；可在下方更改或撤销。',
          en: 'The employer’s permission is entered; change or withdraw it below.',
        }
      : { zh: '已代录：单位撤销了年度授权。', en: 'Entered: the employer has withdrawn its permission.' };
  return html`<p class="note" role="status">${inLanguage(language)(said)}</p>`;
}
