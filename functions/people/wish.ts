import { isDeepStrictEqual } from 'node:util';
import { may } from '../access/may.ts';
import type { NoticeWishes, Person } from '../access/person.ts';
import { organisationEventWrite } from '../audit/organisation-events.ts';
import { ADDRESS_FIELDS, addressesOf, withAddresses } from '../personal/addresses.ts';
import { keyRing } from '../personal/key-ring.ts';
import { maskedAddress } from '../personal/masked.ts';
import { personAddress } from '../personal/sealing.ts';
import { ok, route } from '../platform/api.ts';
import { attempt } from '../platform/attempt.ts';
import { checkIfMatch, etagOf } from '../platform/etag.ts';
import { Invalid, NotFound } from '../platform/problems.ts';
import { commit } from '../platform/table.ts';
import type { Actor } from '../visits/visit.ts';
import { changeWishes, getWishes } from './contract.ts';
import { recordedUnder } from './recorded-under.ts';
import { loadPerson, personWrites } from './store.ts';
import { changedWishes, unreachable, wishesOf } from './wishes.ts';

/** How one is told oneself. Nobody sets it for another, administrators neither: an address is a way to somebody. */
export const readWishes = route(getWishes, async ({ person, now }) => {
  const { self } = await oneself(person, now);
  const view = await shown(self);
  return ok(view, { etag: etagOf(view) });
});

export const wish = route(changeWishes, async ({ body, person, headers, now }) => {
  const { city, id } = person;
  const view = await attempt(async () => {
    const { self, by } = await oneself(person, now);
    const seen = await shown(self);
    checkIfMatch(headers['if-match'], () => etagOf(seen));
    const [before, addresses, ring] = [wishesOf(self), await addressesOf(self), await keyRing()];
    const after = changedWishes(before, addresses, body, (text, field) => ring.seal(text, personAddress(city, id, field)));
    const problems = unreachable(self, after, body);
    if (problems.length > 0) throw new Invalid(problems);
    if (isDeepStrictEqual(before, after)) return seen;
    const changed = (Object.keys(body) as (keyof NoticeWishes)[]).filter(
      (field) => !isDeepStrictEqual(before[field], after[field]),
    );
    const next: Person = { ...self, notices: after };
    const organisation = await recordedUnder(self, by);
    await commit([
      ...personWrites(self, next),
      organisationEventWrite({ city, organisation }, 'person-changed', now, by, { person: id, notices: changed }),
    ]);
    return shown(next);
  });
  return ok(view, { etag: etagOf(view) });
});

/**
 * Whoever asks, as the table has them now, and in which capacity.
 * @throws NotFound for somebody who acts for nobody any more
 */
async function oneself(person: Person, now: Date): Promise<{ self: Person; by: Actor }> {
  const self = await loadPerson(person.city, person.id);
  if (!self) throw new NotFound();
  const { id, speakerId } = self;
  const by = may('choose-notices', self, { self: [id, ...(speakerId === undefined ? [] : [speakerId])] }, now.toISOString());
  if (!by) throw new NotFound();
  return { self, by };
}

/** The wishes with as much of each address as tells oneself which one it is. */
async function shown(person: Person) {
  const addresses = await addressesOf(person);
  for (const field of ADDRESS_FIELDS) if (addresses[field] !== undefined) addresses[field] = maskedAddress(addresses[field]);
  return withAddresses(wishesOf(person), addresses);
}
