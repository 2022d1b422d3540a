import { afterAll, beforeAll, expect, test } from 'vitest';
import { SampleCity } from '../../demo/sample-city.ts';
import { type Action, type Relation, RULES } from '../../functions/access/rules.ts';
import { on } from '../ways/way.ts';
import { CAST, type Member, OTHER_SCHOOL, SCHOOL, SPEAKER } from './cast.ts';
import { APART, allows, noteWalk, ofCity, rulesOf, unwalked, walk } from './walk.ts';

/** The part of the matrix that is not about one visit: the pool, permissions, reports, and who may begin a visit at all. */
let city: SampleCity;
beforeAll(async () => {
  city = await SampleCity.begin('2026-04-22T09:00:00+08:00');
});
afterAll(() => city?.end());

const path = `/v1/speakers/${SPEAKER}`;

test('the pool: who reads an entry, where somebody works, and the number', async () => {
  await walk(
    'read-speaker',
    ({ id }) => city.person(id).get(path),
    (who) => (ofCity(who) && allows('read-speaker', who) ? 200 : 404),
  );
  for (const who of CAST.filter((each) => ofCity(each) && allows('read-speaker', each))) {
    const { body } = await city.person(who.id).get(path);
    const seen = { who: who.id, employments: 'employments' in body, phone: 'phone' in body };
    const wished = { employments: allows('read-employments', who), phone: allows('see-pool-number', who) };
    expect(seen).toEqual({ who: who.id, ...wished });
    noteWalk('read-employments', !wished.employments);
    noteWalk('see-pool-number', !wished.phone);
  }
});

test('a standing permission is given by the employer, and recorded by its own union', async () => {
  const ask = ({ id }: Member) => city.person(id).post(`${path}/permission`, { employerId: 'employer-01', hoursPerMonth: 8 });
  const relation = ({ id }: Member): Relation[] =>
    id === 'employer-01' ? ['employer'] : id === 'union-qingshanhu' ? ['employer-union'] : [];
  const errors = await Promise.all(CAST.map(async (who) => `${who.id}: ${(await ask(who)).body.errors?.[0].path ?? 'none'}`));
  const mayRead = (who: Member) => ofCity(who) && allows('read-speaker', who);
  const role = (who: Member) => rulesOf('permit').some(([each]) => each === who.role);
  // Whoever may hears of the days that are missing; whoever holds the role elsewhere, that they know no such employer.
  const wished = (who: Member) =>
    !mayRead(who) || !role(who) ? 'none' : allows('permit', { ...who, relations: relation(who) }) ? 'from' : 'employerId';
  expect(errors).toEqual(CAST.map((who) => `${who.id}: ${wished(who)}`));
  await walk('permit', ask, (who) => (mayRead(who) ? (role(who) ? 422 : 403) : 404));
});

test('the month’s table: a unit’s unions and authorities, and a school its own', async () => {
  const inUnit = (who: Member): Member => (who.id === OTHER_SCHOOL ? { ...who, relations: ['school'] } : who);
  const may = (who: Member) => (['read-report', 'read-own-rows'] as const).some((action) => allows(action, inUnit(who)));
  const role = (who: Member) => [...RULES['read-report'], ...RULES['read-own-rows']].some(([each]) => each === who.role);
  await walk(
    ['read-report', 'read-own-rows'],
    ({ id }) => city.person(id).get('/v1/reports/statistics?unit=donghu&month=2026-03'),
    (who) => (may(who) ? 200 : role(who) ? 404 : 403),
  );
});

test('how fast organisations answer: unions, each in the visits of its own line', async () => {
  await walk(
    'read-pace',
    ({ id }) => city.person(id).get('/v1/pace?from=2026-03&to=2026-04'),
    ({ role }) => (RULES['read-pace'].some(([each]) => each === role) ? 200 : 403),
  );
});

test('a visit is asked for, started and recorded for a school by whom it concerns', async () => {
  const start = on('2026-08-12');
  const common = {
    schoolId: SCHOOL,
    mode: 'in-school',
    activityType: 'no-such-type',
    levels: ['junior-secondary'],
    topics: [],
  };
  const request = { ...common, slots: [start], expectedStudents: 40 };
  const recorded = {
    ...common,
    ...{ actualStart: on('2026-04-01').start, actualEnd: on('2026-04-01').end, speakersPresent: [SPEAKER] },
    ...{ schools: [{ schoolId: SCHOOL, directStudents: 40 }], indirectAudience: 0, media: [], costYuan: 0 },
  };
  const ways: [Action, string, object, string][] = [
    ['request', '/v1/visits', request, 'schoolId'],
    ['start-demonstration', '/v1/visits', { ...request, origin: 'demonstration' }, 'schoolId'],
    ['record-afterwards', '/v1/visits/recorded', recorded, 'schoolId'],
  ];
  for (const [action, where, body, path] of ways) {
    const answers = await Promise.all(
      CAST.map(async ({ id }) => {
        const answer = await city.person(id).post(where, body);
        return `${id}: ${answer.status} ${answer.body.errors?.[0].path ?? answer.body.type}`;
      }),
    );
    const asked = [...RULES.request, ...rulesOf(action)];
    const wished = (who: Member) => {
      if (!asked.some(([role]) => role === who.role)) return '403 forbidden';
      if (ofCity(who) && allows(action, who)) return '422 activityType';
      return action === 'start-demonstration' && ofCity(who) && allows('request', who) ? '422 origin' : `422 ${path}`;
    };
    expect([action, ...answers]).toEqual([action, ...CAST.map((who) => `${who.id}: ${wished(who)}`)]);
    noteWalk(
      action,
      answers.some((answer) => answer.endsWith('403 forbidden')),
    );
  }
});

test('so every action of these was tried by all, and kept from somebody', () => {
  expect(unwalked(APART)).toEqual([]);
});
