import { city } from '../access/directory.ts';
import { catalogueOf } from '../catalogue/catalogue.ts';
import { api, ok, route } from '../platform/api.ts';
import { CITIES } from '../platform/keys.ts';
import { query } from '../platform/table.ts';
import { getCatalogue, getHealth, getOpenApi } from './contract.ts';
import { openApi } from './openapi.ts';

const catalogue = route(getCatalogue, async ({ person }) => ok(catalogueOf(await city(person.city))));

let document: object | undefined;
const openapi = route(getOpenApi, async () => {
  document ??= openApi();
  return ok(document);
});

const health = route(getHealth, async () => {
  await query(CITIES, { limit: 1 });
  return ok({ status: 'ok' });
});

export const handler = api([catalogue, openapi, health]);
