import { DeleteItemCommand, DynamoDBClient, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod/mini';
import type { Json } from '../../demo/actor.ts';
import { SampleCity } from '../../demo/sample-city.ts';
import { type ChainEnd, hashOf } from '../../functions/audit/chain.ts';
import { getAudit } from '../../functions/audit/contract.ts';
import { rowOf } from '../../functions/audit/ledger.ts';
import { erase } from '../../functions/audit/personal.ts';
import { sealOf } from '../../functions/audit/seal.ts';
import type { Item } from '../../functions/platform/writes.ts';
import { Books } from '../../tools/audit/books.ts';
import type { Stored } from '../../tools/audit/table.ts';
import { stored } from './table.ts';
import { goesOn } from './way.ts';

/** A visit that goes on over two days, an employer's permission; and what stood in the table after the second night. */
let table: Map<string, Stored>;
let visit: string;
/** What is asked of the API, and answered while the city was there. */
const asked: Record<string, { status: number; body: Json }> = {};
const QUESTIONS: [who: string, query: string][] = [
  ['union-donghu', 'organisation=union-donghu&month=2026-03'],
  ['union-city', 'organisation=union-donghu&day=2026-03-03'],
  ['union-city', 'organisation=employer-01&month=2026-03'],
  ['union-city', 'organisation=employer-01&month=2026-03&limit=1'],
  ['education-city', 'organisation=education-donghu&day=2026-03-02'],
  ['union-donghu', 'organisation=employer-01&month=2026-03'],
  ['education-donghu', 'organisation=union-donghu&month=2026-03'],
  ['employer-02', 'organisation=employer-01&month=2026-03'],
  ['union-city', 'organisation=shili-union-city&month=2026-03'],
  ['union-city', 'organisation=nobody&month=2026-03'],
  ['union-city', ''],
  ['union-city', `visit=x&organisation=union-donghu`],
  ['union-city', `visit=x&limit=5`],
  ['union-city', 'organisation=union-donghu'],
  ['union-city', 'organisation=union-donghu&month=2026-03&day=2026-03-02'],
  ['union-city', 'organisation=union-donghu&month=2026-13'],
  ['union-city', 'organisation=union-donghu&month=2026-03&cursor=x'],
];

beforeAll(async () => {
  const city = await SampleCity.begin('2026-03-02T09:00:00+08:00');
  const ask = async (who: string, query: string) => city.person(who).get(`/v1/audit?${query}`);
  try {
    const wish = city.request({ notes: '示例：请带焊枪' });
    visit = (await city.person('school-donghu-02').post('/v1/visits', wish, { 'idempotency-key': 'one' })).body.id;
    await city.settle();
    const permission = { hoursPerMonth: 8, from: '2026-03-01', to: '2026-12-31' };
    await city.person('employer-01').post('/v1/speakers/speaker-001/permission', permission);
    await city.person('employer-01').post('/v1/speakers/speaker-001/permission', { ...permission, hoursPerMonth: 4 });
    await city.until('2026-03-03T10:00:00+08:00');
    await goesOn(city, visit, 'confirmed');
    await city.until('2026-03-04T10:00:00+08:00');
    table = await stored(city);
    for (const [who, query] of QUESTIONS) asked[`${who} ${query}`] = await ask(who, query);
    const { cursor } = answerTo('union-city', 'organisation=employer-01&month=2026-03&limit=1').body;
    asked.next = await ask('union-city', `organisation=employer-01&month=2026-03&limit=1&cursor=${cursor}`);
    asked.foreign = await ask('union-city', `organisation=employer-02&month=2026-03&limit=1&cursor=${cursor}`);
    await tamper(city);
    asked.tampered = await ask('union-city', 'organisation=employer-01&month=2026-03');
    await tamperWithEvent(city);
    asked.changed = await ask('union-city', `organisation=${pool()}&month=2026-03`);
  } finally {
    await city.end();
  }
});

async function tamper({ cloud }: SampleCity): Promise<void> {
  const [row] = rows(isLedgerOf('2026-03-02', 'employer-01'));
  const Key = { pk: { S: row!.pk }, sk: { S: row!.sk } };
  const client = new DynamoDBClient(cloud.aws);
  await client.send(new DeleteItemCommand({ TableName: cloud.model.tables[0]!.name, Key }));
  client.destroy();
}

async function tamperWithEvent({ cloud }: SampleCity): Promise<void> {
  const { pk, sk } = poolEvent();
  const client = new DynamoDBClient(cloud.aws);
  await client.send(
    new UpdateItemCommand({
      ...{ TableName: cloud.model.tables[0]!.name, Key: { pk: { S: pk }, sk: { S: sk } } },
      UpdateExpression: 'SET #type = :type',
      ExpressionAttributeNames: { '#type': 'type' },
      ExpressionAttributeValues: { ':type': { S: 'nothing' } },
    }),
  );
  client.destroy();
}

/** The union that owns the entry of the speaker whose hours were permitted. */
const pool = () => one(({ pk, sk }) => pk.endsWith('#SPEAKER') && sk === 'speaker-001').union as string;
const poolEvent = () => one(({ pk, type }) => pk.endsWith(`#AUDIT#${pool()}`) && type === 'speaker-changed');

const answerTo = (who: string, query: string) => asked[`${who} ${query}`]!;
const rows = (fits: (item: Stored) => boolean): Stored[] => [...table.values()].filter(fits);
const one = (fits: (item: Stored) => boolean): Stored => rows(fits)[0]!;
const isChain = ({ pk }: Stored) => pk.endsWith(`#VISIT#${visit}`);
const isLink = (item: Stored) => isChain(item) && item.n !== undefined;
const isLedgerOf =
  (day: string, organisation: string) =>
  ({ pk, sk }: Stored) =>
    pk.endsWith('#LEDGER') && sk.startsWith(`${day}#${organisation}#`);
const sealOn = (day: string) => one(({ pk, sk }) => pk.endsWith('#SEAL#union-donghu') && sk === day);

/** What the check says of the table with some items changed, or taken out. */
function check(changed: [Stored, Item | undefined][] = []): string[] {
  const items = new Map(table);
  for (const [{ pk, sk }, item] of changed)
    if (item) items.set(`${pk} ${sk}`, { ...item, pk, sk });
    else items.delete(`${pk} ${sk}`);
  const books = new Books();
  for (const partition of Map.groupBy(items.values(), ({ pk }) => pk).values()) books.take(partition);
  return books.findings();
}

describe('whoever checks the table', () => {
  test('finds it whole: each night sealed what the day before had brought', () => {
    expect(check()).toEqual([]);
    const seals = rows(({ pk }) => pk.includes('#SEAL#')).map(({ organisation, day, n }) => `${organisation} ${day} ${n}`);
    const [pool] = rows(({ pk, sk }) => pk.endsWith('#SPEAKER') && sk === 'speaker-001');
    expect(seals.sort()).toEqual(
      [
        'employer-01 2026-03-02 1',
        `${pool!.union} 2026-03-02 1`,
        'union-donghu 2026-03-02 1',
        'union-donghu 2026-03-03 2',
        // Whoever looked at the contact's number of the visit.
        'school-donghu-02 2026-03-03 1',
        'union-city 2026-03-03 1',
      ].sort(),
    );
  });

  test('finds a visit whose whole chain was written anew, although it is whole in itself', () => {
    let head = '';
    const anew = rows(isLink)
      .sort((a, b) => Number(a.n) - Number(b.n))
      .map((link): [Stored, Item] => {
        const forged =
          link.type === 'union-approved' ? { ...link, by: { ...(link.by as Item), person: 'person-union-xihu' } } : link;
        head = hashOf(head, forged);
        return [link, { ...forged, hash: head }];
      });
    const item = one((each) => isChain(each) && each.sk === 'VISIT');
    expect(check([...anew, [item, { ...item, head }]])).toEqual([
      expect.stringMatching(new RegExp(`^visit ${visit} of nanchang: event \\d+ changed, by the ledger of 2026-03-03$`)),
    ]);
  });

  test('finds a visit that was removed, with all that belongs to it or but for its events', () => {
    const all = rows(isChain);
    expect(check(all.map((item) => [item, undefined]))).toEqual([
      expect.stringMatching(new RegExp(`^visit ${visit} of nanchang: event \\d+ missing, by the ledger of 2026-03-02$`)),
    ]);
    expect(check([[one((each) => isChain(each) && each.sk === 'VISIT'), undefined]])).toEqual([
      `visit ${visit} of nanchang: the visit is missing`,
    ]);
  });

  test('finds that the last events were taken off a chain, and its end with them', () => {
    const { events } = one((each) => isChain(each) && each.sk === 'VISIT') as unknown as ChainEnd;
    const last = one((each) => isLink(each) && each.n === events);
    const before = one((each) => isLink(each) && each.n === events! - 1);
    const item = one((each) => isChain(each) && each.sk === 'VISIT');
    const cut: [Stored, Item | undefined][] = [
      [last, undefined],
      [item, { ...item, events: events! - 1, head: before.hash }],
    ];
    expect(check(cut)).toEqual([`visit ${visit} of nanchang: event ${events} missing, by the ledger of 2026-03-03`]);
  });

  test.each([
    ['changed', (event: Stored) => ({ ...event, data: { ...(event.data as Item), to: [null] } })],
    ['missing', () => undefined],
  ])('finds an organisation’s event that is %s', (why, change) => {
    const event = one(({ pk }) => pk.endsWith('#AUDIT#employer-01'));
    expect(check([[event, change(event)]])).toEqual([
      `organisation employer-01 of nanchang: event ${event.id} ${why}, by the ledger of 2026-03-02`,
    ]);
  });

  test('finds a seal that was removed, the last one too', () => {
    expect(check([[sealOn('2026-03-03'), undefined]])).toEqual([
      'organisation union-donghu of nanchang: the seal of 2026-03-03 is missing',
    ]);
    expect(check([[sealOn('2026-03-02'), undefined]])).toEqual([
      'organisation union-donghu of nanchang: the seal of 2026-03-02 is missing',
      'organisation union-donghu of nanchang: the seal before that of 2026-03-03 is missing or another one',
    ]);
  });

  test('finds a row of the ledger that was changed or taken out, and a seal made anew over what is left', () => {
    const row = one(isLedgerOf('2026-03-02', 'union-donghu'));
    expect(check([[row, undefined]])).toEqual([
      'organisation union-donghu of nanchang: the ledger of 2026-03-02 is not the one that was sealed',
    ]);
    const forged = { ...row, hash: 'forged' };
    expect(check([[row, forged]])).toContain(
      'organisation union-donghu of nanchang: the ledger of 2026-03-02 is not the one that was sealed',
    );
    const of = { city: 'nanchang', organisation: 'union-donghu', day: '2026-03-02' };
    const others = rows((each) => isLedgerOf('2026-03-02', 'union-donghu')(each) && each !== row);
    const anew = sealOf(of, others.map(rowOf), undefined);
    expect(
      check([
        [row, undefined],
        [sealOn('2026-03-02'), anew],
      ]),
    ).toEqual(['organisation union-donghu of nanchang: the seal before that of 2026-03-03 is missing or another one']);
    expect(check([[sealOn('2026-03-02'), { ...sealOn('2026-03-02'), entries: 7 }]])).toEqual([
      'organisation union-donghu of nanchang: the seal of 2026-03-02 is not as it was made',
    ]);
  });

  test('finds everything whole after what is personal was erased', () => {
    const erased = rows(isLink).map((link): [Stored, Item] => [link, erase(erase(link, 'data.contact'), 'data.notes')]);
    expect(JSON.stringify(erased.map(([, item]) => item))).not.toContain('焊枪');
    expect(check(erased)).toEqual([]);
  });
});

test('nothing that is kept for an audit runs out', () => {
  const kind = (pk: string) => (pk.startsWith('LINK#') ? 'LINK' : pk.split('#')[1]!);
  const running = new Set(rows(({ ttl }) => ttl !== undefined).map(({ pk }) => kind(pk)));
  expect(['IDEMPOTENCY', 'LINK', 'NOTICES']).toEqual(expect.arrayContaining([...running]));
});

describe('an organisation’s trail', () => {
  test('shows a month’s seals, whole, and its own events by ids alone', () => {
    const { status, body } = answerTo('union-donghu', 'organisation=union-donghu&month=2026-03');
    expect([status, body.seals.map(({ day, n }: Json) => [day, n])]).toEqual([
      200,
      [
        ['2026-03-02', 1],
        ['2026-03-03', 2],
      ],
    ]);
    expect(body).not.toHaveProperty('broken');
    const employer = answerTo('union-city', 'organisation=employer-01&month=2026-03').body;
    expect(employer.entries).toMatchObject([
      { type: 'permission-changed', by: { person: 'person-employer-01', role: 'employer' }, request: expect.any(String) },
      {
        type: 'permission-changed',
        data: { speaker: 'speaker-001', from: [{ hoursPerMonth: 8 }], to: [{ hoursPerMonth: 4 }] },
      },
    ]);
    expect(JSON.stringify(employer)).not.toMatch(/示例|"name"/);
    for (const answer of [body, employer]) expect(z.safeParse(getAudit.answer, answer).error?.issues ?? []).toEqual([]);
  });

  test('shows a single day, whose seal hangs on the one before', () => {
    const { body } = answerTo('union-city', 'organisation=union-donghu&day=2026-03-03');
    expect(body).toMatchObject({ seals: [{ day: '2026-03-03', n: 2, previous: sealOn('2026-03-02').hash }] });
    // In confirming the visit they looked at the contact's number.
    expect(body.entries).toMatchObject([
      { type: 'numbers-seen', by: { organisation: 'union-donghu' }, data: { visits: [visit] } },
    ]);
    expect(body).not.toHaveProperty('broken');
  });

  test('comes page by page, with a cursor that is good for this organisation only', () => {
    const first = answerTo('union-city', 'organisation=employer-01&month=2026-03&limit=1').body;
    expect([first.entries, asked.next!.body.entries].map(({ length }) => length)).toEqual([1, 1]);
    expect(first.entries[0].id).not.toBe(asked.next!.body.entries[0].id);
    expect(asked.next!.body).not.toHaveProperty('cursor');
    expect(asked.foreign).toMatchObject({ status: 422, body: { errors: [{ path: 'cursor' }] } });
  });

  test('says what is broken', () => {
    expect(asked.tampered!.body.broken).toEqual({ day: '2026-03-02', why: 'ledger' });
    expect(asked.changed).toMatchObject({
      status: 200,
      body: { broken: { day: '2026-03-02', id: poolEvent().id, why: 'event' } },
    });
  });

  test('is for the organisation’s own line; others hear “not found” as for one that does not exist', () => {
    expect(answerTo('education-city', 'organisation=education-donghu&day=2026-03-02').status).toBe(200);
    const unknown = answerTo('union-city', 'organisation=nobody&month=2026-03');
    expect(unknown.status).toBe(404);
    for (const [who, query] of [
      ['union-donghu', 'organisation=employer-01&month=2026-03'],
      ['education-donghu', 'organisation=union-donghu&month=2026-03'],
      ['employer-02', 'organisation=employer-01&month=2026-03'],
      ['union-city', 'organisation=shili-union-city&month=2026-03'],
    ] as const)
      expect([who, answerTo(who, query).body]).toEqual([who, unknown.body]);
  });

  test.each([
    ['', 'visit required'],
    ['visit=x&organisation=union-donghu', 'organisation with-visit'],
    ['visit=x&limit=5', 'limit with-visit'],
    ['organisation=union-donghu', 'month required'],
    ['organisation=union-donghu&month=2026-03&day=2026-03-02', 'day with-month'],
    ['organisation=union-donghu&month=2026-13', 'month month'],
    ['organisation=union-donghu&month=2026-03&cursor=x', 'cursor cursor'],
  ])('%s is refused with its field', (query, expected) => {
    const { status, body } = answerTo('union-city', query);
    expect([status, ...body.errors.map(({ path, code }: Json) => `${path} ${code}`)]).toEqual([422, expected]);
  });
});
