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
export function planOutages(city: SampleCity, agenda: Agenda, chance: Chance, begin: number, end: number): Outage[] {
  const year = end - begin;
  const wished: [Outage['what'], days: number][] = [
    ['sweep', 7],
    ...Array.from({ length: 4 }, (): [Outage['what'], number] => ['sweep', 1]),
    ...Array.from({ length: 3 }, (): [Outage['what'], number] => ['delivery', 1]),
    ...Array.from({ length: 5 }, (): [Outage['what'], number] => ['sms', 1]),
  ];
  // Each in a part of the year of its own, so that what comes of one can be told from what comes of another.
  return wished.map(([what, days], i) => {
    const from = begin + ((i + 0.2 + 0.3 * chance.draw()) * year) / wished.length;
    const to = from + days * DAY;
    const set = (on: boolean) => async () => {
      if (what === 'sms') city.cloud.providers.away('sms', on);
      else city.cloud.silence(what === 'sweep' ? 'SweepRule' : 'DeliveryRule', on);
    };
    return { what, from: agenda.add(from, undefined, set(true)), to: agenda.add(to, undefined, set(false)) };
  });
}
