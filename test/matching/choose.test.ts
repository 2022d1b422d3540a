import { describe, expect, test } from 'vitest';
import { chooseWith, type Facts } from '../../functions/matching/choose.ts';
import { prepare, rank } from '../../functions/matching/rank.ts';
import {
  busy,
  days,
  friday,
  loaded,
  match,
  now,
  policy,
  request,
  seated,
  slot,
  speaker,
  threeEvenings,
  thursday,
} from './sample.ts';

/** Held by another visit all Thursday, all Friday. */
const onThursday = slot('2026-03-12 08:00', '18:00');
const onFriday = slot('2026-03-13 08:00', '18:00');
/** In the order in which they are wished for: the first has the best rating. */
const rated = (...ids: string[]) => ids.map((id, i) => speaker(id, { rating: 5 - i * 0.5 }));

test('the best free speaker sits, the others are shown and two are named as reserves', () => {
  const { match: found, reasons } = match(rated('a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'), request());
  expect(found!.seats.map(({ seat, speaker: id }) => [seat, id])).toEqual([[1, 'a']]);
  expect(found!.reserves).toEqual(['b', 'c']);
  expect(found!.shortlist.map((it) => it.speaker)).toEqual(['a', 'b', 'c', 'd', 'e', 'f']);
  expect(reasons).toEqual([]);
});

test('one seat whose way is clear asks once, for no more people than the union is shown', () => {
  const { asked } = match(
    Array.from({ length: 200 }, (_, i) => speaker(`s${i}`)),
    request(),
  );
  expect(asked).toHaveLength(1);
  expect(asked[0]!.speakers).toHaveLength(policy.shortlist);
  expect(asked[0]!.months).toEqual(['2026-03']);
});

test('who is busy or has enough visits is passed over, however far down the first free one stands', () => {
  const pool = Array.from({ length: 100 }, (_, i) => speaker(`s${i}`, { rating: 5 - i * 0.05 }));
  const taken: Facts = new Map(pool.slice(0, 99).map(({ id }, i) => (i % 2 ? busy(id, onThursday) : loaded(id, 2))));
  const result = match(pool, request(), taken);
  expect(seated(result)).toEqual(['s99']);
  expect(result.asked.length).toBeLessThan(8);
  expect(new Set(result.asked.flatMap((need) => need.speakers)).size).toBe(100);
});

test('the first slot in the order of wish that fills all seats is taken', () => {
  const wish = request({ slots: [thursday, friday], seats: [1, 2] });
  expect(match(rated('a', 'b'), wish).match!.slot).toEqual(thursday);
  const result = match(rated('a', 'b'), wish, new Map([busy('a', onThursday)]));
  expect(result.match!.slot).toEqual(friday);
  expect(seated(result)).toEqual(['a', 'b']);
  expect(result.reasons).toEqual([{ code: 'too-few', facts: { slot: '2026-03-12 14:00', found: 1, wanted: 2 } }]);
});

test('a speaker who comes up for two slots of a month is asked about once', () => {
  const { asked } = match(rated('a'), request({ slots: [thursday, friday] }), new Map([busy('a', onThursday)]));
  expect(asked).toHaveLength(1);
  const april = slot('2026-04-09 14:00', '15:30');
  const other = match(rated('a'), request({ slots: [thursday, april] }), new Map([busy('a', onThursday)]));
  expect(other.asked.map((need) => need.months)).toEqual([['2026-03'], ['2026-04']]);
});

test('for three evenings somebody is found who has another visit by day, not who has one on an evening', () => {
  const wish = request({ slots: [threeEvenings, friday] });
  const taken: Facts = new Map([busy('a', slot('2026-03-12 19:00', '20:00')), busy('b', onThursday)]);
  const result = match(rated('a', 'b'), wish, taken);
  expect(result.match!.slot).toEqual(threeEvenings);
  expect(seated(result)).toEqual(['b']);
});

test('sessions over a month’s end ask for both diaries', () => {
  const sessions = [slot('2026-03-31 19:00', '20:30'), slot('2026-04-01 19:00', '20:30')];
  const { asked } = match(rated('a'), request({ slots: [{ start: sessions[0]!.start, end: sessions[1]!.end, sessions }] }));
  expect(asked.map((need) => need.months)).toEqual([['2026-03', '2026-04']]);
});

test('a slot that is too late is passed over', () => {
  const today = slot('2026-03-02 20:00', '21:00');
  const { match: found, reasons } = match(rated('a'), request({ slots: [today, thursday] }));
  expect(found!.slot).toEqual(thursday);
  expect(reasons).toEqual([{ code: 'too-late', facts: { slot: '2026-03-02 20:00' } }]);
});

test('agreed seats keep their slot: no other is tried for the open ones', () => {
  const wish = request({ slots: [thursday, friday], fixedSlot: friday, seats: [2], excluded: ['a'] });
  const result = match(rated('a', 'b', 'c'), wish);
  expect(result.match!.slot).toEqual(friday);
  expect(result.match!.seats[0]).toMatchObject({ seat: 2, speaker: 'b' });
  expect(match(rated('a', 'b'), wish, new Map([busy('b', onFriday)])).match).toBeUndefined();
});

test('three seats have three different speakers and two reserves each', () => {
  const pool = Array.from({ length: 20 }, (_, i) => speaker(`s${i}`));
  const { match: found } = match(pool, request({ seats: [3, 1, 2] }));
  expect(found!.seats.map(({ seat }) => seat)).toEqual([1, 2, 3]);
  expect(found!.reserves).toHaveLength(6);
  expect(new Set([...found!.seats.map((it) => it.speaker), ...found!.reserves]).size).toBe(9);
  expect(found!.shortlist).toHaveLength(9);
});

test('a visit is not blocked by what it already holds itself', () => {
  const own = busy('a', slot('2026-03-12 13:00', '16:30'), 'v1');
  const result = match(rated('a'), request(), new Map([own]));
  expect(seated(result)).toEqual(['a']);
  expect(result.match!.seats[0]!.fact.diaries).toEqual(own[1].diaries);
});

describe('a wish and a requirement', () => {
  test('the wished speaker comes first when free, else another sits', () => {
    const wish = request({ speakerId: 'c', topics: ['焊接'] });
    const pool = [speaker('a', { topics: ['焊接'] }), speaker('b'), speaker('c', { rating: 0 })];
    expect(seated(match(pool, wish))).toEqual(['c']);
    expect(seated(match(pool, wish, new Map([busy('c', onThursday)])))).toEqual(['a']);
  });

  test('the required speaker takes the first open seat, in a slot where that is possible', () => {
    const wish = request({ speakerId: 'c', speakerRequired: true, slots: [thursday, friday], seats: [1, 2] });
    const result = match(rated('a', 'b', 'c'), wish, new Map([busy('c', onThursday)]));
    expect(result.match!.slot).toEqual(friday);
    expect(seated(result)).toEqual(['c', 'a']);
    expect(result.reasons.map((it) => it.code)).toEqual(['speaker-busy']);
  });

  test('without the required speaker there is no match, and nobody is asked about', () => {
    const wish = request({ speakerId: 'c', speakerRequired: true, slots: [thursday, friday] });
    const { match: found, reasons, asked } = match([speaker('a'), speaker('c', { levels: ['primary'] })], wish);
    expect(found).toBeUndefined();
    expect(asked).toEqual([]);
    expect(reasons).toEqual([{ code: 'speaker-unsuitable', facts: { speaker: '示例c', speakerId: 'c', constraint: 'level' } }]);
    expect(match([speaker('a')], wish).reasons[0]!.facts).toMatchObject({ speakerId: 'c', constraint: 'status' });
  });
});

test('the reader is asked until a choice is made', async () => {
  const wish = request({ slots: [thursday, friday] });
  const ranking = rank(wish, prepare(rated('a')), policy, now, days);
  const asked: string[][] = [];
  const choice = await chooseWith(
    async (speakers, months) => {
      asked.push(speakers, months);
      return new Map([busy('a', onThursday)]);
    },
    wish,
    ranking,
    policy,
  );
  expect(choice.match!.slot).toEqual(friday);
  expect(asked).toEqual([['a'], ['2026-03']]);
});
