import type { Json } from '../../demo/actor.ts';
import { visitOf } from '../../functions/platform/keys.ts';
import { CITY, SPEAKERS, TOP_UNION } from './cast.ts';
import type { Execution } from './machine.ts';
import type { Item, World } from './world.ts';

/** One visit as it stands: what is stored, what its school and its union read, where its workflow is. */
export interface SeenVisit {
  id: string;
  /** The visit's own item. */
  core: Item;
  /** In the order of their numbers. */
  seats: Item[];
  tasks: Item[];
  /** In the order in which they happened. */
  events: Item[];
  /** Everything of the partition, as one text: unchanged while nothing was written. */
  text: string;
  view: Json;
  unionView: Json;
  timeline: Json[];
  execution: Execution;
  /** Names of executions of other epochs and runs that are still running. */
  ghosts: string[];
}

/** The whole stage at one quiet moment. */
export interface Seen {
  now: string;
  visits: Map<string, SeenVisit>;
  /** Per speaker, what the diaries hold. */
  holds: Map<string, Item[]>;
  loads: Map<string, Record<string, number>>;
  books: string;
  /** Per party that was asked or is asked: the ids of the tasks in its inbox. */
  inboxes: Map<string, string[]>;
}

/** Looks at everything; only calls when the cloud is quiet. */
export async function look(world: World, ids: string[], before?: Seen): Promise<Seen> {
  const visits = await Promise.all(ids.map((id) => lookAt(world, id, before?.visits.get(id))));
  const books = await world.books();
  const parties = new Set(visits.flatMap(({ tasks }) => tasks.map(({ party }) => party as string)));
  const inboxes = await Promise.all(
    [...parties].map(async (party) => [party, (await world.person(party).inbox()).map(({ id }) => id as string)] as const),
  );
  return {
    now: new Date(world.city.now()).toISOString(),
    visits: new Map(visits.map((visit) => [visit.id, visit])),
    holds: new Map(SPEAKERS.map(({ id }) => [id, books.get(id)!.flatMap(({ holds = [] }) => holds as Item[])])),
    loads: new Map(SPEAKERS.map(({ id }) => [id, books.get(id)!.find(({ sk }) => sk === 'LOAD')?.counts ?? {}])),
    books: JSON.stringify([...books]),
    inboxes: new Map(inboxes),
  };
}

const happenedBefore = (a: Item, b: Item) => (a.at === b.at ? (a.id < b.id ? -1 : 1) : a.at < b.at ? -1 : 1);

async function lookAt(world: World, id: string, before: SeenVisit | undefined): Promise<SeenVisit> {
  const items = await world.partition(id);
  const of = (prefix: string) => items.filter(({ sk }) => sk.startsWith(prefix));
  const core = items.find(({ sk }) => sk === 'VISIT')!;
  const name = (epoch: number, run: number) => `${id}-${epoch}-${run}`;
  const current = name(core.epoch, core.run);
  const [first] = items.filter(({ sk }) => sk === 'REQUEST');
  const [view, unionView, timeline, execution, ghosts] = await Promise.all([
    world.person(core.school).visit(id),
    world.person(TOP_UNION).visit(id),
    world.person(TOP_UNION).timeline(id),
    world.machine.execution(current),
    ghostsOf(world, core, before, name),
  ]);
  return {
    ...{ id, core, view, unionView, timeline, execution, ghosts },
    seats: of('SEAT#').sort((a, b) => a.seat - b.seat),
    tasks: of('TASK#'),
    events: [...of('EVENT#'), ...of('MATCH#'), ...of('FILL#'), first!].sort(happenedBefore),
    text: JSON.stringify(items),
  };
}

/** The executions before the current one that run although nobody waits for them any more. */
async function ghostsOf(
  world: World,
  core: Item,
  before: SeenVisit | undefined,
  name: (epoch: number, run: number) => string,
): Promise<string[]> {
  const candidates = new Set(before?.ghosts ?? []);
  for (let epoch = before?.core.epoch ?? 1; epoch <= core.epoch; epoch++) {
    for (let run = 1; run <= 3; run++) if (epoch < core.epoch || run < core.run) candidates.add(name(epoch, run));
  }
  const statuses = await Promise.all([...candidates].map(async (each) => [each, await world.machine.status(each)] as const));
  return statuses.filter(([, status]) => status === 'RUNNING').map(([each]) => each);
}

export const partitionOf = (visit: string) => visitOf(CITY, visit);

/** Who sits where, as a text. */
export const lineUpOf = (seats: Item[]): string =>
  seats.flatMap(({ seat, speaker }) => (speaker === undefined ? [] : [`${seat}:${speaker}`])).join(' ');
