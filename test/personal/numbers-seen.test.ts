import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { handler as tasks } from '../../functions/decisions/tasks-api.handler.ts';
import { handler as talent } from '../../functions/talent/talent-api.handler.ts';
import { handler as visits } from '../../functions/visits/visits-api.handler.ts';
import { CITY, cityItems, type people } from '../support/city.ts';
import { send } from '../support/http.ts';
import { identityItems, issuer } from '../support/sign-in.ts';
import { fakeTable } from '../support/table.ts';
import { core, coreItems, seat, task, today, visit } from '../support/visit.ts';

const table = fakeTable();
const oidc = issuer();
beforeAll(() => void vi.useFakeTimers({ toFake: ['Date'], now: today }));
afterAll(() => void vi.useRealTimers());
beforeEach(() => table.fill([...cityItems(), ...identityItems()]));

type Who = keyof typeof people;
const HANDLERS = { speakers: talent, visits, tasks };
const get = async (who: Who, target: string) => {
  const { pathname, searchParams } = new URL(target, 'http://here');
  const handler = HANDLERS[pathname.split('/')[2] as keyof typeof HANDLERS];
  return send(handler, 'GET', pathname, { token: await oidc.token(who), query: Object.fromEntries(searchParams) });
};
/** What was recorded, without what differs from record to record. */
const seen = () =>
  table.all().flatMap(({ pk, type, organisation, by, data }) => {
    if (!(pk as string).startsWith(`${CITY}#AUDIT#`)) return [];
    expect(pk).toBe(`${CITY}#AUDIT#${organisation}`);
    return [{ type, organisation, by, data }];
  });
const record = (
  who: Who,
  role: string,
  organisation: string,
  data: { speakers?: string[]; contacts?: string[]; visits?: string[] },
) => ({
  ...{ type: 'numbers-seen', organisation, by: { person: who, role, organisation } },
  data: { speakers: [], contacts: [], visits: [], ...data },
});

describe('a number of the pool', () => {
  test('that its union looks at is recorded each time: who, in which role, whose', async () => {
    for (let i = 0; i < 2; i++) expect((await get('superior', '/v1/speakers/s2')).body.phone).toBe('000-0000000');
    const once = record('superior', 'union', 'city-union', { speakers: ['s2'] });
    expect(seen()).toEqual([once, once]);
  });

  test('stands with all others of one answer in one record', async () => {
    const { body } = await get('superior', '/v1/speakers');
    expect(body.speakers.map(({ phone }: { phone?: string }) => phone)).toEqual(Array(5).fill('000-0000000'));
    expect(seen()).toEqual([record('superior', 'union', 'city-union', { speakers: ['s1', 's2', 's3', 's4', 's5'] })]);
  });

  test('is not recorded where nobody sees it, or its owner', async () => {
    expect((await get('worker', '/v1/speakers/s1')).body.phone).toBe('000-0000000');
    for (const who of ['officer', 'teacher', 'manager', 'inspector'] as const) await get(who, '/v1/speakers/s1');
    await get('teacher', '/v1/speakers');
    expect(seen()).toEqual([]);
  });

  test('is not shown when it cannot be recorded', async () => {
    table.meanwhile(() => {
      throw new Error('the table is away');
    });
    const { status, body } = await get('superior', '/v1/speakers/s2');
    expect(status).toBe(500);
    expect(JSON.stringify(body)).not.toContain('000-0000000');
  });
});

describe('the numbers of a visit', () => {
  const agreed = visit({ round: 1, approved: { 1: 1 }, schoolConfirmedAt: '2026-03-02T00:00:00.000Z' });
  const seats = [seat(1, 's1', { speakerConfirmedAt: '2026-03-02T00:00:00.000Z' })];
  const fill = (more: Parameters<typeof core>[0] = {}) =>
    table.fill([...cityItems(), ...identityItems(), ...coreItems(core({ visit: agreed, seats, ...more }))]);

  test('are recorded with the visit, for each who looks, in the capacity that shows them', async () => {
    fill();
    const { body } = await get('teacher', '/v1/visits/v1');
    expect([body.contact.phone, body.seats[0].speakerPhone]).toEqual(['000-1234567', '000-0000000']);
    await get('officer', '/v1/visits/v1');
    const what = { speakers: ['s1'], contacts: ['v1'], visits: ['v1'] };
    expect(seen()).toEqual(
      expect.arrayContaining([
        record('teacher', 'school', 'school-1', what),
        record('officer', 'union', 'district-union', what),
      ]),
    );
    expect(seen()).toHaveLength(2);
  });

  test('that a speaker sees are the contact’s, recorded with the union that is responsible', async () => {
    fill();
    const { body } = await get('worker', '/v1/visits/v1');
    expect([body.contact.phone, body.seats[0].speakerPhone]).toEqual(['000-1234567', '000-0000000']);
    expect(seen()).toEqual([
      {
        ...record('worker', 'speaker', 'district-union', { contacts: ['v1'], visits: ['v1'] }),
        by: { person: 'worker', role: 'speaker' },
      },
    ]);
  });

  test('in an inbox are recorded, too', async () => {
    fill({ tasks: [task('union-approval')] });
    expect((await get('officer', '/v1/tasks?visit=v1')).body.tasks[0].visit.contact.phone).toBe('000-1234567');
    await get('officer', '/v1/tasks/v1.1.union-approval.0.1');
    const one = record('officer', 'union', 'district-union', { contacts: ['v1'], visits: ['v1'] });
    expect(seen()).toEqual([one, one]);
  });
});
