import { expect, test } from 'vitest';
import type { Facts } from '../../functions/matching/choose.ts';
import { render } from '../../functions/matching/reasons.ts';
import type { MatchRequest } from '../../functions/matching/request.ts';
import { sentences, words } from '../../functions/matching/sentences.ts';
import type { Speaker } from '../../functions/talent/speaker.ts';
import { busy, friday, loaded, match, request, slot, speaker, thursday } from './sample.ts';

const why = (profiles: Partial<Speaker>[], wish: Partial<MatchRequest> = {}, facts: Facts = new Map()) =>
  match(
    profiles.map((profile, i) => speaker(`s${i + 1}`, profile)),
    request(wish),
    facts,
  ).reasons;

test.each<[string, Partial<Speaker>[], Partial<MatchRequest>]>([
  ['nobody-active', [{ status: 'paused' }], {}],
  ['nobody-active', [], {}],
  ['nobody-for-level', [{ levels: ['primary'] }, { status: 'paused' }], {}],
  ['nobody-for-activity', [{ activityTypes: ['lecture'] }, { levels: ['primary'] }], {}],
  ['nobody-for-mode', [{ modes: ['online'] }, { activityTypes: ['lecture'] }], {}],
  ['nobody-in-district', [{ districts: ['xihu'] }, { modes: ['online'] }], {}],
  ['nobody-left', [{}, { districts: ['xihu'] }], { excluded: ['s1'] }],
  ['notice-too-short', [{ minimumNoticeDays: 20 }, { districts: ['xihu'] }], {}],
  ['nobody-available', [{ availability: [{ weekday: 1, from: '08:00', to: '12:00' }] }, { minimumNoticeDays: 20 }], {}],
])('the school hears at what the last ones fell out: %s', (code, profiles, wish) => {
  expect(why(profiles, wish).map((it) => it.code)).toEqual([code]);
});

test('what does not depend on the slot is said once, what does for each', () => {
  const slots = [thursday, friday];
  expect(why([{ levels: ['primary'] }], { slots })).toEqual([{ code: 'nobody-for-level', facts: { count: 1 } }]);
  expect(why([{ minimumNoticeDays: 20 }], { slots }).map((it) => it.facts!.slot)).toEqual([
    '2026-03-12 14:00',
    '2026-03-13 14:00',
  ]);
});

test('busy people and people with enough visits are counted apart', () => {
  const held = slot('2026-03-12 08:00', '18:00');
  expect(why([{}, {}, {}], {}, new Map([busy('s1', held), busy('s2', held), loaded('s3', 2)]))).toEqual([
    { code: 'nobody-free', facts: { slot: '2026-03-12 14:00', count: 2 } },
    { code: 'load-limit', facts: { slot: '2026-03-12 14:00', count: 1 } },
  ]);
});

test('too few for all seats', () => {
  expect(why([{}, {}], { seats: [1, 2, 3] })).toEqual([
    { code: 'too-few', facts: { slot: '2026-03-12 14:00', found: 2, wanted: 3 } },
  ]);
});

test('a required speaker at the limit, or outside their hours, cannot come at that time', () => {
  const wish = { speakerId: 's1', speakerRequired: true };
  const facts = { speaker: '示例s1', speakerId: 's1', slot: '2026-03-12 14:00' };
  expect(why([{}], wish, new Map([loaded('s1', 2)]))).toEqual([
    { code: 'speaker-not-at-that-time', facts: { ...facts, constraint: 'load' } },
  ]);
  expect(why([{ minimumNoticeDays: 20 }], wish)).toEqual([
    { code: 'speaker-not-at-that-time', facts: { ...facts, constraint: 'notice' } },
  ]);
});

test('a reason is read in two languages with its facts', () => {
  expect(render({ code: 'nobody-free', facts: { slot: '2026-03-12 14:00', count: 4 } })).toEqual({
    code: 'nobody-free',
    zh: '2026-03-12 14:00 的时段内适合的劳模工匠已有其他安排（4 人）；可换一个时间。',
    en: 'At 2026-03-12 14:00 those who suit have other visits (4); another time would help.',
    facts: { slot: '2026-03-12 14:00', count: 4 },
  });
  expect(render({ code: 'speaker-unsuitable', facts: { speaker: '示例甲', speakerId: 'a', constraint: 'level' } }).zh).toBe(
    '指定的劳模工匠 示例甲 不能参加：不适合所选的学校层次；可修改申请，或不限定人选。',
  );
});

test('an unknown code stands for itself', () => {
  expect(render({ code: 'constructor' })).toEqual({ code: 'constructor', zh: 'constructor', en: 'constructor', facts: {} });
});

test('the two languages of a sentence use the same facts', () => {
  const placeholders = (text: string) => (text.match(/\{\w+\}/g) ?? []).sort();
  for (const { zh, en } of [...Object.values(sentences), ...Object.values(words)]) {
    expect(placeholders(zh)).toEqual(placeholders(en));
  }
});
