import { randomUUID } from 'node:crypto';
import type { CatalogueEntry } from '../../catalogue/entry.ts';
import { day, plusDays } from '../../deadlines/shanghai-time.ts';
import { getCatalogue } from '../../meta/contract.ts';
import { getOrganisation } from '../../organisations/contract.ts';
import { html } from '../../platform/html.ts';
import type { FieldError } from '../../platform/problems.ts';
import type { Sentence } from '../../platform/sentence.ts';
import { createVisit } from '../../visits/contract.ts';
import { Refused, type Wish } from '../client.ts';
import { type Form, inLanguage, reads, type Shown, takes, type Visitor } from '../desk.ts';
import { EMPTY, errorsOf, Fields, ticked } from '../forms.ts';
import { at, DESK } from '../paths.ts';

type Asked = NonNullable<Wish<typeof createVisit>['body']>;

/** A school asks for a speaker: ten fields; contact, district and address come from its record. */
export const newVisitPage = reads(DESK.newVisit, (visitor) => showForm(visitor, {}));

export const newVisitForm = takes(DESK.newVisit, async (visitor, form) => {
  try {
    // The same form sent twice is one request.
    const headers = { 'idempotency-key': form.key ?? '' };
    const { id } = await visitor.client.call(createVisit, { body: asked(form, visitor), headers });
    return { statusCode: 303, headers: { location: `${at(DESK.visit, id)}?new` } };
  } catch (error) {
    if (error instanceof Refused && [409, 422, 429, 503].includes(error.status)) return showForm(visitor, form, error);
    throw error;
  }
});

async function showForm(visitor: Visitor, given: Form, refused?: Refused): Promise<Shown> {
  const { client, language, csrf, now } = visitor;
  const say = inLanguage(language);
  const schools = schoolsOf(visitor);
  const [lists, ...records] = await Promise.all([
    client.call(getCatalogue),
    ...schools.map((id) => client.call(getOrganisation, { params: { id } })),
  ]);
  const list = (name: string): readonly CatalogueEntry[] => lists[name] ?? [];
  const { errors, others } = errorsOf((refused?.errors ?? []).map(inPlainWords), fieldOf);
  const fields = new Fields(language, refused ? { given, errors } : EMPTY);
  const above = refused && (others.length > 0 ? others : Object.keys(errors).length > 0 ? [CORRECT] : [refused]);
  const soonest = plusDays(day(now.toISOString()), 1);
  const [first] = records;
  // A school asks for its own pupils.
  const levels = list('levels').filter(({ code }) => records.length !== 1 || !first?.levels || first.levels.includes(code));
  const form = html`<form method="post"><input type="hidden" name="csrf" value="${csrf}"><input type="hidden" name="key" value="${given.key ?? randomUUID()}">
${
  records.length > 1 &&
  fields.choice(
    { name: 'school', label: LABELS.school, required: true },
    records.map(({ id, name }) => ({ code: id, zh: name, en: name })),
  )
}
${fields.choice({ name: 'activityType', label: LABELS.activityType, required: true }, list('activityTypes'))}
${fields.choice({ name: 'mode', label: LABELS.mode, required: true }, list('modes'), 'in-school')}
${fields.several({ name: 'levels', label: LABELS.levels }, levels, first?.levels ?? [])}
${fields.several({ name: 'topics', label: LABELS.topics, hint: HINTS.topics }, list('topics'))}
<div class="pair">${fields.input({ name: 'date', label: LABELS.date, required: true }, { type: 'date', min: soonest })}
${fields.input({ name: 'from', label: LABELS.from, required: true }, { type: 'time', step: '300' }, '14:00')}
${fields.input({ name: 'to', label: LABELS.to, required: true }, { type: 'time', step: '300' }, '15:30')}</div>
<div class="pair">${fields.input({ name: 'students', label: LABELS.students, required: true }, { type: 'number', min: '1', inputmode: 'numeric' })}
${fields.input({ name: 'speakers', label: LABELS.speakers, required: true }, { type: 'number', min: '1', max: '6', inputmode: 'numeric' }, '1')}</div>
${fields.text({ name: 'notes', label: LABELS.notes })}
<button>${say({ zh: '提交申请', en: 'Send the request' })}</button></form>`;
  return {
    ...{ title: { zh: '申请活动', en: 'Ask for a visit' }, here: DESK.newVisit, status: refused?.status ?? 200 },
    body: html`${above?.map((sentence) => html`<p class="wrong" role="alert">${say(sentence)}</p>`)}<section>${form}</section>`,
  };
}

const schoolsOf = ({ me }: Visitor): string[] => [
  ...new Set(me.organisations.filter(({ role }) => role === 'school').map(({ id }) => id)),
];

/** As the API takes it; what cannot be read is left for its rules to refuse. */
function asked(form: Form, visitor: Visitor): Asked {
  const {
    activityType = '',
    mode = '',
    date = '',
    from = '',
    to = '',
    students = '',
    speakers = '',
    notes = '',
    school,
  } = form;
  const instant = (time: string) => `${date}T${time}:00+08:00`;
  const schoolId = school || (schoolsOf(visitor).length === 1 ? undefined : school);
  return {
    ...{ activityType, mode: mode as Asked['mode'], levels: ticked(form, 'levels'), topics: ticked(form, 'topics') },
    slots: [{ start: instant(from), end: instant(to) }],
    expectedStudents: numberIn(students),
    speakersWanted: numberIn(speakers),
    ...(notes.trim() !== '' && { notes: notes.replaceAll('\r\n', '\n').trim() }),
    ...(schoolId !== undefined && { schoolId }),
  };
}

const numberIn = (text: string): number => (text.trim() === '' ? Number.NaN : Number(text));

/** Of types only programs speak. */
const inPlainWords = (error: FieldError): FieldError =>
  error.code === 'type' && NUMBERS.has(error.path) ? { ...error, zh: '请填写数字', en: 'a number, please' } : error;

const NUMBERS = new Set(['expectedStudents', 'speakersWanted']);

/** Which field of the form a path of the API is about. */
function fieldOf(path: string): string | undefined {
  if (path.startsWith('slots.0.end')) return 'to';
  if (path.startsWith('slots')) return 'date';
  return FIELDS[path.split('.')[0]!];
}

const FIELDS: Record<string, string> = {
  ...{ activityType: 'activityType', mode: 'mode', levels: 'levels', topics: 'topics', notes: 'notes', schoolId: 'school' },
  ...{ expectedStudents: 'students', speakersWanted: 'speakers' },
};

const CORRECT: Sentence = { zh: '请修改标出的内容，再提交一次', en: 'Please correct what is marked, and send it again' };
const HINTS: Record<'topics', Sentence> = {
  topics: { zh: '可选几项，也可不选', en: 'Some, or none' },
};
const LABELS = {
  school: { zh: '学校', en: 'School' },
  activityType: { zh: '活动形式', en: 'Activity' },
  mode: { zh: '活动方式', en: 'How' },
  levels: { zh: '学段', en: 'Levels' },
  topics: { zh: '希望的主题', en: 'Topics' },
  date: { zh: '日期', en: 'Day' },
  from: { zh: '开始', en: 'From' },
  to: { zh: '结束', en: 'To' },
  students: { zh: '学生人数', en: 'Students' },
  speakers: { zh: '希望邀请几位', en: 'How many speakers' },
  notes: { zh: '补充说明（可不填）', en: 'Anything else' },
} satisfies Record<string, Sentence>;
