import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Json } from '../../demo/actor.ts';
import { SampleCity } from '../../demo/sample-city.ts';
import { historyOf } from './machine.ts';
import { goesOn, on } from './way.ts';

let city: SampleCity;
/** Everything that anybody was answered in this file. */
const answers: string[] = [];
/** One visit of 县区 Donghu with a speaker of Qingshanhu's pool, employed at employer-01, from the school's own contact. */
let visit: string;
const contact = { name: '示例联系人', phone: '199-7777-0001' };

beforeAll(async () => {
  city = await SampleCity.begin('2026-03-02T09:00:00+08:00');
  const call = city.call.bind(city);
  city.call = async (...request) => {
    const answer = await call(...request);
    if (!request[1].startsWith('/_local')) answers.push(JSON.stringify(answer.body) + JSON.stringify([...answer.headers]));
    return answer;
  };
  const slots = [on('2026-03-18')];
  visit = await city.person('school-donghu-02').asksFor({ contact, speakerId: 'speaker-001', slots, notes: '请带焊帽' });
});
afterAll(() => city?.end());

const sees = async (who: string, path: string) => (await city.person(who).get(path)).status;

test('a visit is seen by those whom it concerns; for all others it does not exist', async () => {
  const path = `/v1/visits/${visit}`;
  const concerned = [
    ...['school-donghu-02', 'union-donghu', 'union-city', 'education-donghu', 'education-city'],
    ...['union-qingshanhu', 'employer-01', 'speaker-001'],
  ];
  for (const who of concerned)
    expect([who, await sees(who, path), await sees(who, `${path}/timeline`)]).toEqual([who, 200, 200]);
  const strangers = [
    ...['school-donghu-01', 'school-xihu-02', 'union-xihu', 'education-xihu', 'employer-02', 'speaker-002'],
    ...['shili-union-city', 'shili-education-city', 'shili-school-01', 'shili-speaker-001'],
  ];
  const unknown = (await city.person('union-city').get('/v1/visits/1aaaaaaaaaaaaaaaaa')).body;
  for (const who of strangers) {
    const { status, body } = await city.person(who).get(path);
    expect([who, status, body]).toEqual([who, 404, unknown]);
    expect((await city.person(who).get('/v1/visits')).body.visits).toEqual([]);
  }
  for (const who of concerned) {
    const { visits } = (await city.person(who).get('/v1/visits')).body;
    expect([who, visits.map(({ id }: Json) => id)]).toEqual([who, [visit]]);
  }
});

test('a task is seen and decided by those who are asked; for all others it does not exist', async () => {
  const { id } = await city.person('union-donghu').task(visit, 'union-approval');
  const unknown = (await city.person('union-city').get('/v1/tasks/nothing')).body;
  for (const who of ['union-city', 'school-donghu-02', 'union-qingshanhu', 'employer-01', 'speaker-001', 'shili-union-city']) {
    const [read, decided] = [
      await city.person(who).get(`/v1/tasks/${id}`),
      await city.person(who).post(`/v1/tasks/${id}/decision`, { outcome: 'approve' }),
    ];
    expect([who, read.status, read.body, decided.status, decided.body]).toEqual([who, 404, unknown, 404, unknown]);
    expect((await city.person(who).inbox()).map((task) => task.id)).not.toContain(id);
  }
});

test('without a token, or with a wrong one, nobody sees anything', async () => {
  const token = await city.person('union-city').token();
  const wrong = [
    undefined,
    'Bearer x',
    `Bearer ${token.slice(0, -4)}AAAA`,
    `Basic ${token}`,
    'Bearer eyJhbGciOiJub25lIn0.e30.',
  ];
  for (const authorization of wrong) {
    const answer = await city.call('GET', '/v1/visits', undefined, authorization === undefined ? {} : { authorization });
    expect(answer).toMatchObject({ status: 401, body: { type: 'unauthenticated' } });
  }
  expect((await city.call('GET', '/health')).status).toBe(200);
  expect((await city.call('GET', '/openapi.json')).body.openapi).toMatch(/^3\.1/);
  expect((await city.person('employer-01').post('/v1/visits', city.request())).status).toBe(403);
  expect((await city.person('speaker-001').post('/v1/visits', city.request())).status).toBe(403);
  const forOthers = await city.person('school-donghu-01').post('/v1/visits', city.request({ schoolId: 'school-donghu-02' }));
  expect(forOthers).toMatchObject({ status: 422, body: { errors: [{ path: 'schoolId', code: 'unknown-school' }] } });
});

test('the contact’s number is for the unions and the school, and for the speaker once it is confirmed', async () => {
  const phone = async (who: string) => (await city.person(who).visit(visit)).contact;
  const all = [
    'school-donghu-02',
    'union-donghu',
    'union-city',
    'union-qingshanhu',
    'education-donghu',
    'employer-01',
    'speaker-001',
  ];
  const who = async () => {
    const seen: string[] = [];
    for (const each of all) if ((await phone(each)).phone === contact.phone) seen.push(each);
    return seen;
  };
  expect(await who()).toEqual(['school-donghu-02', 'union-donghu', 'union-city', 'union-qingshanhu']);
  await city.person('union-donghu').approves(visit);
  const release = await city.person('employer-01').task(visit, 'employer-release');
  expect(release.visit.contact).toEqual({ name: contact.name });
  await goesOn(city, visit, 'confirmed');
  expect(await who()).toEqual(['school-donghu-02', 'union-donghu', 'union-city', 'union-qingshanhu', 'speaker-001']);
});

test('who lists visits without numbers sees none, and is not recorded to have', async () => {
  const union = city.person('union-donghu');
  const audit = async () => {
    const { body } = await union.get(`/v1/audit?organisation=union-donghu&day=2026-03-02&limit=100`);
    return body.entries.filter(({ type }: Json) => type === 'numbers-seen').length;
  };
  const listed = async (query: string) =>
    (await union.get(`/v1/visits?${query}`)).body.visits.find(({ id }: Json) => id === visit).contact;
  const before = await audit();
  expect(await listed('numbers=false')).toEqual({ name: contact.name });
  expect(await audit()).toBe(before);
  expect(await listed('')).toEqual(contact);
  expect(await audit()).toBe(before + 1);
});

test('a speaker’s number in the pool is for the union that keeps the entry, and for the speaker', async () => {
  const phone = async (who: string, of = 'speaker-001') => (await city.person(who).get(`/v1/speakers/${of}`)).body.phone;
  expect(await phone('union-qingshanhu')).toMatch(/^\d/);
  expect(await phone('speaker-001')).toMatch(/^\d/);
  for (const who of ['school-donghu-01', 'union-xihu', 'education-donghu', 'employer-01'])
    expect(await phone(who)).toBe(undefined);
  expect(await sees('employer-02', '/v1/speakers/speaker-001')).toBe(404);
  expect(await sees('shili-union-city', '/v1/speakers/speaker-001')).toBe(404);
  const { speakers } = (await city.person('school-donghu-01').get('/v1/speakers?limit=100')).body;
  expect(speakers).toHaveLength(100);
  expect(speakers.filter((speaker: Json) => 'phone' in speaker)).toEqual([]);
  const named = (await city.person('school-donghu-01').get(`/v1/speakers?name=${encodeURIComponent('王002')}`)).body.speakers;
  expect(named.map(({ id }: Json) => id)).toEqual(['speaker-002']);
});

test('the list of visits: by status, by day, page by page, and only with its own cursor', async () => {
  const school = city.person('school-xinjian-02');
  const days = ['2026-03-18', '2026-03-19', '2026-03-20', '2026-03-23', '2026-03-24'];
  const ids: string[] = [];
  for (const day of [...days].reverse()) ids.unshift(await school.asksFor({ slots: [on(day)] }));
  const list = async (query: string) => (await school.get(`/v1/visits?${query}`)).body;
  const listed = async (query: string) => (await list(query)).visits.map(({ id }: Json) => ids.indexOf(id) + 1);

  expect(await listed('')).toEqual([1, 2, 3, 4, 5]);
  expect(await listed('from=2026-03-19&to=2026-03-23')).toEqual([2, 3, 4]);
  await city.person('union-xinjian').declines(ids[2]!, 'union-approval');
  expect(await listed('status=declined')).toEqual([3]);
  expect(await listed('status=awaiting-union')).toEqual([1, 2, 4, 5]);
  const { name } = (await list('limit=1')).visits[0].school;
  const [{ speakerName }] = (await list('limit=1')).visits[0].seats;
  const called = (part: string) => listed(`name=${encodeURIComponent(part)}`);
  expect(await called(name.slice(2, 6))).toEqual([1, 2, 3, 4, 5]);
  expect(await called(speakerName)).toContain(1);
  expect(await called('示例无此校')).toEqual([]);
  const pages: number[][] = [];
  let cursor = '';
  do {
    const page = await list(`status=awaiting-union&limit=2${cursor && `&cursor=${cursor}`}`);
    pages.push(page.visits.map(({ id }: Json) => ids.indexOf(id) + 1));
    cursor = page.cursor;
  } while (cursor);
  expect(pages.flat()).toEqual([1, 2, 4, 5]);

  const first = await list('limit=2');
  expect(await listed(`limit=2&cursor=${first.cursor}`)).toEqual([3, 4]);
  const [mark, seal] = first.cursor.split('.');
  const moved = `${Buffer.from('2026-01-01').toString('base64url')}.${seal}`;
  const wrong = [moved, mark, `${mark}.${'A'.repeat(seal.length)}`, 'x', '%F0%9F%98%80'];
  const refused = [...wrong.map((bad) => `limit=2&cursor=${bad}`), `limit=2&status=declined&cursor=${first.cursor}`];
  for (const query of refused) {
    const { status, body } = await school.get(`/v1/visits?${query}`);
    expect([query, status, body.errors]).toEqual([query, 422, [expect.objectContaining({ path: 'cursor', code: 'cursor' })]]);
  }
  const stolen = await city.person('union-xinjian').get(`/v1/visits?limit=2&cursor=${first.cursor}`);
  expect(stolen.status).toBe(422);
  for (const query of ['limit=0', 'limit=101', 'limit=x', 'from=yesterday', 'to=2026-02-30', 'colour=red']) {
    expect([query, (await school.get(`/v1/visits?${query}`)).status]).toEqual([query, 422]);
  }
});

test('a task token was in no answer and in no log', async () => {
  const parameters = (await historyOf(city, visit)).flatMap((event) => event.taskScheduledEventDetails?.parameters ?? []);
  const tokens = parameters.flatMap((text: string) => JSON.parse(text).Payload.token ?? []);
  expect(tokens).toHaveLength(4);
  const said = [...answers, ...city.cloud.logs()].join('\n');
  expect(answers.length).toBeGreaterThan(100);
  for (const token of tokens) expect(said.includes(token)).toBe(false);
  // The logs carry no person either.
  const logs = city.cloud.logs().join('\n');
  for (const personal of [contact.phone, contact.name, '示例张001', '请带焊帽']) expect(logs).not.toContain(personal);
});
