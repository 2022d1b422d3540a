import type { SampleCity } from '../../demo/sample-city.ts';
import type { Agenda } from './agenda.ts';
import type { Chance } from './chance.ts';

const DAY = 86_400_000;

/** From when to when something was away. */
export interface Outage {
  what: 'sweep' | 'delivery' | 'sms';
  from: number;
  to: number;
}

/** A year's outages: the sweep stays away for a week once and for a day now and then, deliveries and the SMS provider for a day. */
const WISHED: readonly (readonly [Outage['what'], days: number])[] = [
  ...[['sweep', 1] as const, ['delivery', 1] as const, ['sms', 1] as const, ['sweep', 7] as const],
  ...Array.from({ length: 3 }, () => ['sweep', 1] as const),
  ...Array.from({ length: 2 }, () => ['delivery', 1] as const),
  ...Array.from({ length: 4 }, () => ['sms', 1] as const),
];
/** So many days one has at the least to itself, so that what comes of it can be told from what comes of the next. */
const APART = 6 * DAY;

/** Plans as many of them as find room, each in a part of the time of its own. */
export function planOutages(city: SampleCity, agenda: Agenda, chance: Chance, begin: number, end: number): Outage[] {
  const wished = WISHED.slice(0, Math.max(1, Math.floor((end - begin) / APART)));
  const part = (end - begin) / wished.length;
  return wished.map(([what, days], i) => {
    const from = begin + (i + 0.2 + 0.3 * chance.draw()) * part;
    const to = from + days * DAY;
    const set = (on: boolean) => async () => {
      if (what === 'sms') city.cloud.providers.away('sms', on);
      else city.cloud.silence(what === 'sweep' ? 'SweepRule' : 'DeliveryRule', on);
    };
    return { what, from: agenda.add(from, undefined, set(true)), to: agenda.add(to, undefined, set(false)) };
  });
}
