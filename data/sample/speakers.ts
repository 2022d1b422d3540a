import { honours } from '../../functions/catalogue/honours.ts';
import type { Availability, Honour, Talk } from '../../functions/talent/speaker.ts';
import type { SampleSpeaker } from './city.ts';
import type { Workplace } from './employers.ts';
import { career } from './employments.ts';
import { sampleName, samplePhone } from './names.ts';
import { type Random, random } from './random.ts';
import { COMMON_TOPICS, type Trade } from './trades.ts';

/** Where generated speakers live and work. */
export interface Setting {
  /** What the ids begin with; empty for Nanchang. */
  prefix: string;
  districts: readonly string[];
  /** Decides trade, employer and union; a union gets speakers when it has workplaces. */
  workplaces: readonly Workplace[];
  /** The numbers of names and phones start after this one. */
  numbersAfter: number;
}

/** Schools a speaker suits, where not all: whoever is good with children is not always good with students. */
const LEVELS: readonly (readonly string[])[] = [
  ['kindergarten', 'primary-lower', 'primary-middle'],
  ['primary-lower', 'primary-middle', 'primary-upper', 'special-education'],
  ['primary-upper', 'junior-secondary', 'comprehensive-practice'],
  ['junior-secondary', 'senior-secondary'],
  ['senior-secondary', 'vocational-secondary', 'technical'],
  ['vocational-secondary', 'technical', 'vocational-college', 'university'],
];
const BODIES = {
  national: '示例全国评选委员会',
  province: '示例省评选委员会',
  city: '示例市评选委员会',
  county: '示例县评选委员会',
};
const GIVEN_NATIONALLY = new Set(['great-craftsman']);

/** The speakers with these numbers. Each depends on the seed, the setting and its own number only: more change none. */
export function generatedSpeakers(setting: Setting, from: number, to: number, seed: number): SampleSpeaker[] {
  return Array.from({ length: to - from + 1 }, (_, index) => generatedSpeaker(setting, from + index, seed));
}

function generatedSpeaker(setting: Setting, number: number, seed: number): SampleSpeaker {
  const id = `${setting.prefix}speaker-${String(number).padStart(3, '0')}`;
  const draw = random(seed, id);
  const { trade, union, employments } = career(setting.workplaces, draw);
  const status = draw.weighted<SampleSpeaker['status']>([
    ['active', 86],
    ['paused', 5],
    ['nominated', 4],
    ['admitted', 2],
    ['retired', 3],
  ]);
  const topics = [...new Set([...trade.topics, ...draw.some(COMMON_TOPICS, draw.whole(0, 2))])];
  const levels = draw.chance(0.4) ? [] : [...draw.pick(LEVELS)];
  return {
    id,
    name: sampleName(setting.numbersAfter + number),
    phone: samplePhone(setting.numbersAfter + number),
    status,
    union,
    honours: honoursOf(draw, status, `person-${union}`),
    trade: trade.zh,
    skills: draw.some(trade.skills, draw.whole(1, 2)),
    topics,
    activityTypes: draw.chance(0.85)
      ? []
      : draw.some(['first-lesson', 'class-meeting', 'lecture', 'civics-class', 'labour-practice'], 3),
    modes: modesOf(draw),
    levels,
    districts: draw.chance(0.65) ? [] : draw.some(setting.districts, draw.whole(2, 5)),
    availability: draw.chance(0.85) ? [] : availabilityOf(draw),
    ...(draw.chance(0.1) && { maxPerMonth: draw.whole(1, 4) }),
    ...(draw.chance(0.08) && { minimumNoticeDays: draw.whole(4, 7) }),
    employments,
    talks: talksOf(draw, trade, topics, levels),
    ...(draw.chance(0.15) && { team: '示例劳模工匠宣讲团' }),
    ...(draw.chance(0.75) && { rating: draw.whole(30, 45) / 10 }),
  };
}

/** One to three, the main one first: the highest, and of those the latest. Only verified ones are in an admitted entry. */
function honoursOf(draw: Random, status: SampleSpeaker['status'], verifiedBy: string): Honour[] {
  const order = Object.keys(BODIES) as Honour['level'][];
  const list = draw
    .some(
      honours,
      draw.weighted([
        [1, 55],
        [2, 33],
        [3, 12],
      ]),
    )
    .map(({ code }): Honour => {
      const level = GIVEN_NATIONALLY.has(code)
        ? 'national'
        : draw.weighted<Honour['level']>([
            ['national', 6],
            ['province', 24],
            ['city', 45],
            ['county', 25],
          ]);
      const year = draw.whole(1998, 2024);
      const verified = status !== 'nominated' && { verifiedBy, verifiedOn: `2024-0${draw.whole(4, 9)}-${draw.whole(10, 28)}` };
      return { code, level, body: BODIES[level], year, certificate: `示例-${year}-${draw.whole(1, 999)}`, ...verified };
    });
  list.sort((a, b) => order.indexOf(a.level) - order.indexOf(b.level) || b.year - a.year);
  // A revoked honour pauses the person; most are paused for other reasons.
  if (status === 'paused' && draw.chance(0.3)) list[list.length - 1]!.revoked = true;
  return list;
}

function modesOf(draw: Random): SampleSpeaker['modes'] {
  return draw.weighted<SampleSpeaker['modes']>([
    [['in-school', 'at-base', 'online'], 45],
    [['in-school', 'at-base'], 20],
    [['in-school'], 20],
    [['in-school', 'online'], 12],
    [['online'], 3],
  ]);
}

function availabilityOf(draw: Random): Availability[] {
  return draw
    .some([1, 2, 3, 4, 5, 6, 7], draw.whole(1, 3))
    .sort((a, b) => a - b)
    .map((weekday) =>
      draw.pick([
        { weekday, from: '08:00', to: '12:00' },
        { weekday, from: '13:00', to: '18:00' },
      ]),
    );
}

function talksOf(draw: Random, trade: Trade, topics: string[], levels: string[]): Talk[] {
  const titles = [`我与${trade.zh}这一行`, `${trade.skills[0]}：从学徒到师傅`, '平凡岗位上的坚守', '劳动创造幸福'];
  return draw
    .some(
      titles,
      draw.weighted([
        [0, 40],
        [1, 35],
        [2, 18],
        [3, 7],
      ]),
    )
    .map((title) => ({
      title,
      topics: draw.some(topics, 2),
      levels: levels.slice(0, 2),
      minutes: draw.pick([30, 40, 45, 60, 90]),
    }));
}
