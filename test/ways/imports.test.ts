import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Json } from '../../demo/actor.ts';
import { SampleCity } from '../../demo/sample-city.ts';
import { CSV } from '../../functions/imports/media-types.ts';

let city: SampleCity;
beforeAll(async () => {
  city = await SampleCity.begin('2026-03-02T09:00:00+08:00');
});
afterAll(() => city?.end());

async function sends(who: string, of: string, table: string[], apply = false, type = CSV) {
  const answer = await fetch(`${city.cloud.url}/v1/imports/${of}${apply ? '?apply=true' : ''}`, {
    ...{ method: 'POST', body: table.join('\n') },
    headers: { 'content-type': type, authorization: `Bearer ${await city.person(who).token()}` },
  });
  return { status: answer.status, body: (await answer.json()) as Json };
}
const SCHOOLS = [
  '代码,名称,计划单位,学校层次,联系人,联系电话',
  'new-1,示例新一小,东湖区,小学高年级,示例甲,190-0000-7001',
  'new-2,示例新二中,西湖区,初中,,',
];
const PEOPLE = ['姓名,手机号,单位,角色', '示例新甲,190-0000-7101,new-1,学校', '示例新甲,19000007101,示例新一小,管理员'];

test('a list of schools is looked at first, and changes nothing until it is applied', async () => {
  const preview = await sends('union-city', 'schools', SCHOOLS);
  expect(preview.body).toMatchObject({ applied: false, counts: { add: 2, change: 0, same: 0, refuse: 0 }, problems: [] });
  expect((await city.person('union-city').get('/v1/organisations/new-1')).status).toBe(404);
  expect((await sends('union-city', 'schools', SCHOOLS, true)).body).toMatchObject({ applied: true, counts: { add: 2 } });
  expect((await city.person('union-city').get('/v1/organisations/new-1')).body).toMatchObject({
    unit: 'donghu',
    parent: 'education-donghu',
  });
});

test('sent again it finds everything done; what differs is changed', async () => {
  expect((await sends('union-city', 'schools', SCHOOLS, true)).body.counts).toEqual({ add: 0, change: 0, same: 2, refuse: 0 });
  const moved = [SCHOOLS[0]!, 'new-2,示例新二中学,西湖区,初中、普通高中,示例乙,190-0000-7002'];
  expect((await sends('education-xihu', 'schools', moved, true)).body.counts).toMatchObject({ change: 1 });
  const { body } = await city.person('union-city').get('/v1/audit?organisation=new-2&month=2026-03');
  expect(body.entries.map(({ type, data }: Json) => [type, data])).toMatchObject([
    ['organisation-added', { imported: true, to: { id: 'new-2', name: '示例新二中' } }],
    ['organisation-changed', {}],
  ]);
  // From what to what, and nothing of a contact but that it changed.
  expect(body.entries[1].data).toEqual({
    imported: true,
    from: { name: '示例新二中', levels: ['junior-secondary'] },
    to: { name: '示例新二中学', levels: ['junior-secondary', 'senior-secondary'], contact: {} },
  });
});

test('with one row that cannot be taken nothing is imported, and every problem is named', async () => {
  const mixed = [...SCHOOLS, 'new-3,示例新三小,东湖区,小学高年级,,', 'new-4,示例新四小,别处,小学高年级,,'];
  const refused = await sends('union-city', 'schools', mixed, true);
  expect([refused.status, refused.body.type]).toEqual([422, 'import-refused']);
  expect(refused.body.problems).toMatchObject([{ row: 5, path: '计划单位', code: 'unknown-unit' }]);
  expect((await city.person('union-city').get('/v1/organisations/new-3')).status).toBe(404);
});

test('nobody imports for whom they do not look after', async () => {
  const foreign = await sends('education-xihu', 'schools', SCHOOLS);
  expect(foreign.body.problems).toMatchObject([{ row: 2, path: '代码', code: 'unknown-organisation' }]);
  expect((await sends('union-donghu-2', 'schools', SCHOOLS)).status).toBe(403);
  expect((await sends('school-xihu-02', 'people', PEOPLE)).body.problems).toMatchObject([
    { row: 2, path: '单位', code: 'unknown-organisation' },
    { row: 3, path: '单位', code: 'unknown-organisation' },
  ]);
});

test('employers stand below the union that is named, by code or by name', async () => {
  const rows = ['代码,名称,所属工会', 'firm-1,示例新厂一,union-donghu', 'firm-2,示例新厂二,没有的工会'];
  expect((await sends('union-city', 'employers', rows)).body).toMatchObject({
    counts: { add: 1, refuse: 1 },
    problems: [{ row: 3, path: '所属工会', code: 'unknown-superior' }],
  });
});

test('people get their roles, one person for each number however it is written', async () => {
  expect((await sends('union-donghu', 'people', PEOPLE, true)).body).toMatchObject({ counts: { add: 2 }, problems: [] });
  const { people } = (await city.person('union-donghu').get('/v1/people?organisation=new-1')).body;
  expect(people).toHaveLength(1);
  expect(people[0].memberships.map(({ role }: { role: string }) => role)).toEqual(['school', 'administrator']);
  expect((await sends('union-donghu', 'people', PEOPLE, true)).body.counts).toMatchObject({ same: 2 });
  const renamed = [PEOPLE[0]!, '示例别人,190-0000-7101,new-1,学校'];
  expect((await sends('union-donghu', 'people', renamed)).body.problems).toMatchObject([
    { path: '姓名', code: 'name-differs' },
  ]);
});

test('whoever has more roles than a transaction holds is refused in the preview already', async () => {
  const rows = Array.from({ length: 60 }, (_, i) => `many-${i},示例众多${i},东湖区,初中`);
  expect((await sends('union-city', 'schools', ['代码,名称,计划单位,学校层次', ...rows], true)).status).toBe(200);
  const roles = Array.from({ length: 60 }, (_, i) => `示例众多,190-0000-7400,many-${i},学校`);
  const preview = await sends('union-city', 'people', [PEOPLE[0]!, ...roles]);
  expect([preview.body.counts.refuse, preview.body.problems[0].code]).toEqual([60, 'too-many']);
});

test('a person is added by number and name; the same number under another name is refused', async () => {
  const added = {
    name: '示例新甲',
    phone: '190 0000 7101',
    memberships: [{ organisation: 'school-donghu-01', role: 'school' }],
  };
  const known = await city.person('education-donghu').post('/v1/people', added);
  expect(known.status).toBe(201);
  expect(known.body.memberships.map(({ organisation }: { organisation: string }) => organisation)).toEqual([
    'new-1',
    'new-1',
    'school-donghu-01',
  ]);
  const other = await city.person('union-city').post('/v1/people', { ...added, name: '示例别人' });
  expect([other.status, other.body.type]).toEqual([409, 'phone-taken']);
  const hijacked = await city.person('union-city').post('/v1/people', { ...added, subject: 'elsewhere' });
  expect(hijacked.body.errors).toMatchObject([{ path: 'subject', code: 'newcomers-only' }]);
  const newcomer = { name: '示例新乙', phone: '190-0000-7102', subject: 'issuer|42', memberships: added.memberships };
  expect((await city.person('union-city').post('/v1/people', newcomer)).status).toBe(201);
  const again = await city.person('union-city').post('/v1/people', { ...newcomer, name: '示例新丙', phone: '190-0000-7103' });
  expect([again.status, again.body.type]).toEqual([409, 'subject-taken']);
});

test('a speaker signs in as one person, whom the union of the pool entry names', async () => {
  const speaker = { name: '示例新丁', phone: '190-0000-7104', speakerId: 'speaker-001', memberships: [] };
  expect((await city.person('union-qingshanhu').post('/v1/people', speaker)).body.errors).toMatchObject([
    { code: 'has-person' },
  ]);
  expect((await city.person('union-donghu').post('/v1/people', speaker)).body.errors).toMatchObject([
    { code: 'unknown-speaker' },
  ]);
});

test('what is no table, too large or of another type is refused as such', async () => {
  expect((await sends('union-city', 'schools', ['"'])).body.type).toBe('not-a-table');
  expect((await sends('union-city', 'schools', ['x'.repeat(1024 * 1024 + 1)])).status).toBe(413);
  expect((await sends('union-city', 'schools', ['{}'], false, 'application/json')).status).toBe(415);
  expect((await sends('union-city', 'buildings', SCHOOLS)).status).toBe(404);
});
