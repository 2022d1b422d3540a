import type { Cloud } from '../local/cloud.ts';
import type { SampleCity } from './sample-city.ts';

export interface Units {
  write: number;
  read: number;
}

/** What a visit costs by itself, and what telling people of it costs. */
export interface Cost {
  units: Units;
  notices: Units;
}

/** Who tells people of a visit. */
const TELLING = ['Notify', 'Deliver'];
/** Who looks, visits or not, whether something is due; and the index in which it looks. */
const LOOKING = { Sweep: 'Sweep', Deliver: 'Delivery' } as const;

/**
 * DynamoDB units of what happens while `live` runs, by the gateway's meter. People's GETs are no part of it: the meter is off while
 * one is answered. Nor is what sweep and delivery read to find out whether something is due, which on AWS they read every few minutes
 * whether there are visits or not: a look into the empty index is measured first and subtracted for each. What they do about a
 * visit counts. Nor is the nightly seal, of which there is one for each organisation and day, however many visits.
 */
export async function unitsOf<T>(city: SampleCity, live: () => Promise<T>): Promise<{ result: T } & Cost> {
  const idle = {
    Sweep: (await metered(city, () => city.cloud.invoke('Sweep', {}))).units,
    Deliver: (await metered(city, () => city.cloud.invoke('Deliver', {}))).notices,
  };
  const looks = countLooks(city.cloud);
  const { result, units, notices } = await metered(city, live);
  const without = (of: Units, who: keyof typeof LOOKING): Units => ({
    write: of.write - looks.of(who) * idle[who].write,
    read: of.read - looks.of(who) * idle[who].read,
  });
  looks.end();
  return { result, units: without(units, 'Sweep'), notices: without(notices, 'Deliver') };
}

/** Several bills make one, because the meter begins anew after each GET. */
async function metered<T>(city: SampleCity, work: () => Promise<T>): Promise<{ result: T } & Cost> {
  const { meter, model } = city.cloud;
  const named = (id: string) => model.functions.find(({ logicalId }) => new RegExp(`^${id}[0-9A-F]{8}$`).test(logicalId))?.name;
  const [seal, telling] = [named('Seal'), TELLING.map(named)];
  const cost: Cost = { units: { write: 0, read: 0 }, notices: { write: 0, read: 0 } };
  const stop = () => {
    for (const [caller, { write, read }] of Object.entries(meter.stop().byCaller)) {
      if (caller === seal) continue;
      const part = telling.includes(caller) ? cost.notices : cost.units;
      part.write += write;
      part.read += read;
    }
  };
  city.around = async (method, send) => {
    if (method !== 'GET') return send();
    stop();
    try {
      return await send();
    } finally {
      meter.start();
    }
  };
  meter.start();
  try {
    const result = await work();
    return { result, ...cost };
  } finally {
    stop();
    city.around = (_, send) => send();
  }
}

/** A fault that fits nothing hears of every call: a look begins by asking the index of the first city what stands first. */
function countLooks({ faults }: Cloud) {
  const counts = new Map<string, number>();
  let first: string | undefined;
  faults.next({
    action: 'Query',
    kind: 'throttle',
    match: ({ IndexName, ExpressionAttributeValues: values }) => {
      const { ':pk': place, ...range } = (values ?? {}) as Record<string, { S: string }>;
      const index = Object.values(LOOKING).find((name) => name === IndexName);
      if (!index || !place || Object.keys(range).length > 0) return false;
      const city = place.S.split('#')[0]!;
      first ??= city;
      if (city === first) counts.set(index, (counts.get(index) ?? 0) + 1);
      return false;
    },
  });
  return { of: (who: keyof typeof LOOKING) => counts.get(LOOKING[who]) ?? 0, end: () => faults.clear() };
}
