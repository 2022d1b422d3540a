import { loadVisit, type VisitCore } from '../visits/store.ts';
import { type When, whenOf } from './when.ts';

/** A visit that a notice is about. */
export interface Subject {
  core: VisitCore;
  when: When;
}

/** The visits that notices are about, each read once for all who are told of it at the same moment. */
export class Visits {
  readonly #read = new Map<string, Promise<Subject | undefined>>();

  of(city: string, id: string): Promise<Subject | undefined> {
    const known = this.#read.get(`${city} ${id}`) ?? load(city, id);
    this.#read.set(`${city} ${id}`, known);
    return known;
  }

  /** Those of several notices, by id. */
  async about(city: string, notices: readonly { visit?: string | undefined }[]): Promise<Map<string, Subject | undefined>> {
    const ids = [...new Set(notices.flatMap(({ visit }) => visit ?? []))];
    return new Map(await Promise.all(ids.map(async (id) => [id, await this.of(city, id)] as const)));
  }
}

async function load(city: string, id: string): Promise<Subject | undefined> {
  const core = await loadVisit(city, id, true);
  return core && { core, when: await whenOf(core) };
}
