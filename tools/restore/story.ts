import { type AttributeValue, BatchWriteItemCommand, DynamoDBClient, type WriteRequest } from '@aws-sdk/client-dynamodb';
import type { SampleCity } from '../../demo/sample-city.ts';
import type { Items } from './point.ts';

/** Visits of the sample city, by how they stood at the point. */
export interface Visits {
  /** Waited for its union. */
  asked: string;
  /** Waited for its employer and its speaker, and went on after the point. */
  approved: string;
  /** Was agreed to by everybody, and cancelled after the point. */
  confirmed: string;
}

const wish = (city: SampleCity, days: number, speakerId: string) => ({ slots: [city.slot(days)], speakerId });

async function agree(city: SampleCity, visit: string): Promise<void> {
  const { school, seats } = await city.person('union-city').visit(visit);
  const [{ speakerId, releases }] = seats;
  for (const { employerId, need } of releases) if (need === 'required') await city.person(employerId).releases(visit);
  await city.person(speakerId).confirms(visit, 'speaker-confirmation');
  const { status } = await city.person('union-city').visit(visit);
  if (status === 'awaiting-school') await city.person(school.id).confirms(visit, 'school-confirmation');
}

/** What happens until the point: three visits on their way, and a night that seals the day. */
export async function untilThePoint(city: SampleCity): Promise<Visits> {
  const asked = await city.person('school-donghu-02').asksFor(wish(city, 30, 'speaker-003'));
  const approved = await city.person('school-xihu-02').asksFor(wish(city, 31, 'speaker-001'));
  const confirmed = await city.person('school-donghu-01').asksFor(wish(city, 32, 'speaker-006'));
  await city.person('union-xihu').approves(approved, { reserves: [] });
  await city.person('union-donghu').approves(confirmed, { reserves: [] });
  await agree(city, confirmed);
  await city.days(1);
  return { asked, approved, confirmed };
}

/** What happens after it, which the restore must undo: honest work, and what somebody did to the table who should not have. */
export async function afterThePoint(city: SampleCity, { asked, approved, confirmed }: Visits, items: Items): Promise<void> {
  await agree(city, approved);
  await city.person('school-donghu-01').post(`/v1/visits/${confirmed}/cancel`, { reasonCode: 'other' });
  await city.person('school-xihu-02').asksFor(wish(city, 33, 'speaker-002'));
  await city.settle();
  const client = new DynamoDBClient(city.cloud.aws);
  const TableName = city.cloud.model.tables[0]!.name;
  const damages = [...items.values()].flatMap((item): WriteRequest[] => {
    const { pk, sk } = item as { pk: { S: string }; sk: { S: string } };
    const isOf = (visit: string) => pk.S.endsWith(`#VISIT#${visit}`);
    if (isOf(asked) || pk.S.endsWith('#SPEAKER')) return [{ DeleteRequest: { Key: { pk, sk } } }];
    if (!isOf(confirmed) || !sk.S.startsWith('EVENT#')) return [];
    const Item = { ...item, at: { S: '2026-03-01T00:00:00.000Z' } } as unknown as Record<string, AttributeValue>;
    return [{ PutRequest: { Item } }];
  });
  for (let i = 0; i < damages.length; i += 25)
    await client.send(new BatchWriteItemCommand({ RequestItems: { [TableName]: damages.slice(i, i + 25) } }));
  client.destroy();
  await city.settle();
}

/** How visits stand, as the city's union sees them. */
export async function statuses(city: SampleCity, visits: Visits): Promise<Record<string, string>> {
  const found = Object.entries(visits).map(async ([name, id]) => {
    const { status, type } = await city.person('union-city').visit(id);
    return [name, status === 404 ? type : status] as const;
  });
  return Object.fromEntries(await Promise.all(found));
}

/** All three go on over the API, as if nothing had happened, until everybody has agreed. */
export async function goOn(city: SampleCity, { asked, approved }: Visits): Promise<void> {
  await city.person('union-donghu').approves(asked, { reserves: [] });
  await agree(city, asked);
  await agree(city, approved);
}
