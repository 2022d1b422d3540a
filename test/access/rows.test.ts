import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Json } from '../../demo/actor.ts';
import { SampleCity } from '../../demo/sample-city.ts';
import { type Action, RULES } from '../../functions/access/rules.ts';
import { goesOn, on } from '../ways/way.ts';
import { OTHER_SCHOOL, SCHOOL, SPEAKER } from './cast.ts';

/**
 * Every row that lets somebody change something really does: the matrix only shows that they get as far as the content. Who decides
 * for whom is walked there and in `test/ways`.
 */
let city: SampleCity;
const done = new Set<string>();
beforeAll(async () => {
  city = await SampleCity.begin('2026-03-02T09:00:00+08:00');
});
afterAll(() => city?.end());

/** Does it, and notes the row: the role and the relation in which it was allowed. */
async function does(
  row: string,
  who: string,
  path: string,
  body: object | string,
  status = 200,
  headers: Record<string, string> = {},
): Promise<Json> {
  const answer = await city.person(who).post(path, body, headers);
  expect([row, answer.status, answer.body.errors ?? answer.body.type]).toEqual([
    row,
    status,
    answer.body.errors ?? answer.body.type,
  ]);
  await city.settle();
  done.add(row);
  return answer.body;
}
const change = (row: string, who: string, visit: string, body: object) =>
  does(row, who, `/v1/visits/${visit}/${row.split(' ')[0]}`, { reasonCode: 'other', ...body });
const openTask = async (visit: string, kind: string, party: string): Promise<Json> =>
  (await city.person('union-city').get(`/v1/tasks?visit=${visit}`)).body.tasks.find(
    (task: Json) => task.kind === kind && task.partyId === party,
  );

test('asking, starting, recording', async () => {
  const request = (day: string) => city.request({ slots: [on(day)], schoolId: SCHOOL });
  await does('request school school', SCHOOL, '/v1/visits', request('2026-03-18'), 201);
  await does('request union unions', 'union-city', '/v1/visits', { ...request('2026-03-19'), channel: 'phone' }, 201);
  const demonstration = { ...request('2026-03-20'), origin: 'demonstration' };
  await does('start-demonstration union unions', 'union-donghu', '/v1/visits', demonstration, 201);
  await does(
    'start-demonstration education authorities',
    'education-city',
    '/v1/visits',
    { ...demonstration, slots: [on('2026-03-23')] },
    201,
  );
  const { slots: _, ...core } = request('2026-03-18');
  const held = (day: string) => ({
    ...core,
    ...{ actualStart: on(day).start, actualEnd: on(day).end, speakersPresent: [SPEAKER], indirectAudience: 0 },
    ...{ schools: [{ schoolId: SCHOOL, directStudents: 40 }], media: [], costYuan: 0 },
  });
  await does('record-afterwards school school', SCHOOL, '/v1/visits/recorded', held('2026-02-25'), 201);
  await does('record-afterwards union unions', 'union-donghu', '/v1/visits/recorded', held('2026-02-26'), 201);
});

test('a standing permission', async () => {
  const hours = { employerId: 'employer-02', hoursPerMonth: 4, from: '2026-03-02', to: '2026-12-31' };
  await does('permit employer employer', 'employer-02', `/v1/speakers/${SPEAKER}/permission`, hours);
  const none = { employerId: 'employer-02', hoursPerMonth: 0, channel: 'phone' };
  await does('permit union employer-union', 'union-jingkai', `/v1/speakers/${SPEAKER}/permission`, none);
});

test('moving, withdrawing, replacing, cancelling', async () => {
  const visit = await city.person(SCHOOL).asksFor({ slots: [on('2026-04-15')], otherSchools: [OTHER_SCHOOL] });
  const approves = (speaker: string) => city.person('union-donghu').approves(visit, { speakers: [speaker], reserves: [] });
  await approves(SPEAKER);
  const shifted = (from: string, to: string) => on('2026-04-15', from, to);
  await change('shift school school', SCHOOL, visit, shifted('14:30', '16:00'));
  await change('shift union unions', 'union-city', visit, shifted('14:00', '15:30'));
  await change('reschedule school school', SCHOOL, visit, { slots: [on('2026-04-16')] });
  await change('reschedule union unions', 'union-donghu', visit, { slots: [on('2026-04-17')] });
  await change('withdraw employer releasing-employers', 'employer-02', visit, { seat: 1 });
  await approves('speaker-001');
  await change('withdraw union pool-lines', 'union-qingshanhu', visit, { seat: 1 });
  await approves('speaker-002');
  await goesOn(city, visit, 'confirmed');
  await city.until('2026-04-17T07:00:00+08:00');
  await change('withdraw speaker speakers', 'speaker-002', visit, { seat: 1 });
  await change('replace-speaker union unions', 'union-donghu', visit, { seat: 1, speakerId: 'speaker-004' });
  await change('cancel school school', SCHOOL, visit, {});
  const another = await city.person(SCHOOL).asksFor({ slots: [on('2026-05-13')] });
  await change('cancel union unions', 'union-city', another, {});
});

test('what a union records, and to what the party objects', async () => {
  const visit = await city.person(SCHOOL).asksFor({ slots: [on('2026-06-10')] });
  await city.person('union-donghu').approves(visit, { speakers: ['speaker-001'], reserves: [] });
  for (const [kind, party, recorder, outcome, role] of [
    ['employer-release', 'employer-01', 'union-qingshanhu', 'release', 'employer'],
    ['speaker-confirmation', 'speaker-001', 'union-qingshanhu', 'confirm', 'speaker'],
    ['school-confirmation', SCHOOL, 'union-donghu', 'confirm', 'school'],
  ] as const) {
    const onBehalfOf = role === 'speaker' ? { speakerId: party } : { organisationId: party };
    const record = async () => {
      const { id } = await openTask(visit, kind, party);
      await does(`record ${kind} union recorders`, recorder, `/v1/tasks/${id}/decision`, {
        outcome,
        onBehalfOf,
        channel: 'phone',
      });
      return id;
    };
    const id = await record();
    await does(`object ${kind} ${role} asked`, party, `/v1/tasks/${id}/objection`, { reasonCode: 'other' });
    await record();
  }
  await goesOn(city, visit, 'awaiting-statistics');
  const { id } = await openTask(visit, 'statistics', SCHOOL);
  const notHeld = { outcome: 'not-held', reasonCode: 'weather', onBehalfOf: { organisationId: SCHOOL }, channel: 'phone' };
  await does('record statistics union recorders', 'union-donghu', `/v1/tasks/${id}/decision`, notHeld);
});

test('whether a speaker came', async () => {
  const pair = { slots: [on('2026-07-08')], speakersWanted: 2, levels: ['junior-secondary'] };
  const visit = await city.person(SCHOOL).asksFor(pair);
  await city.person('union-donghu').approves(visit, { speakers: ['speaker-001', 'speaker-002'], reserves: [] });
  await goesOn(city, visit, 'awaiting-statistics');
  await city.person(SCHOOL).submits(visit, { speakersPresent: ['speaker-004'] });
  const about = (speaker: string, what: string) => `/v1/visits/${visit}/absences/${speaker}/${what}`;
  const text = '示例：本人到场';
  await does('contest-absence speaker speakers', 'speaker-002', about('speaker-002', 'objection'), { text });
  const phoned = { text, channel: 'phone' };
  await does('contest-absence union pool-lines', 'union-qingshanhu', about('speaker-001', 'objection'), phoned);
  await does('settle-absence union unions', 'union-donghu', about('speaker-001', 'settlement'), { outcome: 'came' });
});

test('letters on paper, and what comes back', async () => {
  const visit = await city.person(SCHOOL).asksFor({ slots: [on('2026-09-16')], speakerId: 'speaker-001' });
  await city.person('union-donghu').approves(visit, { reserves: [] });
  const path = `/v1/visits/${visit}/letters`;
  const issue = (body: object) => does('issue-letter union unions', 'union-city', path, body, 201);
  const back = (row: string, who: string, { number }: Json) =>
    does(`return-letter ${row}`, who, `${path}/${encodeURIComponent(number)}/copy`, `%PDF-1.7 示例 ${who}`, 201, {
      'content-type': 'application/pdf',
    });
  await back('employer employer', 'employer-01', await issue({ kind: 'release-request', seat: 1 }));
  await back('speaker speakers', 'speaker-001', await issue({ kind: 'invitation', seat: 1 }));
  await goesOn(city, visit, 'confirmed');
  const confirmation = await issue({ kind: 'confirmation' });
  await back('school schools', SCHOOL, confirmation);
  await back('union unions', 'union-donghu', confirmation);
});

test('organisations, and people in them', async () => {
  const school = { name: '示例新校', kinds: ['school'], parent: 'education-donghu', unit: 'donghu' };
  await does(
    'place-organisation administrator above',
    'union-donghu',
    '/v1/organisations',
    { id: 'school-donghu-31', ...school },
    201,
  );
  const renamed = await city.person(SCHOOL).patch(`/v1/organisations/${SCHOOL}`, { address: '示例路12号' });
  if (renamed.status === 200) done.add('change-organisation administrator lines');
  const role = { organisation: OTHER_SCHOOL, role: 'school' };
  await does('manage-people administrator lines', 'education-donghu', `/v1/people/person-${SCHOOL}/memberships`, role);
  const until = new Date(city.now() + 24 * 3_600_000).toISOString();
  const lends = (row: string, whose: string, organisation: string, to: string, who = whose) =>
    does(row, who, `/v1/people/person-${whose}/delegations`, { organisation, to: `person-${to}`, until });
  for (const [kind, whose, to] of [
    ['school', SCHOOL, 'education-donghu'],
    ['union', 'union-donghu', 'union-city'],
    ['employer', 'employer-02', 'union-jingkai'],
    ['education', 'education-donghu', 'education-city'],
  ] as const)
    await lends(`delegate ${kind} organisation`, whose, whose, to);
  await lends('delegate administrator lines', 'union-donghu-2', 'union-donghu', 'union-city', 'union-city');
});

test('the policy', async () => {
  const change = { changes: { noticeDays: 4 }, openTasks: 'keep' };
  await does('change-policy union city-union', 'union-city', '/v1/policy', change);
});

/** Somebody of each role. */
const OWN = {
  speaker: 'speaker-002',
  school: SCHOOL,
  union: 'union-xihu',
  employer: 'employer-02',
  education: 'education-city',
};

test('setting one’s own data right; and the union those of its pool', async () => {
  const right = (row: string, who: string, whom: string) =>
    does(`manage-personal-data ${row}`, who, `/v1/people/person-${whom}/correction`, { name: '示例更正' });
  for (const [role, who] of Object.entries(OWN)) await right(`${role} self`, who, who);
  await right('union pool-unions', 'union-qingshanhu', 'speaker-001');
  await right('administrator lines', 'education-city', 'school-xihu-02');
});

test('setting the number right by which one signs in; here to what it is', async () => {
  const right = async (row: string, who: string, whom: string) => {
    const path = `/v1/people/person-${whom}`;
    const { phone } = (await city.person(who).get(`${path}/data`)).body.person;
    const { corrected } = await does(`correct-sign-in ${row}`, who, `${path}/correction`, { phone });
    expect(corrected).toContain('phone');
  };
  for (const [role, who] of Object.entries(OWN)) await right(`${role} self`, who, who);
  await right('administrator lines', 'education-city', 'school-xihu-02');
});

test('signing out, oneself and whom one looks after', async () => {
  const out = async (row: string, who: string, whose: string) => {
    await does(`sign-out ${row}`, who, `/v1/people/${whose}/sign-out`, {});
    expect((await city.person(who).get('/v1/people/me')).status).toBe(whose === 'me' ? 401 : 200);
    await city.until(city.now() + 1000);
    city.person(who).signsInAgain();
  };
  for (const [role, who] of Object.entries(OWN)) await out(`${role} self`, who, 'me');
  await out('administrator lines', 'union-donghu', `person-${OTHER_SCHOOL}`);
});

test('choosing how one is told, each for oneself', async () => {
  const chooses = async (role: string, who: string) => {
    const { status, body } = await city.person(who).patch('/v1/people/me/notices', { language: 'en', immediate: ['sms'] });
    expect([who, status, body]).toEqual([who, 200, { language: 'en', immediate: ['sms'], digest: ['sms'] }]);
    done.add(`choose-notices ${role} self`);
  };
  for (const [role, who] of Object.entries(OWN)) await chooses(role, who);
  // Somebody who administers, and does nothing else.
  const leaves = { organisation: 'union-xihu', role: 'union', leaveEmpty: true };
  expect((await city.person('union-city').post('/v1/people/person-union-xihu/departure', leaves)).status).toBe(200);
  await chooses('administrator', 'union-xihu');
  await does('sign-out administrator self', 'union-xihu', '/v1/people/me/sign-out', {});
});

test('private calendars: a speaker of their own visits, and whoever acts for an organisation of that one’s', async () => {
  const makes = (row: string, who: string, of: object | 'me') =>
    does(`keep-calendar ${row}`, who, '/v1/calendars', { of }, 201);
  await makes('speaker self', SPEAKER, 'me');
  for (const [role, who] of [
    ['school', SCHOOL],
    ['union', 'union-donghu'],
    ['employer', 'employer-02'],
    ['education', 'education-city'],
  ] as const)
    await makes(`${role} organisation`, who, { organisation: who });
});

test('sending on their way again what could not be delivered', async () => {
  await does('redrive-notices union city-union', 'union-city', '/v1/notices/redrive', {}, 200);
});

test('no row was left out', () => {
  // What reads changes nothing; who decides is walked in the matrix. The statistics' time for objections is over by then.
  const others = /^(read|see|decide|audit)\b|^object statistics/;
  const rows = (Object.keys(RULES) as Action[]).flatMap((action) =>
    RULES[action].map(([role, relation]) => `${action} ${role} ${relation}`),
  );
  expect(rows.filter((row) => !others.test(row) && !done.has(row))).toEqual([]);
});
