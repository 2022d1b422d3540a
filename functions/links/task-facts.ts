import type { Catalogue } from '../catalogue/catalogue.ts';
import { PROVISIONAL } from '../deadlines/moments.ts';
import { type Language, momentAs, spanAs } from '../deadlines/say.ts';
import type { TaskView } from '../decisions/view.ts';
import { PART_NAMES } from '../matching/part-names.ts';
import { maximum } from '../matching/score.ts';
import { type Html, html } from '../platform/html.ts';
import { listed } from '../platform/sentence.ts';
import { wording } from './wording.ts';

export interface FactsOptions {
  catalogue: Catalogue;
  language: Language;
  now: Date;
  /** With the English word below each Chinese one, for whoever comes by a link and has chosen nothing. */
  bothLabels?: boolean;
}

type Speaker = Omit<TaskView['speakers'][number], 'seat'>;

/** Who, when, where, how many, why; until when. What does not concern the task is left out. */
export function taskFacts(view: TaskView, options: FactsOptions): Html {
  const { catalogue, language, now, bothLabels } = options;
  const { visit, speakers, reserves, dueAt, provisional } = view;
  const named = (list: keyof Catalogue, code: string) =>
    catalogue[list].find((entry) => entry.code === code)?.[language] ?? code;
  const all = (list: keyof Catalogue, codes: readonly string[]) =>
    listed(
      codes.map((code) => named(list, code)),
      language,
    );
  const { contact, school, otherSchools, notes } = visit;
  const { start, end } = visit.slot;
  const names = (people: readonly Speaker[]) =>
    listed(
      people.map((speaker) => introduced(speaker, options)),
      language,
    );
  const why = CHOOSING.has(view.kind)
    ? speakers.map(({ why }) => reasonsIn(why?.parts, options)).find((reasons) => reasons !== '')
    : undefined;
  const rows: [string, string, string | undefined][] = [
    [
      '学校',
      'School',
      listed(
        [school, ...otherSchools].map(({ name }) => name),
        language,
      ),
    ],
    ['时间', 'When', start !== undefined && end !== undefined ? spanAs({ start, end }, language, now) : undefined],
    ['地点', 'Where', visit.address],
    ['活动', 'Activity', `${named('activityTypes', visit.activityType)} · ${named('modes', visit.mode)}`],
    ['学段', 'Levels', all('levels', visit.levels)],
    ['主题', 'Topics', all('topics', visit.topics)],
    ['学生人数', 'Students', String(visit.expectedStudents)],
    ['劳模工匠', 'Speakers', names(speakers)],
    ['推荐理由', 'Why', why],
    ['备选', 'Reserves', reserves && names(reserves)],
    ['学校联系人', 'Contact', [contact.name, 'phone' in contact ? contact.phone : ''].join(' ')],
    ['说明', 'Notes', notes],
    [
      '请在此前办理',
      'Please decide before',
      `${momentAs(dueAt, language, now)}${dueAt <= now.toISOString() ? OVERDUE[language] : provisional ? PROVISIONAL[language] : ''}`,
    ],
  ];
  const label = (zh: string, en: string) => (bothLabels ? html`${zh} <small lang="en">${en}</small>` : { zh, en }[language]);
  const list = rows
    .filter(([, , value]) => value !== undefined && value.trim() !== '')
    .map(([zh, en, value]) => html`<dt>${label(zh, en)}</dt><dd>${value}</dd>`);
  return html`<dl>${list}</dl>`;
}

/** The union that is responsible for the visit, for whoever has a question; not where the union itself is asked. */
export const unionToCall = ({ visit, partyId }: TaskView, language: Language | undefined): Html | undefined =>
  visit.union.id === partyId ? undefined : callUnion(visit.union, language);

/** A number to press, on a telephone; elsewhere one to read. Nothing where the union has given none. */
export function callUnion({ name, officePhone }: Called, language: Language | undefined): Html | undefined {
  if (officePhone === undefined) return undefined;
  return html`<p><a class="button second call" href="tel:${officePhone.replace(/[ -]/g, '')}">${wording(language).words(CALL)}<br><small>${name} <span class="whole">${officePhone}</span></small></a></p>`;
}

interface Called {
  name: string;
  officePhone?: string | undefined;
}

const CALL = { zh: '有疑问，致电工会', en: 'Questions? Call the union' };
/** Where it is still open who comes; later everybody has agreed, and why they were proposed is of no use. */
const CHOOSING = new Set<TaskView['kind']>(['union-approval', 'clearance', 'employer-release', 'speaker-confirmation']);

const OVERDUE = { zh: '（已逾期，请尽快办理）', en: ' (overdue; please decide soon)' };

/** 示例王师傅（焊工，全国劳动模范） */
function introduced({ name, trade, honour }: Speaker, { catalogue, language }: FactsOptions): string {
  const word = (list: 'honours' | 'honourLevels', code: string) =>
    catalogue[list].find((entry) => entry.code === code)?.[language] ?? code;
  const held = honour && `${word('honourLevels', honour.level)}${language === 'zh' ? '' : ' '}${word('honours', honour.code)}`;
  const about = [trade, held].filter((part) => part !== undefined).join(language === 'zh' ? '，' : ', ');
  if (about === '') return name;
  return language === 'zh' ? `${name}（${about}）` : `${name} (${about})`;
}

/** What speaks for somebody most: the parts of the score that give at least half of what they can, the fullest first. */
function reasonsIn(parts: Record<string, number> = {}, { language }: FactsOptions): string {
  const shares = Object.entries(maximum).map(([part, most]) => ({ part, share: (parts[part] ?? 0) / most }));
  const fullest = shares.filter(({ share }) => share >= 0.5).sort((a, b) => b.share - a.share);
  return listed(
    fullest.map(({ part }) => PART_NAMES[part as keyof typeof maximum][language]),
    language,
  );
}
