import type { Catalogue } from '../catalogue/catalogue.ts';
import { channels, declineScopes } from '../catalogue/visit-words.ts';
import { type Language, momentAs } from '../deadlines/say.ts';
import { day } from '../deadlines/shanghai-time.ts';
import { type Html, html } from '../platform/html.ts';
import { headed, listed, type Sentence } from '../platform/sentence.ts';
import { ANSWER_FIELDS } from './explained.ts';
import { instantIn, PRESENT, STATISTICS_FIELDS, STUDENTS } from './statistics-form.ts';
import { wording } from './wording.ts';

/** Nobody types it twice: what could not be sent stands where it can be read and copied, under the labels of its form. */

type Given = Readonly<Record<string, string>>;

export interface TypedOptions {
  catalogue: Pick<Catalogue, 'reasonCodes' | 'notHeldReasonCodes'>;
  /** Of speakers and schools, by their ids; who is not among them is left out. */
  names: ReadonlyMap<string, string>;
  /** Of whoever has chosen one; else both are there. */
  language?: Language | undefined;
  now: Date;
}

/** For each seat the union says who comes. */
const SEAT = 'seat.';
const under = (given: Given, prefix: string): [string, string][] =>
  Object.entries(given).flatMap(([name, value]) => (name.startsWith(prefix) ? [[name.slice(prefix.length), value]] : []));

/** Whom a form names: ids of speakers, and of schools. */
export const namedIn = (given: Given): { speakers: string[]; schools: string[] } => ({
  speakers: [...under(given, PRESENT).map(([id]) => id), ...under(given, SEAT).map(([, id]) => id)],
  schools: under(given, STUDENTS).map(([id]) => id),
});

/** Undefined where nothing was filled in. */
export function typedList(given: Given, options: TypedOptions): Html | undefined {
  const { words } = wording(options.language);
  const rows = rowsOf(given, options).filter(([, value]) => value !== undefined && value.trim() !== '');
  if (rows.length === 0) return undefined;
  return html`<section><h2>${words(TITLE)}</h2><dl>${rows.map(([title, value]) => html`<dt>${words(title)}</dt><dd>${value}</dd>`)}</dl></section>`;
}

const TITLE: Sentence = { zh: '您刚才填写的内容（未提交）', en: 'What you had filled in (not sent)' };

/** Whether it is a day that there is: programs read much into what people type. */
const isInstant = (text: string): boolean =>
  /^\d{4}-\d\d-\d\dT\d\d:\d\d:00\+08:00$/.test(text) &&
  !Number.isNaN(Date.parse(text)) &&
  day(new Date(text).toISOString()) === text.slice(0, 10);

function rowsOf(given: Given, { catalogue, names, language = 'zh', now }: TypedOptions): [Sentence, string | undefined][] {
  const chosen = (list: readonly (Sentence & { code: string })[], code: string | undefined) =>
    list.find((entry) => entry.code === code)?.[language] ?? code;
  const time = (text = '') => {
    const instant = instantIn(text);
    return isInstant(instant) ? momentAs(instant, language, now) : text;
  };
  const { actualStart, actualEnd, speakersPresent, schools, indirectAudience, media, costYuan, summary } = STATISTICS_FIELDS;
  const reasons = given.outcome === 'not-held' ? catalogue.notHeldReasonCodes : catalogue.reasonCodes;
  const present = under(given, PRESENT).flatMap(([id]) => names.get(id) ?? []);
  return [
    ...under(given, SEAT).map(([seat, id]): [Sentence, string | undefined] => [
      { zh: `第 ${seat} 位`, en: `Seat ${seat}` },
      names.get(id),
    ]),
    [actualStart!, time(given.actualStart)],
    [actualEnd!, time(given.actualEnd)],
    [speakersPresent!, listed(present, language)],
    ...under(given, STUDENTS).map(([id, count]): [Sentence, string] => [ofSchool(schools!, names.get(id)), count]),
    [indirectAudience!, given.indirectAudience],
    [media!, given.media],
    [costYuan!, given.costYuan],
    [summary!, given.summary],
    [ANSWER_FIELDS.scope, chosen(declineScopes, given.scope)],
    [ANSWER_FIELDS.reasonCode, chosen(reasons, given.reasonCode)],
    [ANSWER_FIELDS.text, given.text],
    [ANSWER_FIELDS.channel, chosen(channels, given.channel)],
    [ANSWER_FIELDS.evidence, given.evidence],
  ];
}

const ofSchool = (field: Sentence, school: string | undefined): Sentence =>
  school === undefined ? field : { zh: headed(school, field.zh, 'zh'), en: headed(school, field.en, 'en') };
