import { day, timeOfDay } from '../deadlines/shanghai-time.ts';
import type { TaskView } from '../decisions/view.ts';
import { type Html, html } from '../platform/html.ts';
import { headed, type Sentence } from '../platform/sentence.ts';
import { type FormOptions, form } from './page.ts';
import { wording } from './wording.ts';

/** The statistics of a visit as a page asks for them: what was planned is filled in, and whoever was there corrects it. */

/** What the form calls the fields of the API's `submit`; errors are told in these words. */
export const STATISTICS_FIELDS: Record<string, Sentence> = {
  actualStart: { zh: '开始时间', en: 'Began' },
  actualEnd: { zh: '结束时间', en: 'Ended' },
  speakersPresent: { zh: '到场的劳模工匠', en: 'Speakers present' },
  schools: { zh: '直接覆盖学生数', en: 'Pupils on site' },
  indirectAudience: { zh: '间接覆盖人数', en: 'Viewers elsewhere' },
  media: { zh: '报道媒体（用顿号分开）', en: 'Media, separated by commas' },
  costYuan: { zh: '投入经费（元）', en: 'Cost in yuan' },
  summary: { zh: '活动简介（可不填）', en: 'In short, if you like' },
};

/** Names of fields that there are as many of as there are speakers and schools. */
export const PRESENT = 'present.';
export const STUDENTS = 'students.';
export const isOfStatistics = (name: string): boolean =>
  name.startsWith(PRESENT) || name.startsWith(STUDENTS) || Object.hasOwn(STATISTICS_FIELDS, name);

export function statisticsForms({ visit, speakers }: TaskView, options: FormOptions): Html {
  const { csrf, catalogue, reasonRequired, given, errors, recording, language } = options;
  const { words, label, choice, button, beside } = wording(language);
  const { slot, school, otherSchools } = visit;
  const { schools, speakersPresent, media, summary } = STATISTICS_FIELDS;
  const field = (name: string, planned: string | number, attributes: Html, title = STATISTICS_FIELDS[name]!, path = name) => {
    const { describes, said } = beside(errors, path, name);
    return html`${label(name, title)}<input id="${name}" name="${name}" value="${given[name] ?? planned}"${attributes}${describes}>${said}`;
  };
  const time = (name: string, planned = '') => {
    const picked = html` type="datetime-local" required`;
    const value = options.picksTimes ? typed(planned).replace(' ', 'T') : typed(planned);
    return field(name, value, options.picksTimes ? picked : html` required`);
  };
  const isAgain = given.actualStart !== undefined;
  const present = speakers.map(({ id, name }) => {
    const checked = !isAgain || `${PRESENT}${id}` in given;
    return html`<label><input type="checkbox" name="${PRESENT}${id}" value="yes"${checked && html` checked`}>${name}</label>`;
  });
  const students = [school, ...otherSchools].map(({ id, name }, i) => {
    const title = {
      zh: headed(name, schools!.zh, 'zh'),
      en: language === 'en' ? headed(name, schools!.en, 'en') : schools!.en,
    };
    // How many come from the other schools nobody has said before.
    return field(`${STUDENTS}${id}`, i === 0 ? visit.expectedStudents : '', NUMBER, title, `schools.${i}`);
  });
  const { describes, said } = beside(errors, 'summary', 'summary');
  const submit = form(
    { csrf, outcome: 'submit' },
    recording?.how('submit'),
    time('actualStart', slot.start),
    time('actualEnd', slot.end),
    html`<fieldset><legend>${words(speakersPresent!)}</legend>${present}${beside(errors, 'speakersPresent', 'speakersPresent').said}</fieldset>${students}`,
    field('indirectAudience', 0, NUMBER),
    field('media', '', html``, media),
    field('costYuan', 0, html` inputmode="decimal" required`),
    html`${label('summary', summary!)}<textarea id="summary" name="summary" rows="4" maxlength="2000"${describes}>${given.summary}</textarea>${said}`,
    button(recording?.says(SUBMIT) ?? SUBMIT),
  );
  const why = { zh: '未举办的原因', en: 'Why it was not held' };
  const notHeld = form(
    { csrf, outcome: 'not-held' },
    recording?.how('not-held'),
    choice('reasonCode', why, catalogue.notHeldReasonCodes, { required: reasonRequired, chosen: given.reasonCode, errors }),
    button(recording?.says(NOT_HELD) ?? NOT_HELD, 'second'),
  );
  return html`${submit}${notHeld}`;
}

const NUMBER = html` inputmode="numeric" required`;
const SUBMIT: Sentence = { zh: '提交统计', en: 'Submit the statistics' };
const NOT_HELD: Sentence = { zh: '活动未举办', en: 'It was not held' };

/** What was filled in, as the API takes it; what cannot be read is left for its rules to refuse. */
export function actualsIn(fields: Record<string, string>): Record<string, unknown> {
  const under = (prefix: string) =>
    Object.entries(fields).flatMap(([name, value]) =>
      name.startsWith(prefix) ? [[name.slice(prefix.length), value] as const] : [],
    );
  const { actualStart = '', actualEnd = '', media = '', summary = '' } = fields;
  return {
    actualStart: instantIn(actualStart),
    actualEnd: instantIn(actualEnd),
    speakersPresent: under(PRESENT).map(([id]) => id),
    schools: under(STUDENTS).map(([schoolId, count]) => ({ schoolId, directStudents: numberIn(count) })),
    indirectAudience: numberIn(fields.indirectAudience ?? ''),
    media: media
      .split(/[、,，;；\n]/)
      .map((name) => name.trim())
      .filter((name) => name !== ''),
    costYuan: numberIn(fields.costYuan ?? ''),
    ...(summary.trim() !== '' && { summary: summary.replaceAll('\r\n', '\n').trim() }),
  };
}

/** As people type a time: 2026-03-20 14:00. */
const typed = (instant = ''): string => (instant === '' ? '' : `${day(instant)} ${timeOfDay(instant)}`);
/** What somebody typed or picked, as the API takes an instant; what cannot be read stays as it is. */
export const instantIn = (text: string): string =>
  text
    .trim()
    .replace(/^(\S+)[ T]+(\d{1,2}:\d\d)$/, '$1T$2:00+08:00')
    .replace(/T(\d):/, 'T0$1:');
const numberIn = (text: string): number => (text.trim() === '' ? Number.NaN : Number(text));
