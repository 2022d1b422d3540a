import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Json } from '../../demo/actor.ts';
import { SampleCity } from '../../demo/sample-city.ts';
import { contracts } from '../../functions/meta/openapi.ts';

/**
 * An id that is somebody else's answers like one that does not exist, in status, body and work done: the same calls of the table, kind
 * by kind, as the gateway meters them; only what a read weighs follows the size of what was found. Who asks about a union for the
 * first time within a minute also waits for that union's own record.
 */
let city: SampleCity;
/** Two visits that the strangers do not take part in: one half-way, one of the other city. */
let foreign: { visit: string; tasks: string[]; calendar: string };
let elsewhere: string;

beforeAll(async () => {
  city = await SampleCity.begin('2026-03-02T09:00:00+08:00');
  const visit = await city.person('school-donghu-02').asksFor({ slots: [city.slot(18)], speakerId: 'speaker-003' });
  await city.person('union-donghu').approves(visit, { reserves: [] });
  await city.person('employer-01').releases(visit);
  await city.person('employer-02').releases(visit);
  const made = await city.person('school-donghu-02').post('/v1/calendars', { of: { organisation: 'school-donghu-02' } });
  foreign = {
    visit,
    calendar: made.body.id,
    tasks: ['union-approval.0.1', 'employer-release.1.1.employer-01', 'speaker-confirmation.1.1'].map(
      (name) => `${visit}.1.${name}`,
    ),
  };
  elsewhere = await city.person('shili-school-03').asksFor({ slots: [city.slot(18)], levels: ['kindergarten'], topics: [] });
});
afterAll(() => city?.end());

const STRANGERS = ['school-xihu-02', 'union-xihu', 'employer-04', 'education-xihu', 'speaker-002'];
const UNKNOWN = '1aaaaaaaaaaaaaaaaa';
const unknownTask = (task: string) => task.replace(foreign.visit, UNKNOWN);

/** The answer to a request, and what it cost. */
async function asked(who: string, method: string, path: string, body: object | string | undefined) {
  const actor = city.person(who);
  const headers = { 'idempotency-key': 'one', ...(typeof body === 'string' && { 'content-type': 'application/pdf' }) };
  const send = () =>
    method === 'GET' ? actor.get(path) : method === 'PATCH' ? actor.patch(path, body) : actor.post(path, body, headers);
  // Organisations are kept in memory for a minute.
  await send();
  city.cloud.meter.start();
  const { status, body: said, headers: told } = await send();
  const { byAction } = city.cloud.meter.stop();
  const work = Object.fromEntries(Object.entries(byAction).map(([action, { calls, write }]) => [action, { calls, write }]));
  return { status, said, type: told.get('content-type'), etag: told.get('etag'), work };
}

/** Requests by route; `id` is put in. */
const why = { reasonCode: 'other' };
const BODIES: Record<string, Json> = {
  'POST /v1/visits/{id}/cancel': why,
  'POST /v1/visits/{id}/reschedule': {
    slots: [{ start: '2026-04-20T14:00:00+08:00', end: '2026-04-20T15:00:00+08:00' }],
    ...why,
  },
  'POST /v1/visits/{id}/shift': { start: '2026-03-20T15:00:00+08:00', end: '2026-03-20T16:30:00+08:00', ...why },
  'POST /v1/visits/{id}/withdraw': { seat: 1, ...why },
  'POST /v1/visits/{id}/replace-speaker': { seat: 1, speakerId: 'speaker-001', ...why },
  'POST /v1/visits/{id}/letters': { kind: 'confirmation' },
  'POST /v1/visits/{id}/letters/{number}/copy': '%PDF-1.7 示例',
  'POST /v1/tasks/{id}/link': {},
  'POST /v1/tasks/{id}/decision': { outcome: 'decline', reasonCode: 'work' },
  'POST /v1/tasks/{id}/objection': why,
  'PATCH /v1/organisations/{id}': { name: '示例' },
  'POST /v1/organisations/{id}/robots': {
    kind: 'wecom',
    url: 'https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=sample-1',
  },
  'POST /v1/organisations/{id}/merger': { successor: 'school-xihu-02' },
  'POST /v1/calendars/{id}/revocation': {},
  'POST /v1/people/{id}/memberships': { organisation: 'school-xihu-02', role: 'school' },
  'POST /v1/people/{id}/departure': { organisation: 'school-xihu-02' },
  'POST /v1/people/{id}/delegations': {
    organisation: 'school-xihu-02',
    to: 'person-school-xihu-02',
    until: '2026-04-01T00:00:00Z',
  },
  'POST /v1/people/{id}/sign-out': {},
  'POST /v1/people/{id}/correction': { name: '示例' },
  'POST /v1/people/{id}/erasure': { reasonCode: 'requested' },
  'POST /v1/speakers/{id}/permission': { hoursPerMonth: 8, from: '2026-03-01', to: '2026-12-31' },
};

async function same(who: string, method: string, route: string, ids: [string, string], body = BODIES[`${method} ${route}`]) {
  const [one, other] = [
    await asked(who, method, route.replace('{id}', ids[0]), body),
    await asked(who, method, route.replace('{id}', ids[1]), body),
  ];
  expect({ who, route, ...one }).toEqual({ who, route, ...other });
  return one;
}

const routes = contracts.filter(({ path }) => path.includes('{id}'));

test.each(routes.map(({ method, path }) => [method, path] as const))('%s %s', async (method, path) => {
  for (const who of STRANGERS) {
    if (path.startsWith('/v1/visits')) {
      for (const id of [foreign.visit, elsewhere]) expect((await same(who, method, path, [id, UNKNOWN])).status).toBe(404);
    } else if (path.startsWith('/v1/tasks')) {
      for (const id of foreign.tasks) expect((await same(who, method, path, [id, unknownTask(id)])).status).toBe(404);
    } else if (path.startsWith('/v1/organisations')) {
      // Those of one's own city are known to everybody; another city's do not exist.
      expect((await same(who, method, path, ['shili-school-01', 'school-9999'])).status).toBe(404);
    } else if (path.startsWith('/v1/calendars')) {
      expect((await same(who, method, path, [foreign.calendar, UNKNOWN])).status).toBe(404);
    } else if (path.startsWith('/v1/people')) {
      for (const id of ['person-school-donghu-02', 'person-shili-school-01'])
        expect((await same(who, method, path, [id, 'person-nobody'])).status).toBe(404);
    } else if (who === 'employer-04' || who === 'speaker-002') {
      expect((await same(who, method, path, ['speaker-001', 'speaker-9999'])).status).toBe(404);
    } else {
      // Those who plan visits read the whole pool of their city; another city's does not exist.
      expect((await same(who, method, path, ['shili-speaker-001', 'speaker-9999'])).status).toBe(404);
    }
  }
});

test('a union that would enter another’s word; several decisions at once; the open tasks and the audit trail of a visit; a unit’s table', async () => {
  for (const who of STRANGERS) {
    for (const id of foreign.tasks) {
      const party = id.includes('speaker') ? { speakerId: 'speaker-003' } : { organisationId: 'employer-01' };
      const recorded = { outcome: 'release', onBehalfOf: party, channel: 'phone' };
      await same(who, 'POST', '/v1/tasks/{id}/decision', [id, unknownTask(id)], recorded);
      const answers = await Promise.all(
        [id, unknownTask(id)].map((taskId) =>
          city.person(who).post('/v1/tasks/decisions', { decisions: [{ taskId, ...recorded }] }),
        ),
      );
      const [one, other] = answers.map(({ body }) => body.results.map(({ taskId: _, ...result }: Json) => result));
      expect(one).toEqual(other);
    }
    await same(who, 'GET', '/v1/tasks?visit={id}', [foreign.visit, UNKNOWN]);
    expect((await same(who, 'GET', '/v1/audit?visit={id}', [foreign.visit, UNKNOWN])).status).toBe(404);
    const month = '/v1/audit?month=2026-03&organisation={id}';
    expect((await same(who, 'GET', month, ['employer-02', 'nobody'])).status).toBe(404);
    await same(who, 'GET', '/v1/reports/statistics?month=2026-03&unit={id}', ['donghu', 'nowhere']);
    for (const path of ['/v1/people?organisation={id}', '/v1/audit?month=2026-03&organisation={id}'])
      expect((await same(who, 'GET', path, ['shili-school-01', 'nowhere'])).status).toBe(404);
  }
});
