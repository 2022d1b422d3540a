import { defaultPolicy } from '../../functions/deadlines/policy.ts';
import { instantAt } from '../../functions/deadlines/shanghai-time.ts';
import { chineseWorkingDays as days } from '../../functions/deadlines/working-days.ts';
import { type Choice, choose, type Facts, type Need } from '../../functions/matching/choose.ts';
import type { Fact } from '../../functions/matching/diary.ts';
import { prepare, rank } from '../../functions/matching/rank.ts';
import type { MatchRequest } from '../../functions/matching/request.ts';
import { speakerNumber } from '../../functions/personal/sealing.ts';
import type { Speaker } from '../../functions/talent/speaker.ts';
import { ring } from '../support/numbers.ts';

export const policy = defaultPolicy;
export { days };

/** '2026-03-12 14:00' in Shanghai as an instant. */
export const at = (text: string) => instantAt(text.slice(0, 10), text.slice(11));

/** A slot like '2026-03-12 14:00' to '15:30' of the same day. */
export const slot = (start: string, end: string) => ({ start: at(start), end: instantAt(start.slice(0, 10), end) });

/** Monday morning, ten days before the sample slots. */
export const now = at('2026-03-02 09:00');
export const thursday = slot('2026-03-12 14:00', '15:30');
export const friday = slot('2026-03-13 14:00', '15:30');

/** Three evenings in a row, and the slot that they are the sessions of. */
export const evenings = ['2026-03-11', '2026-03-12', '2026-03-13'].map((date) => slot(`${date} 19:00`, '20:30'));
export const threeEvenings = { start: evenings[0]!.start, end: evenings[2]!.end, sessions: evenings };

/** A speaker whose profile restricts nothing. */
export const speaker = (id: string, profile: Partial<Speaker> = {}): Speaker => ({
  id,
  name: `示例${id}`,
  phone: ring.seal('000-0000000', speakerNumber('nc', id)),
  status: 'active',
  union: 'city-union',
  honours: [],
  trade: '装配',
  skills: [],
  topics: [],
  activityTypes: [],
  modes: [],
  levels: [],
  districts: [],
  availability: [],
  employments: [],
  talks: [],
  ...profile,
});

export const request = (wish: Partial<MatchRequest> = {}): MatchRequest => ({
  visit: 'v1',
  activityType: 'class-meeting',
  mode: 'in-school',
  levels: ['junior-middle'],
  topics: [],
  district: 'donghu',
  slots: [thursday],
  seats: [1],
  preferredHonours: [],
  speakerRequired: false,
  excluded: [],
  ...wish,
});

/** A speaker who has another visit then, with travel. */
export const busy = (id: string, held: { start: string; end: string }, visit = 'another'): [string, Fact] => [
  id,
  { diaries: [{ speaker: id, month: held.start.slice(0, 7), version: 1, holds: [{ ...held, visit, seat: 1 }] }] },
];

/** A speaker with so many visits in the week and month of the sample slots. */
export const loaded = (id: string, visits: number): [string, Fact] => [
  id,
  { diaries: [], load: { speaker: id, version: 1, counts: { '2026-W11': visits, '2026-03': visits } } },
];

/** A whole match, with what was asked on the way. */
export function match(speakers: Speaker[], wish: MatchRequest, facts: Facts = new Map(), rules = policy) {
  const asked: Need[] = [];
  const choosing = choose(wish, rank(wish, prepare(speakers), rules, now, days), rules);
  let next = choosing.next();
  while (!next.done) {
    asked.push(next.value);
    next = choosing.next(facts);
  }
  return { ...(next.value satisfies Choice), asked };
}

/** Who sits, by seat. */
export const seated = ({ match: found }: Choice) => found?.seats.map((it) => it.speaker);
