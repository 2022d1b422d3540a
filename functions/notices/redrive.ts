import { may } from '../access/may.ts';
import { cityUnions } from '../access/responsible.ts';
import { organisationEventWrite } from '../audit/organisation-events.ts';
import { ok, route } from '../platform/api.ts';
import { attempt } from '../platform/attempt.ts';
import { DEAD, DELIVERY, deadOf, deliveryOf, type Key } from '../platform/keys.ts';
import { Forbidden } from '../platform/problems.ts';
import { commit, getAll, queryIndex } from '../platform/table.ts';
import type { Item, Write } from '../platform/writes.ts';
import type { Actor } from '../visits/visit.ts';
import { redriveNotices } from './contract.ts';

/** So many in one call. */
const MOST = 500;
/** So many in one transaction, beside the event that tells of them. */
const AT_ONCE = 99;

/** Whoever answers for the city sends what is dead on its way again. */
export const redrive = route(redriveNotices, async ({ person, now }) => {
  const { city } = person;
  const by = may('redrive-notices', person, { 'city-union': await cityUnions(person) }, now.toISOString());
  if (!by) throw new Forbidden();
  const dead = ((await queryIndex(DEAD, deadOf(city), { limit: MOST + 1 })) as unknown as Key[]).map(({ pk, sk }) => ({
    pk,
    sk,
  }));
  let redriven = 0;
  for (let i = 0; i < Math.min(dead.length, MOST); i += AT_ONCE) {
    redriven += await attempt(() => sendAgain(city, dead.slice(i, Math.min(i + AT_ONCE, MOST)), by, now));
  }
  return ok({ redriven, more: dead.length > MOST });
});

/** Those that are dead still: somebody else may have sent some on their way at the same moment. */
async function sendAgain(city: string, keys: Key[], by: Actor, now: Date): Promise<number> {
  const dead = (await getAll(keys, { consistent: true })).filter((notice) => notice.dead === true);
  if (dead.length === 0) return 0;
  const set = { failures: 0, [DELIVERY.pk]: deliveryOf(city), [DELIVERY.sk]: now.toISOString() };
  const again = ({ pk, sk }: Item): Write => ({
    update: { pk: pk as string, sk: sk as string },
    ...{ set, remove: ['dead', 'refused'], where: { dead: true } },
  });
  const of = { city, organisation: by.organisation! };
  const event = organisationEventWrite(of, 'notices-redriven', now, by, { redriven: dead.length });
  await commit([...dead.map(again), event]);
  return dead.length;
}
