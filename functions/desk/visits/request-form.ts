import { channels } from '../../catalogue/visit-words.ts';
import { day, plusDays } from '../../deadlines/shanghai-time.ts';
import type { getOrganisation } from '../../organisations/contract.ts';
import { type Html, html } from '../../platform/html.ts';
import type { Sentence } from '../../platform/sentence.ts';
import type { Answered } from '../client.ts';
import { inLanguage, type Visitor } from '../desk.ts';
import { speakerFields } from '../find-speakers.ts';
import { Fields, type Filled } from '../forms.ts';
import { DESK } from '../paths.ts';
import { LABELS as RECORDING } from '../tasks/recording.ts';
import { SLOTS } from './asked.ts';
import type { Lists } from './visit-facts.ts';

type School = Answered<typeof getOrganisation>;

/** Ten fields; contact, district and address come from the school's record. What few need is folded away. */
export function requestFields(filled: Filled, lists: Lists, schools: readonly School[], visitor: Visitor): Html {
  const { language, now } = visitor;
  const fields = new Fields(language, filled);
  const soonest = plusDays(day(now.toISOString()), 1);
  const [first] = schools;
  // A school asks for its own pupils.
  const levels = (lists.levels ?? []).filter(
    ({ code }) => schools.length !== 1 || !first?.levels || first.levels.includes(code),
  );
  return html`${fields.choice({ name: 'activityType', label: LABELS.activityType, required: true }, lists.activityTypes ?? [])}
${fields.choice({ name: 'mode', label: LABELS.mode, required: true }, lists.modes ?? [], 'in-school')}
${fields.several({ name: 'levels', label: LABELS.levels }, levels, first?.levels ?? [])}
${fields.several({ name: 'topics', label: LABELS.topics, hint: SOME }, lists.topics ?? [])}
${slotFields(fields, '', soonest)}
${moreTimes(fields, filled, soonest, visitor)}
<div class="pair">${fields.input({ name: 'students', label: LABELS.students, required: true }, { type: 'number', min: '1', inputmode: 'numeric' })}
${fields.input({ name: 'speakers', label: LABELS.speakers, required: true }, { type: 'number', min: '1', max: '6', inputmode: 'numeric' }, '1')}</div>
${fields.text({ name: 'notes', label: LABELS.notes })}
${moreOptions(fields, filled, lists, visitor)}`;
}

/** One wished time. */
export const slotFields = (fields: Fields, slot: string, soonest: string, [from, to] = ['14:00', '15:30']): Html => {
  const required = slot === '';
  const numbered = ({ zh, en }: Sentence): Sentence =>
    required ? { zh, en } : { zh: `备选${Number(slot) - 1}：${zh}`, en: `Other ${Number(slot) - 1}: ${en}` };
  const time = { type: 'time', step: '300' };
  return html`<div class="pair">${fields.input({ name: `date${slot}`, label: numbered(LABELS.date), required }, { type: 'date', min: soonest })}
${fields.input({ name: `from${slot}`, label: numbered(LABELS.from), required }, time, from)}
${fields.input({ name: `to${slot}`, label: numbered(LABELS.to), required }, time, to)}</div>`;
};

/** Times that would do as well, in order. */
export function moreTimes(fields: Fields, filled: Filled, soonest: string, { language }: Visitor): Html {
  const say = inLanguage(language);
  const more = SLOTS.slice(1);
  const isOpen = isUsed(
    filled,
    more.flatMap((slot) => [`date${slot}`, `to${slot}`]).filter((name) => !name.startsWith('to') || filled.errors[name]),
  );
  return html`<details${isOpen && html` open`}><summary>${say({ zh: '备选时间（最多三个）', en: 'Other times that would do (up to three)' })}</summary>
<p class="soft">${say({ zh: '按填写顺序优先；第一个时间没有合适人选时，再看下一个', en: 'In order: the next one counts where nobody can come at the one before' })}</p>
${more.map((slot) => slotFields(fields, slot, soonest))}</details>`;
}

const MORE = ['speakerName', 'speaker', 'found', 'speakerRequired', 'honours', 'address', 'contactName', 'contactPhone'];

function moreOptions(fields: Fields, filled: Filled, lists: Lists, { language }: Visitor): Html {
  const say = inLanguage(language);
  const { given } = filled;
  const required = given.speakerRequired !== undefined;
  return html`<details${isUsed(filled, MORE) && html` open`}><summary>${say({ zh: '更多选项', en: 'More options' })}</summary>
${speakerFields(fields, given, language, LABELS.speaker)}
<p><a href="${DESK.speakers}" target="_blank">${say({ zh: '在资源库中挑选（新页面）', en: 'Look into the talent pool (on a new page)' })}</a></p>
<p><label><input type="checkbox" name="speakerRequired" value="yes"${required && html` checked`}>${say(LABELS.speakerRequired)}</label></p>
${fields.several({ name: 'honours', label: LABELS.honours, hint: SOME }, lists.honours ?? [])}
${fields.input({ name: 'address', label: LABELS.address, hint: FROM_RECORD }, { maxlength: '100' })}
<div class="pair">${fields.input({ name: 'contactName', label: LABELS.contactName, hint: FROM_RECORD }, { maxlength: '30' })}
${fields.input({ name: 'contactPhone', label: LABELS.contactPhone }, { type: 'tel', maxlength: '20' })}</div></details>`;
}

/** Something was typed into one of these, or something is wrong with it. */
const isUsed = ({ given, errors }: Filled, names: readonly string[]): boolean =>
  names.some((name) => (given[name] ?? '') !== '' || errors[name] !== undefined) ||
  Object.keys(given).some((field) => names.includes(field.split('.')[0]!) && field.includes('.'));

/** How a union took the request from the school. */
export function takenFields(filled: Filled, { language }: Visitor): Html {
  const fields = new Fields(language, filled);
  const hint = { zh: '如：3月3日 10:20 教务处来电', en: 'Like: the school rang on 3 March at 10:20' };
  return html`${fields.choice({ name: 'channel', label: LABELS.channel, required: true }, channels)}
${fields.input({ name: 'evidence', label: RECORDING.evidence, hint, required: true }, { maxlength: '200' })}`;
}

const SOME: Sentence = { zh: '可选几项，也可不选', en: 'Some, or none' };
const FROM_RECORD: Sentence = { zh: '不填则按学校登记的资料', en: 'Left empty it is as the school is registered' };

/** What the fields of a request are called. */
export const LABELS = {
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
  speaker: { zh: '希望邀请哪一位（可不填）', en: 'Whom you would like (if anybody)' },
  speakerRequired: { zh: '只请这一位；如不能来，就不举办', en: 'Only this one: without them it does not take place' },
  honours: { zh: '希望的荣誉', en: 'Honours' },
  address: { zh: '活动地点', en: 'Place' },
  contactName: { zh: '学校联系人', en: 'Contact' },
  contactPhone: { zh: '联系电话', en: 'Phone' },
  channel: { zh: '学校怎样提出的', en: 'How the school asked' },
} satisfies Record<string, Sentence>;
