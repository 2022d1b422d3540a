import { activityTypes } from './activity-types.ts';
import type { CityCatalogue } from './city.ts';
import type { CatalogueEntry } from './entry.ts';
import { honourLevels, honours } from './honours.ts';
import { levels } from './levels.ts';
import { modes } from './modes.ts';
import { absenceReasonCodes, notHeldReasonCodes, reasonCodes } from './reason-codes.ts';
import { roles } from './roles.ts';
import { topics } from './topics.ts';
import { channels, declineScopes, origins, taskKinds, visitStatuses } from './visit-words.ts';

export type { CatalogueEntry } from './entry.ts';

/** The lists that every city starts with. */
export const builtIn = {
  activityTypes,
  levels,
  modes,
  honours,
  honourLevels,
  topics,
  reasonCodes,
  notHeldReasonCodes,
  absenceReasonCodes,
  roles,
  visitStatuses,
  taskKinds,
  declineScopes,
  origins,
  channels,
};

/** Every list that a client can choose from, by its name on the wire. */
export type Catalogue = Record<keyof typeof builtIn | 'districts' | 'units', readonly CatalogueEntry[]>;

/** What a city brings of its own. */
export type CityData = Pick<CityCatalogue, 'districts' | 'units' | 'additions'>;

/** The lists as one city uses them: the built-in ones with its additions, and its districts and units. */
export function catalogueOf(city: CityData): Catalogue {
  const own = city.additions ?? {};
  return {
    ...builtIn,
    activityTypes: merged(activityTypes, own.activityTypes),
    levels: merged(levels, own.levels),
    honours: merged(honours, own.honours),
    topics: merged(topics, own.topics),
    reasonCodes: merged(reasonCodes, own.reasonCodes),
    notHeldReasonCodes: merged(notHeldReasonCodes, [...(own.reasonCodes ?? []), ...(own.notHeldReasonCodes ?? [])]),
    absenceReasonCodes: merged(absenceReasonCodes, [...(own.reasonCodes ?? []), ...(own.absenceReasonCodes ?? [])]),
    districts: city.districts,
    units: city.units,
  };
}

/** A code that is already there takes the city's wording in its old place; a code never appears twice. */
function merged(list: readonly CatalogueEntry[], own: readonly CatalogueEntry[] = []): readonly CatalogueEntry[] {
  return [...new Map([...list, ...own].map((entry) => [entry.code, entry])).values()];
}
