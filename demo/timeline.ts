import type { Json } from './actor.ts';
import type { SampleCity } from './sample-city.ts';
import { padded, width } from './width.ts';

/** The words that people see instead of codes. */
export interface Words {
  /** By id: organisations and speakers. */
  name: (id: string) => string;
  status: (code: string) => string;
  reason: (code: string) => string;
  channel: (code: string) => string;
}

/** Looks the words up over the API, as a client does. */
export async function wordsOf(city: SampleCity): Promise<Words> {
  const { people } = (await city.call('GET', '/_local/people')).body;
  const catalogue = (await city.person('union-city').get('/v1/catalogue')).body;
  const organisations = people.flatMap(({ memberships }: Json) => memberships.map(({ organisation }: Json) => organisation));
  const speakers = people.flatMap(({ speakerId, name }: Json) => (speakerId ? [{ id: speakerId, name }] : []));
  const names = new Map<string, string>([...organisations, ...speakers].map(({ id, name }: Json) => [id, name]));
  const zh = (list: string, code: string) => catalogue[list]?.find((entry: Json) => entry.code === code)?.zh ?? code;
  return {
    name: (id) => names.get(id) ?? id,
    status: (code) => zh('visitStatuses', code),
    reason: (code) => zh('notHeldReasonCodes', code),
    channel: (code) => zh('channels', code),
  };
}

const FORMAT = new Intl.DateTimeFormat('zh-CN', {
  timeZone: 'Asia/Shanghai',
  month: '2-digit',
  day: '2-digit',
  weekday: 'short',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});

/** `03月02日 周一 09:00`, in Asia/Shanghai. */
export function when(instant: string): string {
  const parts = Object.fromEntries(FORMAT.formatToParts(new Date(instant)).map(({ type, value }) => [type, value]));
  return `${parts.month}月${parts.day}日 ${parts.weekday} ${parts.hour}:${parts.minute}`;
}

/** What a visit's union sees of it at the end, and how it came there. */
export function story(visit: Json, timeline: Json[], words: Words): string {
  const { school, slot, slots, expectedStudents, seats, reasons, status } = visit;
  const speakers = seats.flatMap(({ speakerId }: Json) => (speakerId ? [speakerId] : [])).length;
  const asked = `${school.name} · ${when((slot ?? slots[0]).start)} · ${expectedStudents}名学生 · ${visit.speakersWanted}位劳模工匠`;
  const column = Math.max(...timeline.map(({ zh }) => width(zh)));
  const lines = timeline.map((entry) => `  ${when(entry.at)}  ${padded(entry.zh, column)}  ${whoActed(entry, words)}`);
  const why = reasons.map(({ zh }: Json) => `  原因：${zh}`);
  const seated = speakers > 0 ? `（${speakers}位劳模工匠）` : '';
  const result = `  结果：${words.status(status)}${status === 'closed' ? seated : ''}`;
  return [`  ${asked}`, ...lines, ...onlyTold(visit, words), result, ...why].join('\n');
}

/** The employers whose release was not needed. */
function onlyTold({ seats }: Json, words: Words): string[] {
  const told = seats.flatMap(({ releases }: Json) => releases.filter(({ need }: Json) => need === 'notice'));
  return told.map(
    ({ employerId, permitted }: Json) =>
      `  只告知单位、不须审批：${words.name(employerId)}（${permitted ? '年度授权时数内' : '不占工作时间'}）`,
  );
}

function whoActed({ type, by, data }: Json, words: Words): string {
  if (!by) return type === 'union-approved' ? '系统（工会已批准系列活动）' : '系统';
  const where = by.organisation ? `${words.name(by.organisation)} ` : '';
  const recorded = by.onBehalfOf ? `，代${words.name(by.onBehalfOf.party)}录入（${words.channel(by.onBehalfOf.channel)}）` : '';
  const how = [data.channel && words.channel(data.channel), data.series && `系列活动，至 ${data.series} 有效`].filter(Boolean);
  const why = [data.reasonCode && words.reason(data.reasonCode), data.text].filter(Boolean).join('，');
  return `${where}${by.name}${recorded}${how.length > 0 ? `（${how.join('，')}）` : ''}${why ? `：${why}` : ''}`;
}
