import { expect, test } from 'vitest';
import { prepare, rank } from '../../functions/matching/rank.ts';
import type { MatchRequest } from '../../functions/matching/request.ts';
import { maximum, total } from '../../functions/matching/score.ts';
import { coverage, indexTopics } from '../../functions/matching/topics.ts';
import type { Speaker } from '../../functions/talent/speaker.ts';
import { days, loaded, match, now, policy, request, speaker } from './sample.ts';

const partsOf = (profile: Partial<Speaker>, wish: Partial<MatchRequest>) =>
  rank(request(wish), prepare([speaker('a', profile)]), policy, now, days)[0]!.candidates[0]!.parts;

test('all parts but the wish sum to 100, and the wish outweighs them', () => {
  const { wish, ...others } = maximum;
  const sum = Object.values(others).reduce((a, b) => a + b);
  expect(sum).toBe(100);
  expect(wish).toBeGreaterThan(sum);
});

test('a total is the sum of its parts', () => {
  const { match: found } = match(
    [speaker('a', { topics: ['焊接'], levels: ['junior-middle'], rating: 4 }), speaker('b')],
    request({ topics: ['焊接', '钳工'], speakerId: 'b' }),
    new Map([loaded('a', 1)]),
  );
  expect(found!.shortlist.map((it) => [it.speaker, it.total, it.parts])).toEqual([
    ['b', 140, { wish: 120, topic: 0, honour: 0, level: 0, district: 0, rating: 5, load: 15 }],
    ['a', 46, { wish: 0, topic: 20, honour: 0, level: 10, district: 0, rating: 8, load: 8 }],
  ]);
  for (const { parts, total: sum } of found!.shortlist) expect(total(parts)).toBe(sum);
});

test('each part counts what the school asked for', () => {
  const honour = { code: 'may-day-medal', level: 'city', body: '示例市总工会', year: 2020 } as const;
  expect(partsOf({ honours: [honour] }, { preferredHonours: ['may-day-medal'] }).honour).toBe(15);
  expect(partsOf({ honours: [honour] }, { preferredHonours: ['model-worker'] }).honour).toBe(0);
  expect(partsOf({ districts: ['donghu'] }, {}).district).toBe(10);
  expect(partsOf({ districts: ['donghu'] }, { mode: 'online' }).district).toBe(0);
  expect(partsOf({ levels: ['junior-middle'] }, {}).level).toBe(10);
  expect(partsOf({ rating: 5 }, {}).rating).toBe(10);
  expect(partsOf({ rating: 0 }, {}).rating).toBe(0);
  expect(partsOf({}, {})).toEqual({ wish: 0, topic: 0, honour: 0, level: 0, district: 0, rating: 5, load: 0 });
});

test('among equals who has fewer visits comes first', () => {
  const three = ['a', 'b', 'c'].map((id) => speaker(id));
  const { match: found } = match(three, request(), new Map([loaded('a', 1), loaded('c', 1)]));
  expect(found!.shortlist[0]).toMatchObject({ speaker: 'b', parts: { load: 15 } });
});

test('full equals are drawn by visit, so that different visits ask different people', () => {
  const pool = Array.from({ length: 40 }, (_, i) => speaker(`s${i}`));
  const first = (visit: string) => match(pool, request({ visit })).match!.seats[0]!.speaker;
  expect(first('v1')).toBe(first('v1'));
  expect(new Set(Array.from({ length: 30 }, (_, i) => first(`v${i}`))).size).toBeGreaterThan(10);
});

test.each<[string, Partial<Speaker>, string[], number]>([
  ['a topic of the profile', { topics: ['工匠精神'] }, ['工匠精神'], 1],
  ['a topic of a talk', { talks: [{ title: '示例', topics: ['焊接'], levels: [], minutes: 45 }] }, ['焊接'], 1],
  ['a skill that says more', { skills: ['数控加工中心操作'] }, ['数控加工'], 1],
  ['a wish that says more than the trade', { trade: '焊接' }, ['焊接与安全'], 1],
  ['a code, by its Chinese name', { topics: ['焊接技术'] }, ['welding'], 1],
  ['free text, by the name of a code', { topics: ['welding'] }, ['焊接'], 1],
  ['Latin words in any case and width', { skills: ['ＣＮＣ加工'] }, ['cnc'], 1],
  ['two of three', { topics: ['焊接', '钳工'] }, ['焊接', '钳工', '刺绣'], 2],
  ['a topic twice', { topics: ['焊接'], skills: ['焊接机器人'] }, ['焊接'], 1],
  ['nothing by part of a Latin word', { topics: ['smart manufacturing'] }, ['art'], 0],
  ['nothing by a single character', { trade: '电力' }, ['电'], 0],
  ['nothing by punctuation', { skills: ['…'] }, ['、'], 0],
])('topics: %s', (_, profile, wanted, count) => {
  const index = indexTopics([speaker('a', profile)], { welding: '焊接' });
  expect([...coverage(wanted, index, 1)]).toEqual([count]);
});
