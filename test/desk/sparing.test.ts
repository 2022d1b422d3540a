import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { SampleCity } from '../../demo/sample-city.ts';
import { decideTask, listTasks } from '../../functions/decisions/contract.ts';
import { Client } from '../../functions/desk/client.ts';
import { getOrganisation } from '../../functions/organisations/contract.ts';
import { csrfOf, deskOf } from '../support/desk.ts';

/** Whoever reads pages has limits like everybody: a page asks for no more than it needs. */

describe('of the API', () => {
  const asked: string[] = [];
  beforeEach(() => {
    asked.length = 0;
    vi.stubEnv('API_URL', 'http://127.0.0.1:1');
    vi.stubGlobal('fetch', async (url: URL, { method }: { method: string }) => {
      asked.push(`${method} ${url.pathname}${url.search}`);
      return Response.json({ name: '示例' });
    });
    return () => {
      vi.unstubAllGlobals();
      vi.unstubAllEnvs();
    };
  });

  test('one page reads the same thing once, also for parts that are made at the same time', async () => {
    const client = new Client('token');
    const read = (id: string) => client.call(getOrganisation, { params: { id } });
    await Promise.all([read('a'), read('a'), read('b')]);
    await client.call(listTasks, { query: { visit: 'v', numbers: 'false' } });
    await read('a');
    expect(asked).toEqual(['GET /v1/organisations/a', 'GET /v1/organisations/b', 'GET /v1/tasks?visit=v&numbers=false']);
  });

  test('what was changed is read anew', async () => {
    const client = new Client('token');
    await client.call(listTasks);
    await client.call(decideTask, { params: { id: 't' }, body: { outcome: 'approve' } });
    await client.call(listTasks);
    expect(asked).toEqual(['GET /v1/tasks', 'POST /v1/tasks/t/decision', 'GET /v1/tasks']);
  });
});

describe('at the desk', () => {
  let city: SampleCity;
  let desk: ReturnType<typeof deskOf>;
  beforeAll(async () => {
    city = await SampleCity.begin('2026-03-02T09:00:00+08:00');
    desk = deskOf(city);
  });
  afterAll(() => city.end());

  test('a form that names a hundred people looks nobody up, and says how many may be named', async () => {
    const browser = await desk.as('school-city-schools-02');
    const csrf = csrfOf(await browser.open('/desk/visits/new'));
    const speakerName = Array.from({ length: 100 }, (_, i) => `示例${i}`).join('、');
    const page = await desk.post(browser, '/desk/visits/new', { csrf, speakerName, students: '45' });
    expect([page.status, page.text.includes('id="speakerName-error"')]).toEqual([422, true]);
    expect(page.text).not.toContain('name="found.');
  });

  test('who looks at the inbox or at a list has seen no number', async () => {
    const id = await city.person('school-city-schools-03').asksFor({ slots: [city.slot(17)] });
    const seen = async () => {
      const { body } = await city
        .person('union-education')
        .get('/v1/audit?organisation=union-education&day=2026-03-02&limit=100');
      return body.entries.filter(({ type }: { type: string }) => type === 'numbers-seen').length;
    };
    const [browser, before] = [await desk.as('union-education'), await seen()];
    for (const path of ['/desk', '/desk/visits', '/desk/calendar', '/desk/overview', '/desk/speakers'])
      await browser.open(path);
    expect(await seen()).toBe(before);
    await browser.open(`/desk/visits/${id}`);
    expect(await seen()).toBe(before + 1);
  });

  test('an address that leads to no page is one that says so, whatever stands in it', async () => {
    const browser = await desk.as('school-city-schools-01');
    for (const path of ['/desk/people/%0d%0aX-A:b/roles', '/desk/people/%E5%BC%A0/roles', '/desk/visits/none/cancel'])
      expect((await browser.open(path)).status).toBe(404);
  });
});
