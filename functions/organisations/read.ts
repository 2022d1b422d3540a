import { linesOf } from '../access/responsible.ts';
import { ok, route } from '../platform/api.ts';
import { fromCursor, toCursor } from '../platform/cursor.ts';
import { etagOf } from '../platform/etag.ts';
import { NotFound } from '../platform/problems.ts';
import { getOrganisation, listOrganisations } from './contract.ts';
import { loadOrganisation, organisations } from './store.ts';
import { organisationView } from './view.ts';

export const list = route(listOrganisations, async ({ query, person, now }) => {
  const { kind, unit, parent, name, limit } = query;
  const bound = JSON.stringify([person.id, 'organisations', kind, unit, parent, name]);
  let after = query.cursor === undefined ? '' : fromCursor(query.cursor, bound);
  const found: unknown[] = [];
  for (;;) {
    const page = await organisations(person.city, { after, limit: 100 });
    for (const organisation of page) {
      after = organisation.id;
      const wanted =
        (kind === undefined || organisation.kinds.includes(kind)) &&
        (unit === undefined || organisation.unit === unit) &&
        (parent === undefined || organisation.parent === parent) &&
        (name === undefined || organisation.name.includes(name));
      const view =
        wanted && organisationView(organisation, person, await linesOf(person.city, organisation), now.toISOString());
      if (view) found.push(view);
      if (found.length === limit) return ok({ organisations: found, cursor: toCursor(after, bound) });
    }
    if (page.length < 100) return ok({ organisations: found });
  }
});

export const read = route(getOrganisation, async ({ params, person, now }) => {
  const organisation = await loadOrganisation(person.city, params.id);
  const lines = organisation ? await linesOf(person.city, organisation) : [];
  const view = organisation && organisationView(organisation, person, lines, now.toISOString());
  if (!view) throw new NotFound();
  return ok(view, { etag: etagOf(view) });
});
