import { defaultPolicy } from '../functions/deadlines/policy.ts';
import { chineseWorkingDays } from '../functions/deadlines/working-days.ts';
import { choose, type Facts } from '../functions/matching/choose.ts';
import { prepare, rank } from '../functions/matching/rank.ts';
import type { MatchRequest } from '../functions/matching/request.ts';
import { Sealed } from '../functions/platform/schema.ts';
import type { Speaker } from '../functions/talent/speaker.ts';

/** The same numbers in every run (mulberry32), so that two runs measure the same city. */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

const next = numbers(20260302);
const below = (limit: number) => Math.floor(next() * limit);
const pick = <T>(from: T[]): T => from[below(from.length)]!;
const some = <T>(from: T[], most: number): T[] => [...new Set(Array.from({ length: below(most + 1) }, () => pick(from)))];

const districts = Array.from({ length: 14 }, (_, i) => `district-${i + 1}`);
const levels = ['primary-lower', 'primary-upper', 'junior-middle', 'senior-middle', 'secondary-vocational', 'university'];
const types = ['class-meeting', 'lecture', 'labour-practice', 'workshop', 'cloud-class', 'opening-lesson'];
const crafts = [
  '焊接',
  '数控加工',
  '陶瓷',
  '刺绣',
  '木雕',
  '电力',
  '轨道交通',
  '护理',
  '烹饪',
  '茶艺',
  '农技',
  '消防',
  '航空制造',
  '汽车维修',
];
const kinds = ['精神', '工艺', '安全', '技术', '传承', '创新', '实践'];
const topics = crafts.flatMap((craft) => kinds.map((kind) => `${craft}${kind}`));

/** No match opens a number. */
const SEALED = Sealed.parse(`v1.${'0'.repeat(55)}`);

/**
 * A pool of invented people, like a large city's. Every second profile restricts nothing, which gives a match the most to rank;
 * every fifth has a skill in words of their own.
 */
export function pool(size: number): Speaker[] {
  return Array.from({ length: size }, (_, i) => ({
    id: `speaker-${i + 1}`,
    name: `示例工匠${i + 1}`,
    phone: SEALED,
    status: next() < 0.95 ? 'active' : 'paused',
    union: `union-${below(30)}`,
    honours: [
      { code: pick(['model-worker', 'may-day-medal', 'great-craftsman']), level: 'city', body: '示例市总工会', year: 2020 },
    ],
    trade: pick(crafts),
    skills: [...some(topics, 3), ...(i % 5 === 0 ? [`${pick(crafts)}第${i}项绝技`] : [])],
    topics: some(topics, 4),
    activityTypes: i % 2 ? some(types, 4) : [],
    modes: next() < 0.7 ? [] : ['in-school'],
    levels: i % 2 ? some(levels, 4) : [],
    districts: i % 2 ? some(districts, 4) : [],
    availability: next() < 0.6 ? [] : [1, 2, 3, 4, 5].map((weekday) => ({ weekday, from: '13:00', to: '18:00' })),
    employments: [{ kind: 'employed', employer: `employer-${below(400)}` }],
    talks: [{ title: '示例课程', topics: some(topics, 2), levels: [], minutes: 45 }],
    rating: 3 + below(20) / 10,
  }));
}

const slotOn = (date: string) => ({ start: `${date}T06:00:00.000Z`, end: `${date}T07:30:00.000Z` });

function wish(visit: number): MatchRequest {
  return {
    visit: `visit-${visit}`,
    activityType: pick(types),
    mode: 'in-school',
    levels: [pick(levels)],
    topics: some([...crafts, ...topics], 3),
    district: pick(districts),
    slots: ['2026-03-18', '2026-03-25', '2026-04-08'].map(slotOn),
    seats: [1, 2, 3].slice(0, 1 + below(3)),
    preferredHonours: some(['model-worker', 'great-craftsman'], 1),
    speakerRequired: false,
    excluded: [],
  };
}

/** Milliseconds of one whole match over a prepared, warm pool of `size` speakers; a third of the speakers asked for are busy. */
export function measureMatch(size = 10_000, runs = 400): { p50: number; p99: number } {
  const roster = prepare(pool(size));
  const read = (ids: string[]): Facts =>
    new Map(
      ids.map((speaker) => {
        const holds = next() < 0.33 ? [{ ...slotOn('2026-03-18'), visit: 'another', seat: 1 }] : [];
        return [speaker, { diaries: [{ speaker, month: '2026-03', version: 1, holds }] }];
      }),
    );
  const once = (request: MatchRequest) => {
    const began = performance.now();
    const ranking = rank(request, roster, defaultPolicy, '2026-03-02T01:00:00.000Z', chineseWorkingDays);
    const choosing = choose(request, ranking, defaultPolicy);
    let step = choosing.next();
    while (!step.done) step = choosing.next(read(step.value.speakers));
    return performance.now() - began;
  };
  for (let i = 0; i < 50; i += 1) once(wish(i));
  const times = Array.from({ length: runs }, (_, i) => once(wish(1000 + i))).sort((a, b) => a - b);
  return { p50: times[Math.floor(runs * 0.5)]!, p99: times[Math.floor(runs * 0.99)]! };
}

if (import.meta.main) {
  const { p50, p99 } = measureMatch();
  console.log(`one match over 10,000 speakers: p50 ${p50.toFixed(1)} ms, p99 ${p99.toFixed(1)} ms`);
}
