import { city, organisation } from '../access/directory.ts';
import { type CatalogueEntry, catalogueOf } from '../catalogue/catalogue.ts';
import { speakersById } from '../talent/pool.ts';
import type { VisitCore } from '../visits/store.ts';
import type { VisitNames } from './texts.ts';

/** What the codes and ids of some visits of a city are called; all speakers are read at once. */
export async function namesFor(cityId: string, cores: readonly VisitCore[]): Promise<(core: VisitCore) => VisitNames> {
  const schools = [...new Set(cores.flatMap(schoolsOf))];
  const [own, pool, organisations] = await Promise.all([
    city(cityId),
    speakersById(cityId, cores.flatMap(speakersOf)),
    Promise.all(schools.map(async (id) => [id, (await organisation(cityId, id))?.name ?? id] as const)),
  ]);
  const catalogue = catalogueOf(own);
  const names = new Map(organisations);
  return (core) => ({
    schools: schoolsOf(core).map((id) => names.get(id)!),
    speakers: speakersOf(core).map((id) => pool.get(id)?.name ?? id),
    activity: worded(catalogue.activityTypes, core.request.activityType),
    topics: core.request.topics.map((topic) => worded(catalogue.topics, topic)),
  });
}

const schoolsOf = ({ visit, request }: VisitCore): string[] => [visit.school, ...request.otherSchools];
const speakersOf = ({ seats }: VisitCore): string[] => seats.flatMap(({ speaker }) => (speaker === undefined ? [] : [speaker]));

/** Topics may be free text. */
const worded = (list: readonly CatalogueEntry[], code: string) =>
  list.find((entry) => entry.code === code) ?? { zh: code, en: code };
