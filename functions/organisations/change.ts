import { isDeepStrictEqual } from 'node:util';
import { hasRole, may } from '../access/may.ts';
import type { Organisation } from '../access/organisation.ts';
import { above, linesOf } from '../access/responsible.ts';
import { organisationEventWrite } from '../audit/organisation-events.ts';
import { ok, route } from '../platform/api.ts';
import { attempt } from '../platform/attempt.ts';
import { checkIfMatch, etagOf } from '../platform/etag.ts';
import { CodeTaken, type FieldError, Forbidden, Invalid, NotFound } from '../platform/problems.ts';
import { commit } from '../platform/table.ts';
import { sealedContact } from './contact.ts';
import { addOrganisation, changeOrganisation } from './contract.ts';
import { placement } from './placement.ts';
import { moves, problemsOf } from './placing.ts';
import { loadOrganisation, organisationWrite, standing, surroundings } from './store.ts';
import { organisationView } from './view.ts';

/** Adds an organisation; the very same sent again finds it done. */
export const add = route(addOrganisation, async ({ body, person, now }) => {
  const at = now.toISOString();
  if (!hasRole(person, ['place-organisation'], at)) throw new Forbidden();
  const { contact, ...said } = body;
  let added: Organisation = said;
  await attempt(async () => {
    const { by, problems: notTheirs } = await placement(person, undefined, added, at);
    const around = await surroundings(person.city, added.parent);
    const problems = [...notTheirs, ...besides(notTheirs, problemsOf(added, around))];
    if (problems.length > 0) throw new Invalid(problems);
    const present = await loadOrganisation(person.city, added.id);
    if (contact) added = { ...said, contact: await sealedContact(person.city, said.id, contact, present?.contact) };
    if (present && sameRecord(present, added)) return;
    if (present) throw new CodeTaken({ id: added.id });
    const of = { city: person.city, organisation: added.id };
    const { contact: _, ...record } = added;
    await commit([
      { ...organisationWrite(person.city, undefined, added), otherwise: () => new CodeTaken({ id: added.id }) },
      ...standing(person.city, around),
      organisationEventWrite(of, 'organisation-added', now, by, { ...record }),
    ]);
  });
  const view = organisationView(added, person, await linesOf(person.city, added), at);
  return ok(view, { location: `/v1/organisations/${added.id}`, etag: etagOf(view) }, 201);
});

/**
 * Changes what stands of an organisation. Its own administrators do it, too; where it stands in the tree is for those above, both
 * where it was and where it goes.
 */
export const change = route(changeOrganisation, async ({ params, body, person, headers, now }) => {
  const at = now.toISOString();
  const view = await attempt(async () => {
    const before = await loadOrganisation(person.city, params.id);
    const lines = before ? await linesOf(person.city, before) : [];
    const seen = before && organisationView(before, person, lines, at);
    if (!before || !seen) throw new NotFound();
    const by = may('change-organisation', person, { lines }, at);
    if (!by) throw new Forbidden();
    checkIfMatch(headers['if-match'], () => etagOf(seen));
    const { contact: named, ...said } = body;
    const contact = named && (await sealedContact(person.city, before.id, named, before.contact));
    const after: Organisation = { ...before, ...defined({ ...said, contact }) };
    const isMoved = moves(before, after);
    if (isMoved && !may('place-organisation', person, { above: await above(person.city, before) }, at)) throw new Forbidden();
    const around = await surroundings(person.city, after.parent);
    const notTheirs = isMoved ? (await placement(person, before, after, at)).problems : [];
    const problems = [...notTheirs, ...besides(notTheirs, problemsOf(after, around))];
    // Where it stands already is not held against what else is changed: a superior may have been taken over since.
    const wrong = problems.filter(({ path }) => isMoved || !['parent', 'unit'].includes(path));
    if (wrong.length > 0) throw new Invalid(wrong);
    if (!isDeepStrictEqual(before, after))
      await commit([
        organisationWrite(person.city, before, after),
        ...(isMoved ? standing(person.city, around) : []),
        organisationEventWrite({ city: person.city, organisation: after.id }, 'organisation-changed', now, by, {
          from: changed(before, body),
          to: changed(after, body),
        }),
      ]);
    return organisationView(after, person, await linesOf(person.city, after), at);
  });
  return ok(view, { etag: etagOf(view) });
});

/** What is wrong with other fields; of one that is not theirs nothing more is told. */
const besides = (told: readonly FieldError[], problems: readonly FieldError[]): FieldError[] =>
  problems.filter(({ path }) => !told.some((each) => each.path === path));

const sameRecord = ({ version: _, robots: __, ...present }: Organisation, added: Organisation): boolean =>
  isDeepStrictEqual(present, defined(added));

type Defined<T> = { [K in keyof T]?: Exclude<T[K], undefined> };
const defined = <T extends object>(given: T): Defined<T> =>
  Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as Defined<T>;

/** Of a record what the change was about: codes as they are, of a contact only that it changed. */
const changed = (organisation: Organisation, body: object): Record<string, unknown> =>
  Object.fromEntries(
    Object.keys(defined(body)).map((name) => [name, name === 'contact' ? {} : organisation[name as keyof Organisation]]),
  );
