import { afterAll, beforeAll, expect, test } from 'vitest';
import { SampleCity } from '../../demo/sample-city.ts';
import { standing } from './machine.ts';
import { happened, on } from './way.ts';

let city: SampleCity;
beforeAll(async () => {
  city = await SampleCity.begin('2026-03-02T09:00:00+08:00');
});
afterAll(() => city?.end());

const decision = (task: string) => `/v1/tasks/${task}/decision`;
const many = async (city: SampleCity, who: string) => (await city.person(who).get('/v1/visits?limit=100')).body.visits.length;

test('who decides twice gets the record; whoever decides otherwise gets it as a conflict', async () => {
  const [union, colleague] = [city.person('union-donghu'), city.person('union-donghu-2')];
  const visit = await city.person('school-donghu-02').asksFor({ speakerId: 'speaker-002', slots: [on('2026-03-11')] });
  const { id } = await union.task(visit, 'union-approval');
  expect((await colleague.task(visit, 'union-approval')).id).toBe(id);
  const first = await union.post(decision(id), { outcome: 'approve' });
  expect(first).toMatchObject({
    status: 200,
    body: { id, status: 'decided', decision: { outcome: 'approve', by: { role: 'union', organisation: 'union-donghu' } } },
  });
  await city.settle();
  const again = await union.post(decision(id), { outcome: 'approve' });
  expect([again.status, again.body.decision]).toEqual([200, first.body.decision]);
  const others = [
    await union.post(decision(id), { outcome: 'decline', reasonCode: 'work' }),
    await union.post(decision(id), { outcome: 'approve', speakers: ['speaker-001'] }),
    await colleague.post(decision(id), { outcome: 'approve' }),
  ];
  for (const { status, headers, body } of others) {
    expect([status, body.type, body.record.decision]).toEqual([409, 'already-decided', first.body.decision]);
    expect(headers.get('content-type')).toContain('application/problem+json');
  }
  await city.settle();
  expect(await happened(city, visit)).toEqual(['requested', 'speakers-proposed', 'union-approved']);
  expect(await standing(city, visit)).toBe('awaiting-release');
  expect((await union.get(`/v1/tasks/${id}`)).body.decision).toEqual(first.body.decision);
});

test('ten clicks at once decide once', async () => {
  const union = city.person('union-xihu');
  const visit = await city.person('school-xihu-02').asksFor({ speakerId: 'speaker-006', slots: [on('2026-03-11')] });
  const { id } = await union.task(visit, 'union-approval');
  const clicks = await Promise.all(
    Array.from({ length: 10 }, (_, i) =>
      i % 2
        ? union.post(decision(id), { outcome: 'approve' })
        : city.person('union-xihu-2').post(decision(id), { outcome: 'approve' }),
    ),
  );
  await city.settle();
  expect(clicks.map(({ status }) => status).sort()).toEqual([...Array(5).fill(200), ...Array(5).fill(409)]);
  expect((await happened(city, visit)).filter((type) => type === 'union-approved')).toHaveLength(1);
});

test('a decision that makes no sense is refused, with the field', async () => {
  const visit = await city.person('school-xihu-02').asksFor({ speakerId: 'speaker-007', slots: [on('2026-03-12')] });
  const union = city.person('union-xihu');
  const { id } = await union.task(visit, 'union-approval');
  const wrong: [object, string, string][] = [
    [{}, 'outcome', 'required'],
    [{ outcome: 'confirm' }, 'outcome', 'outcome'],
    [{ outcome: 'decline' }, 'reasonCode', 'required'],
    [{ outcome: 'decline', reasonCode: 'weather' }, 'reasonCode', 'unknown'],
    [{ outcome: 'approve', reasonCode: 'work' }, 'reasonCode', 'unknown-field'],
    [{ outcome: 'decline', reasonCode: 'work', text: 'a\u0007b' }, 'text', 'characters'],
    [{ outcome: 'approve', speakers: ['speaker-001', 'speaker-001'] }, 'speakers', 'duplicate'],
  ];
  for (const [body, path, code] of wrong) {
    expect(await union.post(decision(id), body)).toMatchObject({ status: 422, body: { errors: [{ path, code }] } });
  }
  expect((await union.task(visit, 'union-approval')).status).toBe('open');
});

test('If-Match: who read an older version decides nothing', async () => {
  const union = city.person('union-anyi');
  const visit = await city.person('school-anyi-02').asksFor({ speakerId: 'speaker-008', slots: [on('2026-03-12')] });
  const { id } = await union.task(visit, 'union-approval');
  const etag = (await union.get(`/v1/tasks/${id}`)).headers.get('etag')!;
  const stale = await union.post(decision(id), { outcome: 'approve' }, { 'if-match': '"somebody-was-faster"' });
  expect(stale).toMatchObject({ status: 412, body: { type: 'stale-version' } });
  const malformed = await union.post(decision(id), { outcome: 'approve' }, { 'if-match': 'no quotes' });
  expect(malformed).toMatchObject({ status: 400, body: { type: 'malformed-header' } });
  expect(await standing(city, visit)).toBe('awaiting-union');
  expect((await union.post(decision(id), { outcome: 'approve' }, { 'if-match': etag })).status).toBe(200);
  await city.settle();
  expect((await union.get(`/v1/tasks/${id}`)).headers.get('etag')).not.toBe(etag);
  const seen = await city.person('school-anyi-02').get(`/v1/visits/${visit}`);
  expect(seen.headers.get('etag')).toMatch(/^"[\w-]+"$/);
});

test('Idempotency-Key: a request that is sent again makes no second visit', async () => {
  const school = city.person('school-jinxian-02');
  const wish = city.request({ slots: [on('2026-03-17')] });
  const send = (body: object, key: string) => school.post('/v1/visits', body, { 'idempotency-key': key });
  const [first, ...others] = await Promise.all([send(wish, 'a-1'), send(wish, 'a-1'), send(wish, 'a-1')]);
  await city.settle();
  const again = await send(wish, 'a-1');
  for (const answer of [...others, again]) expect([answer.status, answer.body.id]).toEqual([201, first!.body.id]);
  expect(await many(city, 'school-jinxian-02')).toBe(1);

  const other = await send({ ...wish, expectedStudents: 46 }, 'a-1');
  expect(other).toMatchObject({ status: 422, body: { type: 'idempotency-key-reused' } });
  expect((await send(wish, 'a'.repeat(101))).status).toBe(400);
  // The key is this person's own; what was refused is not kept; after a week it is forgotten.
  const elsewhere = await city
    .person('school-jinxian-04')
    .post('/v1/visits', { ...wish, levels: ['senior-secondary'] }, { 'idempotency-key': 'a-1' });
  expect(elsewhere.status).toBe(201);
  expect((await send({ ...wish, expectedStudents: 0 }, 'a-2')).status).toBe(422);
  expect((await send(wish, 'a-2')).status).toBe(201);
  await city.settle();
  expect(await many(city, 'school-jinxian-02')).toBe(2);
  await city.days(8);
  const later = await send({ ...wish, slots: [on('2026-03-31')] }, 'a-1');
  expect([later.status, later.body.id === first!.body.id]).toEqual([201, false]);
});

test('a union decides its morning’s tasks at once, and each has its own result', async () => {
  const ask = (school: string, days: number) => city.person(school).asksFor({ slots: [city.slot(days, '16:00', '17:00')] });
  const visits = [await ask('school-qingyunpu-01', 60), await ask('school-qingyunpu-02', 61)];
  const union = city.person('union-qingyunpu');
  const [first, second] = await Promise.all(
    visits.map(async (visit) => (await union.task(visit, 'union-approval')).id as string),
  );
  const { status, body } = await union.post('/v1/tasks/decisions', {
    decisions: [
      { taskId: first, outcome: 'approve' },
      { taskId: second, outcome: 'decline' },
      { taskId: 'nothing', outcome: 'approve' },
      { taskId: second, outcome: 'decline', reasonCode: 'other' },
      { taskId: first, outcome: 'approve' },
    ],
  });
  expect(status).toBe(200);
  expect(body.results).toMatchObject([
    { taskId: first, status: 200, body: { decision: { outcome: 'approve' } } },
    { taskId: second, status: 422, body: { errors: [{ path: 'reasonCode', code: 'required' }] } },
    { taskId: 'nothing', status: 404, body: { type: 'not-found' } },
    { taskId: second, status: 200, body: { decision: { outcome: 'decline' } } },
    { taskId: first, status: 200, body: { decision: { outcome: 'approve' } } },
  ]);
  await city.settle();
  const stands = await Promise.all(visits.map(async (visit) => (await union.visit(visit)).status));
  expect(stands).toEqual(['awaiting-release', 'declined']);
});
