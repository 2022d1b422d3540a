import { afterAll, beforeAll, expect, test } from 'vitest';
import { SampleCity } from '../../demo/sample-city.ts';
import { standing } from './machine.ts';
import { goesOn, happened, on } from './way.ts';

let city: SampleCity;
const slot = on('2026-03-06');
/** Five visits of one unit on one Friday, all confirmed and over. */
const visits: Record<'held' | 'notHeld' | 'silent' | 'elsewhere', string> = {
  held: '',
  notHeld: '',
  silent: '',
  elsewhere: '',
};
beforeAll(async () => {
  city = await SampleCity.begin('2026-03-02T09:00:00+08:00');
  const ask = (school: string, speakerId: string) => city.person(school).asksFor({ speakerId, slots: [slot] });
  visits.held = await ask('school-donghu-01', 'speaker-001');
  visits.notHeld = await ask('school-donghu-02', 'speaker-002');
  visits.silent = await ask('school-donghu-02', 'speaker-004');
  visits.elsewhere = await ask('school-xihu-02', 'speaker-006');
  for (const visit of Object.values(visits)) await goesOn(city, visit, 'confirmed');
  await city.until(slot.end);
});
afterAll(() => city?.end());

const report = (who: string, query = 'unit=donghu&month=2026-03', headers = {}) =>
  city.person(who).get(`/v1/reports/statistics?${query}`, headers);

const form = {
  outcome: 'submit',
  actualStart: '2026-03-06T14:10:00+08:00',
  actualEnd: '2026-03-06T15:20:00+08:00',
  speakersPresent: ['speaker-001'],
  schools: [{ schoolId: 'school-donghu-01', directStudents: 52 }],
  indirectAudience: 300,
  media: ['=HYPERLINK("http://example.org")', '示例日报'],
  costYuan: 120.5,
  hostUnits: ['示例市总工会', '示例东湖区总工会'],
  organisers: ['示例东湖区第一小学'],
};

test('what cannot have happened is refused field by field, and nothing is recorded', async () => {
  const school = city.person('school-donghu-01');
  const { id } = await school.task(visits.held, 'statistics');
  const wrong: [object, string, string][] = [
    [{ actualEnd: '2026-03-06T14:00:00+08:00' }, 'actualEnd', 'end-before-start'],
    [{ actualEnd: '2026-03-07T15:00:00+08:00' }, 'actualEnd', 'future'],
    [{ actualStart: '2025-12-01T14:00:00+08:00' }, 'actualStart', 'far-from-visit'],
    [{ speakersPresent: ['speaker-999'] }, 'speakersPresent.0', 'unknown-speaker'],
    [{ schools: [{ schoolId: 'school-donghu-02', directStudents: 5 }] }, 'schools.0.schoolId', 'not-in-visit'],
    [{ schools: [{ schoolId: 'school-donghu-01', directStudents: -1 }] }, 'schools.0.directStudents', 'too-small'],
    [{ schools: [{ schoolId: 'school-donghu-01', directStudents: 1e9 }] }, 'schools.0.directStudents', 'too-big'],
    [{ indirectAudience: 1.5 }, 'indirectAudience', 'type'],
    [{ costYuan: -1 }, 'costYuan', 'too-small'],
    [{ pupils: ['张三'] }, 'pupils', 'unknown-field'],
  ];
  for (const [change, path, code] of wrong) {
    const { status, body } = await school.post(`/v1/tasks/${id}/decision`, { ...form, ...change });
    expect([status, body.errors?.map((error: { path: string; code: string }) => [error.path, error.code])]).toEqual([
      422,
      [[path, code]],
    ]);
  }
  expect(await standing(city, visits.held)).toBe('awaiting-statistics');
  expect((await report('union-donghu')).body.rows).toEqual([]);
});

test('the school says what happened: one row of eleven columns, from what happened and not from what was planned', async () => {
  await city.person('school-donghu-01').decides(visits.held, 'statistics', form);
  expect(await standing(city, visits.held)).toBe('closed');
  const { status, body } = await report('union-donghu');
  expect([status, body.columns.length, body.columns[0], body.columns[10]]).toEqual([200, 11, '序号', '投入经费(元)']);
  expect(body.rows).toEqual([
    [
      1,
      '示例市总工会、示例东湖区总工会',
      '示例东湖区第一小学',
      '2026年3月6日',
      '示例东湖区第一小学',
      '初中',
      '示例张001(全国劳动模范)',
      52,
      300,
      '=HYPERLINK("http://example.org")、示例日报',
      120.5,
    ],
  ]);
});

test('the table opens in a spreadsheet: BOM, heading, and no cell that is a formula', async () => {
  for (const asked of [
    await report('union-donghu', 'unit=donghu&month=2026-03&format=csv'),
    await report('union-donghu', 'unit=donghu&month=2026-03', { accept: 'text/csv' }),
  ]) {
    expect(asked.headers.get('content-type')).toMatch(/^text\/csv; ?charset=utf-8/i);
  }
  const raw = await fetch(`${city.cloud.url}/v1/reports/statistics?unit=donghu&month=2026-03&format=csv`, {
    headers: { authorization: `Bearer ${await city.person('union-donghu').token()}` },
  });
  const bytes = Buffer.from(await raw.arrayBuffer());
  expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
  const [heading, row] = bytes.subarray(3).toString().split('\r\n');
  expect(heading).toBe(
    '序号,主办单位,承办单位,活动时间,学校名称,学校层次,劳模工匠人员,直接覆盖学生数,间接覆盖人数,媒体报道情况,投入经费(元)',
  );
  expect(row).toContain(`,"'=HYPERLINK(""http://example.org"")、示例日报",120.5`);
});

test('the visit was not held: it ends so, with the reason, and without a row', async () => {
  await city.person('school-donghu-02').decides(visits.notHeld, 'statistics', { outcome: 'not-held', reasonCode: 'weather' });
  expect(await standing(city, visits.notHeld)).toBe('not-held');
  expect((await city.person('school-donghu-02').visit(visits.notHeld)).reasons).toMatchObject([
    { code: 'not-held', facts: { reasonCode: 'weather' } },
  ]);
  expect((await report('union-donghu')).body).toMatchObject({ rows: { length: 1 }, missing: [] });
});

test('the table is for the unit’s unions and authorities, a school sees its own rows, nobody else anything', async () => {
  await city.person('school-xihu-02').submits(visits.elsewhere);
  const rows = async (who: string, query?: string) => {
    const { status, body } = await report(who, query);
    return status === 200 ? body.rows.length : status;
  };
  for (const who of ['union-donghu', 'union-city', 'education-donghu', 'education-city', 'school-donghu-01']) {
    expect([who, await rows(who)]).toEqual([who, 1]);
  }
  expect(await rows('school-donghu-03')).toBe(0);
  for (const who of ['union-xihu', 'education-xihu', 'employer-01', 'speaker-001', 'shili-union-city']) {
    expect([who, await rows(who)]).toEqual([who, /^(employer|speaker)-/.test(who) ? 403 : 404]);
  }
  expect((await report('union-xihu')).body).toEqual((await report('union-xihu', 'unit=nowhere&month=2026-03')).body);
  expect(await rows('union-city', 'month=2026-03')).toBe(2);
  expect(await rows('union-city', 'unit=donghu&month=2026-04')).toBe(0);
  expect(await rows('union-city', 'unit=donghu&month=2026-13')).toBe(422);
});

test('nobody submits: the visit closes, stands among the missing, and the row can still be supplied', async () => {
  const school = city.person('school-donghu-02');
  const task = await school.task(visits.silent, 'statistics');
  await city.until(Date.parse(task.dueAt) + 900_000);
  expect((await city.person('education-donghu').task(visits.silent, 'statistics')).id).toBe(task.id);
  await city.until(Date.parse(task.expiresAt) + 1000);
  expect(await standing(city, visits.silent)).toBe('closed');
  expect(await school.visit(visits.silent)).toMatchObject({
    statistics: { state: 'missing' },
    reasons: [{ code: 'statistics-missing' }],
  });
  expect((await report('union-donghu')).body).toMatchObject({ rows: { length: 1 }, missing: [visits.silent] });

  // It took place a day later: the row that was missing stood on the day that was agreed.
  const actual = on('2026-03-07');
  const late = { ...form, actualStart: actual.start, actualEnd: actual.end, speakersPresent: ['speaker-004'] };
  const schools = [{ schoolId: 'school-donghu-02', directStudents: 40 }];
  const supplied = await school.post(`/v1/tasks/${task.id}/decision`, { ...late, schools });
  expect(supplied.status).toBe(200);
  await city.settle();
  expect(await standing(city, visits.silent)).toBe('closed');
  const after = await school.visit(visits.silent);
  expect(after.statistics).toEqual({ state: 'submitted' });
  expect((await report('union-donghu')).body).toMatchObject({ rows: { length: 2 }, missing: [] });
  expect((await happened(city, visits.silent)).slice(-3)).toEqual(['superior-added', 'step-expired', 'statistics-submitted']);
  const twice = await school.post(`/v1/tasks/${task.id}/decision`, {
    ...late,
    schools: [{ ...schools[0], directStudents: 41 }],
  });
  expect(twice).toMatchObject({ status: 409, body: { type: 'already-decided' } });
});
