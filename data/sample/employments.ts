import type { Employment } from '../../functions/talent/speaker.ts';
import type { Workplace } from './employers.ts';
import type { Random } from './random.ts';
import { type Trade, trades } from './trades.ts';

/** A speaker's trade, the ways they work, and the union that owns the entry: that of the (last) employer. */
export interface Career {
  trade: Trade;
  union: string;
  employments: Employment[];
}

type Way = 'employed' | 'retired' | 'rehired' | 'two-employers' | 'self-employed' | 'retires' | 'moves';

/** All the ways there are, most people employed; some end or start in 2026, so that the day of the visit matters. */
export function career(workplaces: readonly Workplace[], draw: Random): Career {
  const way = draw.weighted<Way>([
    ['employed', 60],
    ['retired', 20],
    ['rehired', 6],
    ['two-employers', 5],
    ['self-employed', 5],
    ['retires', 2],
    ['moves', 2],
  ]);
  const { id: employer, union, sort } = draw.pick(workplaces);
  if (way === 'self-employed') {
    const trade = draw.pick(trades.filter(({ own }) => own));
    return { trade, union, employments: [{ kind: 'self-employed', from: firstOfJuly(draw, 2005, 2020) }] };
  }
  const trade = draw.pick(trades.filter(({ sorts }) => sorts.includes(sort)));
  const other = draw.pick(workplaces.filter(({ id }) => id !== employer)).id;
  return { trade, union, employments: employmentsOf(way, employer, other, draw) };
}

function employmentsOf(way: Exclude<Way, 'self-employed'>, employer: string, other: string, draw: Random): Employment[] {
  const from = firstOfJuly(draw, 1990, 2015);
  switch (way) {
    case 'employed':
      return [{ kind: 'employed', employer, from }];
    case 'retired':
      return [{ kind: 'retired', from: firstOfJuly(draw, 2016, 2024) }];
    case 'rehired':
      return [
        { kind: 'retired', from: firstOfJuly(draw, 2016, 2022) },
        { kind: 'rehired', employer, from: firstOfJuly(draw, 2023, 2024) },
      ];
    case 'two-employers':
      return [employer, other].map((each) => ({ kind: 'employed', employer: each, from }));
    case 'retires':
      return [
        { kind: 'employed', employer, from, to: '2026-04-30' },
        { kind: 'retired', from: '2026-05-01' },
      ];
    case 'moves':
      return [
        { kind: 'employed', employer: other, from, to: '2026-08-31' },
        { kind: 'employed', employer, from: '2026-09-01' },
      ];
  }
}

const firstOfJuly = (draw: Random, from: number, to: number) => `${draw.whole(from, to)}-07-01`;
