import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { SampleCity } from '../../demo/sample-city.ts';
import { stored } from './table.ts';

let city: SampleCity;
beforeAll(async () => {
  city = await SampleCity.begin('2026-03-02T09:00:00+08:00');
});
afterAll(() => city?.end());

const school = (id: string, more: object = {}) => ({
  ...{ id, name: `示例学校${id}`, kinds: ['school'], parent: 'education-donghu', unit: 'donghu' },
  ...{ levels: ['primary-upper'], district: 'donghu', address: '示例路9号' },
  ...more,
});
const codes = (answer: { body: { errors?: { path: string; code: string }[] } }) =>
  answer.body.errors?.map(({ path, code }) => `${path} ${code}`);

describe('the tree of organisations', () => {
  test('is read by whoever holds a role in the city or stands in its pool, by kind, unit, superior and name, page by page', async () => {
    const { body } = await city.person('school-donghu-02').get('/v1/organisations?kind=school&unit=donghu&limit=2');
    expect(body.organisations).toHaveLength(2);
    const next = await city
      .person('school-donghu-02')
      .get(`/v1/organisations?kind=school&unit=donghu&limit=2&cursor=${encodeURIComponent(body.cursor)}`);
    const ids = [...body.organisations, ...next.body.organisations].map(({ id }: { id: string }) => id);
    expect(new Set(ids).size).toBe(4);
    const named = await city.person('union-city').get(`/v1/organisations?name=${encodeURIComponent('东湖')}&kind=union`);
    expect(named.body.organisations.map(({ id }: { id: string }) => id)).toEqual(['union-donghu']);
    expect((await city.person('shili-union-city').get('/v1/organisations/school-donghu-02')).status).toBe(404);
    const [employer] = (await city.person('speaker-001').get('/v1/organisations?kind=employer&limit=1')).body.organisations;
    expect([employer.kinds, employer.contact]).toEqual([['employer'], undefined]);
    expect((await city.person('shili-speaker-001').get(`/v1/organisations/${employer.id}`)).status).toBe(404);
  });

  test('a number is not in it; the contact’s name is there for those who look after it', async () => {
    const own = (await city.person('school-donghu-02').get('/v1/organisations/school-donghu-02')).body;
    const other = (await city.person('school-donghu-01').get('/v1/organisations/school-donghu-02')).body;
    expect([Object.keys(own.contact), other.contact]).toEqual([['name'], undefined]);
  });

  test('takes a contact, whose number is sealed and shown to nobody here; the same again changes nothing', async () => {
    const contact = { name: '示例联系人', phone: '190-0000-7801' };
    const path = '/v1/organisations/school-donghu-03';
    const changed = await city.person('school-donghu-03').patch(path, { contact });
    expect([changed.status, changed.body.contact]).toEqual([200, { name: contact.name }]);
    const before = JSON.stringify([...(await stored(city)).values()].filter(({ sk }) => sk === 'school-donghu-03'));
    expect(before).not.toContain('7801');
    await city.person('school-donghu-03').patch(path, { contact: { ...contact, phone: '19000007801' } });
    expect(JSON.stringify([...(await stored(city)).values()].filter(({ sk }) => sk === 'school-donghu-03'))).toBe(before);
    const visit = await city.person('school-donghu-03').asksFor();
    expect((await city.person('school-donghu-03').visit(visit)).contact).toEqual(contact);
  });

  test('has group robots that its administrators add and take away; what they are written to with is shown to nobody', async () => {
    const path = '/v1/organisations/union-donghu/robots';
    const url = 'https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=sample-7802';
    const added = await city.person('union-donghu').post(path, { kind: 'wecom', url });
    expect([added.status, added.body.robots]).toMatchObject([201, [{ kind: 'wecom', signed: false }]]);
    expect((await city.person('union-city').get(path)).body).toEqual(added.body);
    expect((await city.person('union-donghu-2').get(path)).status).toBe(403);
    expect(JSON.stringify([...(await stored(city)).values()])).not.toContain('sample-7802');
    const removed = await city.person('union-donghu').post(`${path}/${added.body.robots[0].id}/removal`, {});
    expect([removed.status, removed.body]).toEqual([200, { robots: [] }]);
  });

  test('grows below those who look after it; a school also below the union of its unit', async () => {
    const added = await city.person('education-donghu').post('/v1/organisations', school('school-donghu-21'));
    expect([added.status, added.headers.get('location')]).toEqual([201, '/v1/organisations/school-donghu-21']);
    expect((await city.person('union-donghu').post('/v1/organisations', school('school-donghu-22'))).status).toBe(201);
    expect((await city.person('education-donghu').post('/v1/organisations', school('school-donghu-21'))).status).toBe(201);
    const taken = await city.person('union-city').post('/v1/organisations', school('school-donghu-21', { name: '另一所' }));
    expect([taken.status, taken.body.type]).toEqual([409, 'code-taken']);
  });

  test('refuses what cannot stand there, field by field, and leaves nothing behind', async () => {
    const wrong = school('school-donghu-23', { parent: 'union-donghu', unit: 'nowhere', levels: ['nowhere'] });
    expect(codes(await city.person('union-city').post('/v1/organisations', wrong))).toEqual([
      'unit unknown-unit',
      'parent superior-kind',
      'levels.0 unknown',
    ]);
    const elsewhere = await city.person('education-xihu').post('/v1/organisations', school('school-donghu-23'));
    expect(codes(elsewhere)).toEqual(['parent unknown-superior', 'unit unknown-unit']);
    expect((await city.person('union-city').get('/v1/organisations/school-donghu-23')).status).toBe(404);
  });

  test('an organisation changes its own record; where it stands is for those above, both before and after', async () => {
    const path = '/v1/organisations/school-donghu-21';
    const { headers } = await city.person('union-donghu').get(path);
    const changed = await city.person('education-donghu').patch(path, { name: '示例东湖实验小学' });
    expect([changed.status, changed.body.name]).toEqual([200, '示例东湖实验小学']);
    const stale = await city
      .person('union-donghu')
      .patch(path, { address: '示例路10号' }, { 'if-match': headers.get('etag')! });
    expect(stale.status).toBe(412);
    const own = await city.person('school-donghu-02').patch('/v1/organisations/school-donghu-02', { address: '示例路11号' });
    expect([own.status, own.body.address]).toEqual([200, '示例路11号']);
    const away = { parent: 'education-xihu', unit: 'xihu' };
    expect((await city.person('school-donghu-02').patch('/v1/organisations/school-donghu-02', away)).status).toBe(403);
    expect(codes(await city.person('education-donghu').patch(path, away))).toEqual([
      'parent unknown-superior',
      'unit unknown-unit',
    ]);
    expect((await city.person('education-city').patch(path, away)).body).toMatchObject(away);
    expect((await city.person('school-xihu-02').patch(path, { name: '示例' })).status).toBe(403);
  });
});

describe('a place in the tree', () => {
  test('is given by who has a say in each part of it: the superior’s line, and the unit', async () => {
    const elsewhere = { parent: 'education-donghu', unit: 'xihu' };
    const added = await city.person('education-donghu').post('/v1/organisations', school('school-donghu-24', elsewhere));
    expect(codes(added)).toEqual(['unit unknown-unit']);
    const moved = await city.person('union-donghu').patch('/v1/organisations/school-donghu-05', { parent: 'education-xihu' });
    expect(codes(moved)).toEqual(['parent unknown-superior']);
    const both = { id: 'both-1', name: '示例双重', kinds: ['education', 'union'], parent: 'education-donghu' };
    expect(codes(await city.person('education-donghu').post('/v1/organisations', both))).toEqual(['parent superior-kind']);
  });

  test('closes no circle, also within the minute for which others remember the tree', async () => {
    const below = (id: string, parent: string) => city.person('education-city').patch(`/v1/organisations/${id}`, { parent });
    expect((await below('education-xihu', 'education-qingyunpu')).status).toBe(200);
    expect(codes(await below('education-qingyunpu', 'education-xihu'))).toEqual(['parent below-itself']);
    expect((await below('education-xihu', 'education-city')).status).toBe(200);
  });

  test('does not stand in the way of other changes when the superior was taken over', async () => {
    const merged = await city
      .person('education-city')
      .post('/v1/organisations/education-anyi/merger', { successor: 'education-jinxian' });
    expect(merged.status).toBe(200);
    await city.days(0.01);
    const own = await city.person('school-anyi-01').patch('/v1/organisations/school-anyi-01', { address: '示例路13号' });
    expect([own.status, own.body.address]).toEqual([200, '示例路13号']);
  });
});

describe('a merger', () => {
  test('lets the successor’s people act for what it has taken over, with what is open there', async () => {
    const visit = await city.person('school-donghu-02').asksFor();
    await city.person('union-donghu').approves(visit, { speakers: ['speaker-002'], reserves: [] });
    await city.person('speaker-002').confirms(visit, 'speaker-confirmation');
    expect((await city.person('school-donghu-01').get(`/v1/visits/${visit}`)).status).toBe(404);

    const path = '/v1/organisations/school-donghu-02/merger';
    const into = { successor: 'school-donghu-01' };
    expect((await city.person('school-donghu-01').post(path, into)).status).toBe(403);
    expect(codes(await city.person('education-donghu').post(path, { successor: 'school-xihu-02' }))).toEqual([
      'successor unknown-organisation',
    ]);
    const merged = await city.person('education-donghu').post(path, into);
    expect([merged.status, merged.body.successor]).toEqual([200, 'school-donghu-01']);
    expect((await city.person('education-donghu').post(path, into)).status).toBe(200);

    await city.person('school-donghu-01').confirms(visit, 'school-confirmation');
    expect((await city.person('school-donghu-01').visit(visit)).status).toBe('confirmed');
    const me = (await city.person('school-donghu-02').get('/v1/people/me')).body;
    expect(me.memberships).toContainEqual({ role: 'school', organisation: 'school-donghu-01' });
    expect(me.memberships).not.toContainEqual({ role: 'administrator', organisation: 'school-donghu-01' });
  });

  test('ends asking in the old name, and nothing can be put below or into it', async () => {
    await city.days(1);
    const asked = await city.person('school-donghu-01').post('/v1/visits', city.request({ schoolId: 'school-donghu-02' }));
    expect(codes(asked)).toEqual(['schoolId merged']);
    expect((await city.person('school-donghu-01').post('/v1/visits', city.request())).status).toBe(201);
    const back = await city
      .person('education-donghu')
      .post('/v1/organisations/school-donghu-01/merger', { successor: 'school-donghu-02' });
    expect(codes(back)).toEqual(['successor merged']);
  });
});
