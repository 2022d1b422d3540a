import { may } from '../access/may.ts';
import { cityUnions } from '../access/responsible.ts';
import { ok, route } from '../platform/api.ts';
import { DEAD, DELIVERY, deadOf, deliveryOf, type Key } from '../platform/keys.ts';
import { Forbidden } from '../platform/problems.ts';
import { commit, queryIndex } from '../platform/table.ts';
import { redriveNotices } from './contract.ts';

/** So many in one call, each a write of its own. */
const MOST = 500;

/** Whoever answers for the city sends what is dead on its way again. */
export const redrive = route(redriveNotices, async ({ person, now }) => {
  const { city } = person;
  const at = now.toISOString();
  if (!may('redrive-notices', person, { 'city-union': await cityUnions(person) }, at)) throw new Forbidden();
  const dead = (await queryIndex(DEAD, deadOf(city), { limit: MOST + 1 })) as unknown as Key[];
  for (const { pk, sk } of dead.slice(0, MOST)) {
    const update = { pk, sk };
    const set = { failures: 0, [DELIVERY.pk]: deliveryOf(city), [DELIVERY.sk]: at };
    await commit([{ update, set, remove: ['dead', 'refused'], where: { dead: true }, otherwise: () => undefined }]);
  }
  return ok({ redriven: Math.min(dead.length, MOST), more: dead.length > MOST });
});
