import { active, may } from '../access/may.ts';
import type { Person } from '../access/person.ts';
import { organisationEventWrite } from '../audit/organisation-events.ts';
import { signedOutWrites, signInsOf } from '../identity/signed-out.ts';
import { ok, route } from '../platform/api.ts';
import { attempt } from '../platform/attempt.ts';
import { NotFound } from '../platform/problems.ts';
import { commit } from '../platform/table.ts';
import type { Actor } from '../visits/visit.ts';
import { signOutPerson } from './contract.ts';
import { lookedAfter } from './looked-after.ts';
import { recordedUnder } from './recorded-under.ts';
import { loadPerson } from './store.ts';

/** Signs somebody out on all devices: a phone was lost, or a token. Whoever has the number signs in again. */
export const signOut = route(signOutPerson, async ({ params, person, now }) => {
  const { city } = person;
  const id = params.id === 'me' ? person.id : params.id;
  const signedOutAt = await attempt(async () => {
    const whose = await loadPerson(city, id);
    const allowed = whose && (await allowedTo(person, whose, now));
    if (!allowed) throw new NotFound();
    const { by, organisation } = allowed;
    const signIns = await signInsOf(whose);
    const at = new Date();
    await commit([
      ...signedOutWrites(id, signIns, at),
      organisationEventWrite({ city, organisation }, 'person-signed-out', now, by, { person: id }),
    ]);
    return at.toISOString();
  });
  return ok({ id, signedOutAt });
});

/**
 * In which capacity, and under which organisation it is recorded: oneself, or who looks after any organisation for which the person acts
 * now. It takes nothing but the way back by phone and code, and a lost phone cannot wait for whoever looks after all of them.
 */
async function allowedTo(asking: Person, whose: Person, now: Date): Promise<{ by: Actor; organisation: string } | undefined> {
  const at = now.toISOString();
  if (asking.id === whose.id) {
    const self = [whose.id, ...(whose.speakerId === undefined ? [] : [whose.speakerId])];
    const by = may('sign-out', whose, { self }, at);
    return by && { by, organisation: await recordedUnder(whose, by) };
  }
  const ids = [...new Set(active(whose, at).map(({ organisation }) => organisation))];
  const found = await Promise.all(ids.map((each) => lookedAfter(asking, each, at, 'sign-out')));
  const theirs = found.find((each) => each !== undefined);
  return theirs && { by: theirs.by, organisation: theirs.organisation.id };
}
