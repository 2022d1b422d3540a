import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, GetCommand, PutCommand, paginateScan } from '@aws-sdk/lib-dynamodb';
import type { Json } from '../../demo/actor.ts';
import { SampleCity } from '../../demo/sample-city.ts';
import { personKey } from '../../functions/platform/keys.ts';
import { FORGERIES, type Forgery, forge } from './tokens.ts';
import { PLACES, type Place } from './words.ts';

/** People whom none of the ground's visits concerns, in every role and in two cities. */
const STRANGERS = [
  ...['school-xihu-02', 'union-xihu', 'employer-04', 'education-xihu', 'speaker-002', 'person-two-roles'],
  ...['shili-school-01', 'shili-education-east'],
];
/** People whom they do concern: what they send is refused for what it says, or accepted. */
const PARTIES = [
  ...['school-donghu-02', 'school-donghu-01', 'union-donghu', 'union-city', 'union-qingshanhu', 'union-jingkai'],
  ...['employer-01', 'employer-02', 'speaker-001', 'speaker-003', 'education-donghu'],
];
/** People who look after organisations that have no part in the visits. */
const ADMINISTRATORS = ['school-xihu-01', 'union-anyi', 'education-anyi'];
/** As whom a forged token would like to act. */
const VICTIM = 'person-union-city';

/** What nobody of them may ever read: put into visits here, or kept of others. */
const SECRETS = ['暗号甲', '暗号乙', '199-7777-0001', '199-7777-0002'];

export type Table = Map<string, Record<string, unknown>>;
export type Crowd = 'strangers' | 'parties';

const at = (all: readonly string[], number: number): string => all[number % all.length]!;

/**
 * The sample city with some visits that are others', and what a fuzzer needs of it: ids to put in, tokens, and how to see that
 * nothing was read or written.
 */
export class Ground {
  readonly city: SampleCity;
  readonly secrets: readonly string[];
  readonly #places: Record<Place, string>;
  readonly #people: Record<Crowd, string[]>;
  readonly #forged: Record<Forgery, string | undefined>;

  private constructor(
    city: SampleCity,
    places: Record<Place, string>,
    people: Record<Crowd, string[]>,
    forged: Record<Forgery, string | undefined>,
    secrets: string[],
  ) {
    this.city = city;
    this.#places = places;
    this.#people = people;
    this.#forged = forged;
    this.secrets = secrets;
  }

  /** @param options such as a seed of its own */
  static async begin(options: Parameters<typeof SampleCity.begin>[1] = {}): Promise<Ground> {
    const city = await SampleCity.begin('2026-03-02T09:00:00+08:00', options);
    if (!city.cloud.url.startsWith('http://127.0.0.1:')) throw new Error(`${city.cloud.url} is not this machine`);
    const places = await settle(city);
    await administerNothing(city, [...STRANGERS, ...PARTIES]);
    const tokens = (ids: string[]) => Promise.all(ids.map((id) => city.person(id).token()));
    const people = { strangers: await tokens(STRANGERS), parties: await tokens([...PARTIES, ...ADMINISTRATORS]) };
    const forged = await forge(city.cloud.url, people.strangers[0]!, VICTIM);
    const pool = ['speaker-001', 'speaker-003', 'speaker-004'];
    const phones = await Promise.all(pool.map(async (id) => (await city.person(id).get(`/v1/speakers/${id}`)).body.phone));
    const ground = new Ground(city, places, people, forged, [...SECRETS, ...phones]);
    const taskTokens = [...(await ground.table()).values()].flatMap(({ token }) => (typeof token === 'string' ? [token] : []));
    return new Ground(city, places, people, forged, [...ground.secrets, ...taskTokens]);
  }

  end(): Promise<void> {
    return this.city.end();
  }

  /** A text with the ids of this run in it. */
  filled(text: string): string {
    return PLACES.reduce((filled, place) => filled.replaceAll(`§${place}§`, () => this.#places[place]), text);
  }

  /** The `Authorization` header of one of a crowd, or of a forgery. */
  authorization(crowd: Crowd, as: number | Forgery): string | undefined {
    return typeof as === 'number' ? `Bearer ${at(this.#people[crowd], as)}` : this.#forged[as];
  }

  /** What one of the crowd may never read. */
  secretsFrom(crowd: Crowd): readonly string[] {
    // Of the other city's visit nobody here is a party; a task's token is nobody's.
    return crowd === 'strangers' ? this.secrets : this.secrets.filter((each) => each.endsWith('乙') || each.length > 40);
  }

  whoIs = (crowd: Crowd, as: number | Forgery): string =>
    typeof as === 'number' ? at(crowd === 'strangers' ? STRANGERS : [...PARTIES, ...ADMINISTRATORS], as) : as;

  /** The id under which one of the crowd is stored. */
  idOf = (crowd: Crowd, as: number): string => this.city.person(this.whoIs(crowd, as)).id;

  /** Everything that is stored, by key. */
  async table(): Promise<Table> {
    const client = new DynamoDBClient(this.city.cloud.aws);
    const items: Table = new Map();
    const TableName = this.city.cloud.model.tables[0]!.name;
    const pages = paginateScan({ client: DynamoDBDocumentClient.from(client) }, { TableName, ConsistentRead: true });
    for await (const { Items = [] } of pages) for (const item of Items) items.set(`${item.pk} ${item.sk}`, item);
    client.destroy();
    return items;
  }
}

/** Leaves people their roles, but nothing to look after: who administers an organisation may of course change what stands of it. */
async function administerNothing(city: SampleCity, ids: readonly string[]): Promise<void> {
  const client = new DynamoDBClient(city.cloud.aws);
  const documents = DynamoDBDocumentClient.from(client);
  const TableName = city.cloud.model.tables[0]!.name;
  for (const id of ids.map((each) => city.person(each).id)) {
    const Key = personKey(id.includes('shili') ? 'shili' : 'nanchang', id);
    const { Item } = await documents.send(new GetCommand({ TableName, Key }));
    const memberships = Item?.memberships.filter(({ role }: Json) => role !== 'administrator');
    await documents.send(new PutCommand({ TableName, Item: { ...Item, memberships } }));
  }
  client.destroy();
}

export const isForgery = (as: number | Forgery): as is Forgery => FORGERIES.some((each) => each === as);

/** Visits in which secrets stand, half-way, so that there is something to decide and to change. */
async function settle(city: SampleCity): Promise<Record<Place, string>> {
  const wish = (which: '甲' | '乙', number: number, more: Json) => ({
    slots: [city.slot(18)],
    contact: { name: `暗号${which}`, phone: `199-7777-000${number}` },
    notes: `暗号${which}：请从侧门进`,
    address: `暗号${which}路1号`,
    ...more,
  });
  const [school, union] = [city.person('school-donghu-02'), city.person('union-donghu')];
  const visit = await school.asksFor(wish('甲', 1, { speakerId: 'speaker-003' }));
  const { id: task } = await union.task(visit, 'union-approval');
  await union.approves(visit, { reserves: [] });
  const { id: openTask } = await city.person('employer-01').task(visit, 'employer-release');
  const evidence = { channel: 'phone', evidence: '暗号甲：来电', schoolId: 'school-donghu-01' };
  const otherVisit = await union.asksFor(wish('甲', 1, { ...evidence, speakerId: 'speaker-001' }));
  const other = city.person('shili-school-03');
  const cityVisit = await other.asksFor(wish('乙', 2, { levels: ['kindergarten'], topics: [] }));
  const [asked] = await city.person('shili-union-west').inbox();
  const { cursor } = (await city.person('union-city').get('/v1/visits?limit=1')).body;
  const etag = (await school.get(`/v1/visits/${visit}`)).headers.get('etag') ?? '';
  return { visit, otherVisit, cityVisit, task, openTask, cityTask: asked?.id ?? '', cursor, etag };
}
