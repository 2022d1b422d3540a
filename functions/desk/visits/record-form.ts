import { day } from '../../deadlines/shanghai-time.ts';
import { actualsIn, STATISTICS_FIELDS } from '../../links/statistics-form.ts';
import type { getOrganisation } from '../../organisations/contract.ts';
import { type Html, html } from '../../platform/html.ts';
import type { Sentence } from '../../platform/sentence.ts';
import type { recordVisit } from '../../visits/contract.ts';
import type { Answered, Wish } from '../client.ts';
import { type Form, inLanguage, type Visitor } from '../desk.ts';
import { chosenIn, speakerFields } from '../find-speakers.ts';
import { Fields, type Filled, ticked } from '../forms.ts';
import { LABELS } from './request-form.ts';
import type { Lists } from './visit-facts.ts';

/** An activity that nobody requested here, as the row of the statistics table has it (补录). */

type School = Answered<typeof getOrganisation>;
type Recorded = NonNullable<Wish<typeof recordVisit>['body']>;

/** Schools record their own, unions those of their schools. */
export const mayRecordAfterwards = ({ me }: Pick<Visitor, 'me'>): boolean =>
  me.roles.some((role) => role === 'school' || role === 'union');

const {
  speakersPresent,
  schools: STUDENTS,
  indirectAudience,
  media,
  costYuan,
  summary,
} = STATISTICS_FIELDS as Record<string, Sentence>;

/** Ten fields; what is seldom otherwise is folded away. */
export function recordFields(filled: Filled, lists: Lists, [school]: readonly School[], visitor: Visitor): Html {
  const { language, now } = visitor;
  const say = inLanguage(language);
  const fields = new Fields(language, filled);
  const number = { type: 'number', min: '0', inputmode: 'numeric' };
  const time = { type: 'time', step: '300' };
  const levels = (lists.levels ?? []).filter(({ code }) => !school?.levels || school.levels.includes(code));
  const isMore = MORE.some((name) => (filled.given[name] ?? '') !== '') || ticked(filled.given, 'topics').length > 0;
  return html`${fields.choice({ name: 'activityType', label: LABELS.activityType, required: true }, lists.activityTypes ?? [])}
${fields.choice({ name: 'mode', label: LABELS.mode, required: true }, lists.modes ?? [], 'in-school')}
${fields.several({ name: 'levels', label: LABELS.levels }, levels, school?.levels ?? [])}
<div class="pair">${fields.input({ name: 'date', label: LABELS.date, required: true }, { type: 'date', max: day(now.toISOString()) })}
${fields.input({ name: 'from', label: LABELS.from, required: true }, time, '14:00')}
${fields.input({ name: 'to', label: LABELS.to, required: true }, time, '15:30')}</div>
${speakerFields(fields, filled.given, language, speakersPresent!, true)}
<div class="pair">${fields.input({ name: 'students', label: STUDENTS!, required: true }, number)}
${fields.input({ name: 'indirectAudience', label: indirectAudience!, required: true }, number, '0')}
${fields.input({ name: 'costYuan', label: costYuan!, required: true }, { type: 'number', min: '0', step: '0.01', inputmode: 'decimal' }, '0')}</div>
${fields.input({ name: 'media', label: media! })}
${fields.text({ name: 'summary', label: summary! })}
<details${isMore && html` open`}><summary>${say({ zh: '更多选项', en: 'More options' })}</summary>
${fields.several({ name: 'topics', label: TOPICS }, lists.topics ?? [])}
${fields.input({ name: 'hostUnits', label: HOSTS, hint: BY_UNION })}
${fields.input({ name: 'organisers', label: ORGANISERS })}</details>`;
}

const MORE = ['hostUnits', 'organisers'];
const TOPICS: Sentence = { zh: '主题', en: 'Topics' };
const HOSTS: Sentence = { zh: '主办单位（用顿号分开）', en: 'Hosts, separated by commas' };
const BY_UNION: Sentence = { zh: '不填则为主管工会', en: 'Left empty it is the union' };
const ORGANISERS: Sentence = { zh: '承办单位（用顿号分开）', en: 'Organisers, separated by commas' };

const several = (text = ''): string[] =>
  text
    .split(/[、,，;；]/)
    .map((name) => name.trim())
    .filter((name) => name !== '');

/** As the API takes it; what cannot be read is left for its rules to refuse. */
export function recordedBody(form: Form, school: string): Recorded {
  const { activityType = '', mode = '', date = '', from = '', to = '', students = '' } = form;
  const [hostUnits, organisers] = [several(form.hostUnits), several(form.organisers)];
  const happened = { ...form, actualStart: `${date}T${from}`, actualEnd: `${date}T${to}`, [`students.${school}`]: students };
  return {
    ...{ activityType, mode: mode as Recorded['mode'], levels: ticked(form, 'levels'), topics: ticked(form, 'topics') },
    ...(actualsIn(happened) as Pick<
      Recorded,
      'actualStart' | 'actualEnd' | 'schools' | 'indirectAudience' | 'media' | 'costYuan'
    >),
    ...(school !== '' && { schoolId: school }),
    speakersPresent: chosenIn(form),
    ...(hostUnits.length > 0 && { hostUnits }),
    ...(organisers.length > 0 && { organisers }),
    ...(form.notDouble !== undefined && { notDouble: true as const }),
  };
}

/** Which field of the form a path of the API is about. */
export function recordedFieldOf(path: string): string | undefined {
  const [first] = path.split('.') as [string];
  const renamed: Record<string, string> = {
    ...{ actualStart: 'date', actualEnd: 'to', schools: 'students', expectedStudents: 'students' },
    ...{ speakersPresent: 'speakerName', speakerId: 'speakerName', schoolId: 'school' },
  };
  return ['contact', 'district', 'address'].includes(first) ? undefined : (renamed[first] ?? first);
}
