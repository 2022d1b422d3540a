import { spanAs } from '../../deadlines/say.ts';
import type { getCatalogue } from '../../meta/contract.ts';
import { type Html, html } from '../../platform/html.ts';
import { listed } from '../../platform/sentence.ts';
import type { getVisit } from '../../visits/contract.ts';
import type { Answered } from '../client.ts';
import { inLanguage, type Visitor } from '../desk.ts';

export type Visit = Answered<typeof getVisit>;
export type Lists = Answered<typeof getCatalogue>;

/** What was asked for, and who comes. */
export function visitFacts(visit: Visit, lists: Lists, { language, now }: Visitor): Html {
  const say = inLanguage(language);
  const named = (list: string, code: string) => lists[list]?.find((entry) => entry.code === code)?.[language] ?? code;
  const all = (list: string, codes: readonly string[]) =>
    listed(
      codes.map((code) => named(list, code)),
      language,
    );
  const slots = visit.slot ? [visit.slot] : visit.slots;
  const speakers = visit.seats.map(({ speakerName, speakerPhone }) => [speakerName, speakerPhone].filter(Boolean).join(' '));
  const { contact } = visit;
  const rows: [zh: string, en: string, value: string | undefined][] = [
    ['时间', 'When', slots.map((slot) => spanAs(slot, language, now)).join(say({ zh: '；或 ', en: '; or ' }))],
    ['地点', 'Where', visit.address],
    ['活动', 'Activity', named('activityTypes', visit.activityType)],
    ['方式', 'How', named('modes', visit.mode)],
    ['学段', 'Levels', all('levels', visit.levels)],
    ['主题', 'Topics', all('topics', visit.topics)],
    ['学生人数', 'Students', String(visit.expectedStudents)],
    ['劳模工匠', 'Speakers', listed(speakers, language)],
    ['学校联系人', 'Contact', [contact.name, contact.phone].filter(Boolean).join(' ')],
    ['说明', 'Notes', visit.notes],
  ];
  return html`<dl>${rows
    .filter(([, , value]) => value !== undefined && value !== '')
    .map(([zh, en, value]) => html`<dt>${say({ zh, en })}</dt><dd>${value}</dd>`)}</dl>`;
}
