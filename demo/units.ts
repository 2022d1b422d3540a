import type { Cloud } from '../local/cloud.ts';
import type { SampleCity } from './sample-city.ts';

export interface Units {
  write: number;
  read: number;
}

/**
 * DynamoDB units of what happens while `live` runs, by the gateway's meter. People's GETs are no part of it: the meter is off while
 * one is answered. Nor is what the sweep reads to find out whether something is due, which on AWS it reads every quarter of an
 * hour whether there are visits or not: a sweep of the empty index is measured first and subtracted for each sweep. What the
 * sweep does about a visit counts. Nor is the nightly seal, of which there is one for each organisation and day, however many visits.
 */
export async function unitsOf<T>(city: SampleCity, live: () => Promise<T>): Promise<{ result: T; units: Units }> {
  const empty = await metered(city, () => city.cloud.invoke('Sweep', {}));
  const sweeps = countSweeps(city.cloud);
  const { result, units } = await metered(city, live);
  const idle = (kind: keyof Units) => sweeps.count * empty.units[kind];
  sweeps.end();
  return { result, units: { write: units.write - idle('write'), read: units.read - idle('read') } };
}

/** Several bills make one, because the meter begins anew after each GET. */
async function metered<T>(city: SampleCity, work: () => Promise<T>): Promise<{ result: T; units: Units }> {
  const { meter, model } = city.cloud;
  const seal = model.functions.find(({ logicalId }) => /^Seal[0-9A-F]{8}$/.test(logicalId));
  const units: Units = { write: 0, read: 0 };
  const stop = () => {
    const { write, read, byCaller } = meter.stop();
    const night = byCaller[seal?.name ?? ''] ?? { write: 0, read: 0 };
    units.write += write - night.write;
    units.read += read - night.read;
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
    return { result, units };
  } finally {
    stop();
    city.around = (_, send) => send();
  }
}

/** A fault that fits nothing hears of every call: a sweep begins by asking the index of the first city what is due. */
function countSweeps({ faults }: Cloud) {
  let count = 0;
  let first: unknown;
  faults.next({
    action: 'Query',
    kind: 'throttle',
    match: ({ IndexName, ExpressionAttributeValues: values }) => {
      const { ':pk': city, ':upTo': due } = (values ?? {}) as Record<string, { S: string }>;
      if (IndexName !== 'Sweep' || !city || !due) return false;
      first ??= city.S;
      if (city.S === first) count++;
      return false;
    },
  });
  return {
    get count() {
      return count;
    },
    end: () => faults.clear(),
  };
}
