import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { handler } from '../../functions/visits/visits-api.handler.ts';
import { cityItems, type people } from '../support/city.ts';
import { send } from '../support/http.ts';
import { happened } from '../support/record.ts';
import { identityItems, issuer } from '../support/sign-in.ts';
import { fakeTable } from '../support/table.ts';
import { core, coreItems, request, seat, today, visit } from '../support/visit.ts';

const table = fakeTable();
const oidc = issuer();
beforeAll(() => void vi.useFakeTimers({ toFake: ['Date'], now: today }));
afterAll(() => void vi.useRealTimers());
beforeEach(() => table.fill([...cityItems(), ...identityItems()]));

type Who = keyof typeof people;
const record = async (more: Record<string, unknown> = {}, key?: string, who: Who = 'teacher') =>
  send(handler, 'POST', '/v1/visits/recorded', {
    token: await oidc.token(who),
    body: happened(more),
    ...(key !== undefined && { headers: { 'idempotency-key': key } }),
  });
const get = async (path: string, who: Who = 'teacher') => send(handler, 'GET', path, { token: await oidc.token(who) });
const visits = () => table.under('VISIT');
const errors = ({ body }: Awaited<ReturnType<typeof record>>) =>
  body.errors?.map(({ path, code }: Record<string, string>) => `${path} ${code}`);

describe('an activity is recorded', () => {
  test('by its school, which is answered with the visit as it reads it there, but for the number', async () => {
    const created = await record();
    expect(created).toMatchObject({ status: 201, body: { status: 'closed', origin: 'recorded' } });
    const read = await get(String(created.headers.location));
    const { phone, ...contact } = read.body.contact;
    expect({ ...read.body, contact }).toEqual(created.body);
    expect(phone).toBe('000-1234567');
    expect(read.headers.etag).toBe(created.headers.etag);
  });

  test('by the union of the school’s unit and its superior, which must name the school', async () => {
    for (const who of ['officer', 'superior'] as const)
      expect(await record({ schoolId: 'school-1', notDouble: true }, undefined, who)).toMatchObject({
        status: 201,
        body: { requestedBy: { role: 'union' } },
      });
    expect(errors(await record({}, undefined, 'officer'))).toEqual(['schoolId school-required']);
  });

  test('by nobody for a school that is not theirs, and by no other role', async () => {
    expect(errors(await record({ schoolId: 'school-2' }))).toEqual(['schoolId unknown-school']);
    for (const who of ['inspector', 'manager', 'worker', 'stranger'] as const)
      expect(await record({ schoolId: 'school-1' }, undefined, who)).toMatchObject({ status: 403 });
    expect(visits()).toEqual([]);
  });

  test('with all its speakers in their order, also the tenth and those behind', async () => {
    const speakersPresent = ['s5', 's3', 's1', 's2', 's4'];
    const entry = table.all().find(({ pk, sk }) => String(pk).endsWith('#SPEAKER') && sk === 's1')!;
    const more = Array.from({ length: 7 }, (_, i) => `m${i}`);
    for (const id of more) table.change(entry.pk as string, id, { ...entry, sk: id, id });
    const { body } = await record({ speakersPresent: [...speakersPresent, ...more] });
    const { seats } = (await get(`/v1/visits/${body.id}`)).body;
    expect(seats.map(({ speakerId }: { speakerId: string }) => speakerId)).toEqual([...speakersPresent, ...more]);
  });
});

describe('recorded once more', () => {
  test('it is asked about, and taken when whoever records says that it is another', async () => {
    const { body } = await record();
    const other = { schoolId: 'school-1', speakersPresent: ['s3', 's5'] };
    expect(await record(other, 'key-1', 'officer')).toMatchObject({
      status: 409,
      body: {
        type: 'possible-double',
        doubles: [
          {
            visitId: body.id,
            day: '2026-02-27',
            schoolId: 'school-1',
            schoolName: '示例school-1',
            speakers: ['s1', 's3'],
            status: 'closed',
          },
        ],
      },
    });
    expect(visits()).toHaveLength(1);
    expect(await record({ ...other, notDouble: true }, 'key-1', 'officer')).toMatchObject({ status: 201 });
    expect(visits()).toHaveLength(2);
  });

  test('with the same key it is the same, and no double of itself', async () => {
    const first = await record({}, 'key-1');
    expect(await record({}, 'key-1')).toMatchObject({ status: 201, body: { id: first.body.id } });
    const [one, other] = await Promise.all([
      record({ speakersPresent: ['s4'] }, 'key-2'),
      record({ speakersPresent: ['s4'] }, 'key-2'),
    ]);
    expect(one?.body.id).toBe(other?.body.id);
    expect(visits()).toHaveLength(2);
    expect(await record({ costYuan: 1 }, 'key-1')).toMatchObject({ status: 422, body: { type: 'idempotency-key-reused' } });
  });
});

describe('asked about is also', () => {
  const planned = { start: '2026-02-27T01:00:00.000Z', end: '2026-02-27T02:00:00.000Z' };
  const known = (more: Parameters<typeof visit>[0] = {}, otherSchools: string[] = []) =>
    core({
      visit: visit({ slot: { index: 0, ...planned }, ...more }),
      request: request({ slots: [planned], otherSchools }),
      seats: [seat(1, 's1', { speakerConfirmedAt: planned.start })],
    });
  const given = (...args: Parameters<typeof known>) => {
    const when = `${planned.start}#v1`;
    const [item, ...others] = coreItems(known(...args));
    const listed = args[1]?.map((school) => ({
      pk: item!.pk,
      sk: `WITH#${school}`,
      visit: 'v1',
      when,
      party1: `nc#${school}`,
    }));
    const own = { ...item!, when, party1: `nc#${known(...args).visit.school}` };
    table.fill([...cityItems(), ...identityItems(), own, ...others, ...(listed ?? [])]);
  };

  test('a visit of that day that went its way here and waits for its statistics', async () => {
    given({ approved: { 1: 1 }, schoolConfirmedAt: planned.start });
    expect((await record()).body.doubles).toMatchObject([{ visitId: 'v1', status: 'awaiting-statistics' }]);
  });

  test('one in which the school took part beside another', async () => {
    given({ school: 'school-2' }, ['school-1']);
    expect((await record()).body.doubles).toMatchObject([{ visitId: 'v1', schoolId: 'school-2', schoolName: '示例school-2' }]);
  });

  test('not one that was cancelled', async () => {
    given({ ended: { status: 'cancelled', at: planned.start, reasons: [] } });
    expect((await record()).status).toBe(201);
  });
});
