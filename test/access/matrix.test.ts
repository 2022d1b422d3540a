import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Json } from '../../demo/actor.ts';
import { putInForce } from '../../demo/administrator.ts';
import { SampleCity } from '../../demo/sample-city.ts';
import { type Action, type Relation, RULES, type Rule, type State } from '../../functions/access/rules.ts';
import { visitKey } from '../../functions/platform/keys.ts';
import { on } from '../ways/way.ts';
import { CAST, type Member, OTHER_SCHOOL, RECORDERS, SCHOOL, SPEAKER } from './cast.ts';

/**
 * The complete matrix through HTTP: everybody of the cast tries everything at one visit in each of its states, and what happens is
 * held against the rules. Whoever may is stopped by a reason that does not exist (422), so that one visit serves a whole state: such
 * a reason is looked at last. `requested` and `matching` pass too quickly to be walked; `rules.test.ts` covers them.
 */
let city: SampleCity;
beforeAll(async () => {
  city = await SampleCity.begin('2026-03-02T09:00:00+08:00');
});
afterAll(() => city?.end());

const NO_REASON = 'no-such-reason';
const rulesOf = (action: Action): readonly Rule[] => RULES[action];
const allows = (action: Action, { role, relations }: Pick<Member, 'role' | 'relations'>): boolean =>
  rulesOf(action).some(([who, relation]) => who === role && (relation === 'of-city' || relations.includes(relation)));
const inTime = (action: Action, state: State) => rulesOf(action).some(([, , states]) => !states || states.includes(state));
const ofCity = ({ id }: Member) => !id.startsWith('shili-');

/** Everybody's answer, as `who: status`, the wished for and the real one. */
async function walk(ask: (who: Member) => Promise<{ status: number }>, expected: (who: Member) => number): Promise<void> {
  const answers = await Promise.all(CAST.map(async (who) => `${who.id}: ${(await ask(who)).status}`));
  expect(answers).toEqual(CAST.map((who) => `${who.id}: ${expected(who)}`));
}

async function walkVisit(visit: string, state: State, agreed = false): Promise<void> {
  const knows = (who: Member) => allows('read-visit', who);
  for (const path of ['', '/timeline'])
    await walk(
      ({ id }) => city.person(id).get(`/v1/visits/${visit}${path}`),
      (who) => (knows(who) ? 200 : 404),
    );
  await walk(
    ({ id }) => city.person(id).get(`/v1/audit?visit=${visit}`),
    (who) => (allows('audit', who) ? 200 : 404),
  );
  const { start, end } = on('2026-03-19', '15:00', '16:30');
  const bodies: Record<string, object> = {
    cancel: {},
    reschedule: { slots: [on('2026-04-20')] },
    shift: { start, end },
    withdraw: { seat: 1 },
    'replace-speaker': { seat: 1, speakerId: 'speaker-002' },
  };
  for (const [change, body] of Object.entries(bodies) as [Action, object][]) {
    const may = (who: Member) => allows(change, who);
    await walk(
      ({ id }) => city.person(id).post(`/v1/visits/${visit}/${change}`, { ...body, reasonCode: NO_REASON }),
      (who) => (may(who) ? (inTime(change, state) ? 422 : 409) : knows(who) ? 403 : 404),
    );
  }
  await walkNumbers(visit, agreed);
}

/** Of those who see the visit, who sees which number. */
async function walkNumbers(visit: string, agreed: boolean): Promise<void> {
  const sees = (action: Action, who: Member) =>
    rulesOf(action).some(
      ([role, relation, states]) => role === who.role && who.relations.includes(relation) && (!states || agreed),
    );
  for (const who of CAST.filter((each) => allows('read-visit', each))) {
    const view = await city.person(who.id).visit(visit);
    const seen = { contact: 'phone' in view.contact, speaker: view.seats.some((seat: Json) => 'speakerPhone' in seat) };
    const wished = { contact: sees('see-contact-number', who), speaker: sees('see-seated-number', who) };
    expect({ who: who.id, ...seen }).toEqual({ who: who.id, ...wished });
  }
}

/** How somebody stands to a task. */
function toTask({ id, role }: Member, { partyId, escalatedTo }: Json): Pick<Member, 'role' | 'relations'> {
  const relations: Relation[] = [];
  if (partyId === id) relations.push('asked');
  if (escalatedTo === id) relations.push('added');
  if (RECORDERS[partyId]?.includes(id)) relations.push('recorders');
  return { role, relations };
}

async function walkTask(task: Json, visitStatus: State): Promise<void> {
  const path = `/v1/tasks/${task.id}`;
  const [decide, record, object] = (['decide', 'record', 'object'] as const).map((verb) => `${verb} ${task.kind}` as Action);
  const may = (action: Action, who: Member) => allows(action, toTask(who, task));
  await walk(
    ({ id }) => city.person(id).get(path),
    (who) => (may(decide!, who) || may(record!, who) ? 200 : 404),
  );
  const scope = task.kind === 'school-confirmation' ? { scope: 'visit' } : {};
  const refusal = { outcome: task.kind === 'statistics' ? 'not-held' : 'decline', ...scope };
  const isOpen = task.status === 'open';
  // What has been decided is decided once: there a refusal with a good reason meets the record.
  const decision = { ...refusal, reasonCode: isOpen ? NO_REASON : task.kind === 'statistics' ? 'weather' : 'work' };
  const answer = (action: Action, who: Member) => (may(action, who) ? (isOpen ? 422 : 409) : 404);
  await walk(
    ({ id }) => city.person(id).post(`${path}/decision`, decision),
    (who) => answer(decide!, who),
  );
  const party = task.kind === 'speaker-confirmation' ? { speakerId: task.partyId } : { organisationId: task.partyId };
  await walk(
    ({ id }) => city.person(id).post(`${path}/decision`, { ...decision, onBehalfOf: party, channel: 'phone' }),
    (who) => answer(record!, who),
  );
  await walk(
    ({ id }) => city.person(id).post(`${path}/objection`, { reasonCode: NO_REASON }),
    (who) => (may(object!, who) ? (inTime(object!, visitStatus) ? 422 : 409) : 404),
  );
}

/** The city's union and the parties together see all that is open. */
async function openTasks(visit: string): Promise<Json[]> {
  const seen = await Promise.all(
    CAST.filter(ofCity).map(async ({ id }) => (await city.person(id).get(`/v1/tasks?visit=${visit}`)).body.tasks as Json[]),
  );
  return [...new Map(seen.flat().map((task) => [task.id, task])).values()];
}

async function asks(day: string): Promise<string> {
  const wish = { slots: [on(day)], speakerId: SPEAKER, otherSchools: [OTHER_SCHOOL] };
  return city.person(SCHOOL).asksFor(wish);
}
const changeItem = async (visit: string, UpdateExpression: string, values?: Record<string, unknown>) => {
  const client = new DynamoDBClient(city.cloud.aws);
  await DynamoDBDocumentClient.from(client).send(
    new UpdateCommand({
      TableName: city.cloud.model.tables[0]!.name,
      Key: visitKey('nanchang', visit),
      UpdateExpression,
      ...(values && { ExpressionAttributeValues: values }),
    }),
  );
  client.destroy();
  await city.settle();
};

describe('one visit through its life', () => {
  let visit: string;
  const known: Json[] = [];
  /** Walks the visit, its open tasks, and those that have been answered since. */
  async function everything(state: State, agreed = false): Promise<void> {
    expect((await city.person(SCHOOL).visit(visit)).status).toBe(state);
    const open = await openTasks(visit);
    await walkVisit(visit, state, agreed);
    for (const task of open) await walkTask(task, state);
    // Nothing changes any more about what has been answered: walked once.
    for (const { id, partyId } of known.splice(0)) {
      if (open.some((each) => each.id === id)) continue;
      await walkTask((await city.person(partyId).get(`/v1/tasks/${id}`)).body, state);
    }
    known.push(...open);
    expect((await city.person(SCHOOL).visit(visit)).status).toBe(state);
  }

  test('proposed', async () => {
    visit = await asks('2026-03-19');
    await everything('awaiting-union');
    await changeItem(visit, 'SET stuck = :yes', { ':yes': true });
    await walkVisit(visit, 'stuck');
    await changeItem(visit, 'REMOVE stuck');
  });

  test('approved, then released and confirmed', async () => {
    await city.person('union-donghu').approves(visit, { reserves: [] });
    await everything('awaiting-release');
    await city.person('employer-01').releases(visit);
    await city
      .person('union-jingkai')
      .records(visit, 'employer-release', { organisationId: 'employer-02' }, { outcome: 'release' });
    await everything('awaiting-release');
    await city.person(SPEAKER).confirms(visit, 'speaker-confirmation');
    await everything('awaiting-school');
  });

  test('agreed by all, held, and closed', async () => {
    await city.person(SCHOOL).confirms(visit, 'school-confirmation');
    await everything('confirmed', true);
    await city.until(on('2026-03-19').end);
    await everything('awaiting-statistics', true);
    await city.person(SCHOOL).submits(visit, {
      schools: [SCHOOL, OTHER_SCHOOL].map((schoolId) => ({ schoolId, directStudents: 40 })),
    });
    await everything('closed', true);
  });
});

test('a late task is decided by who was added, too, and by nobody else above', async () => {
  const visit = await asks('2026-04-22');
  for (const [kind, decision, who] of [
    ['union-approval', { outcome: 'approve', reserves: [] }, 'union-city'],
    ['employer-release', { outcome: 'release' }, 'union-qingshanhu'],
    ['employer-release', { outcome: 'release' }, 'union-jingkai'],
    ['speaker-confirmation', { outcome: 'confirm' }, 'union-qingshanhu'],
    ['school-confirmation', { outcome: 'confirm' }, 'education-donghu'],
  ] as const) {
    const { dueAt } = (await openTasks(visit)).find((task) => task.kind === kind)!;
    if (Date.parse(dueAt) > city.now()) await city.until(Date.parse(dueAt) + 60_000);
    const late = (await openTasks(visit)).filter((task) => task.kind === kind);
    for (const task of late) await walkTask(task, 'awaiting-union');
    await city.person(who).decides(visit, kind, decision);
  }
  expect((await city.person(SCHOOL).visit(visit)).status).toBe('confirmed');
}, 120_000);

test('what enters a campus is cleared by the education authority that is asked, and by nobody else', async () => {
  await putInForce(city, { clearance: true });
  const visit = await asks('2026-06-17');
  await city.person('union-donghu').approves(visit, { reserves: [] });
  const [task, ...others] = await openTasks(visit);
  expect([task!.kind, others]).toEqual(['clearance', []]);
  await walkTask(task!, 'awaiting-release');
  await city.person('education-donghu').decides(visit, 'clearance', { outcome: 'clear' });
  expect((await openTasks(visit)).map(({ kind }) => kind)).toEqual(['employer-release', 'employer-release']);
  await putInForce(city, {});
});

test('what has ended otherwise is read by those whom it still concerns, and changed by nobody', async () => {
  const visit = await asks('2026-07-15');
  await city.person(SCHOOL).cancels(visit);
  await walkVisit(visit, 'cancelled');
  for (const status of ['declined', 'expired', 'unmatched', 'not-held'] as const) {
    await setEnded(visit, status);
    await walkVisit(visit, status);
  }
});

/** The same visit, ended in another way. */
async function setEnded(visit: string, status: string): Promise<void> {
  await changeItem(visit, 'SET ended = :ended', { ':ended': { status, at: new Date(city.now()).toISOString(), reasons: [] } });
}

describe('what is not about one visit', () => {
  const path = `/v1/speakers/${SPEAKER}`;

  test('the pool: who reads an entry, where somebody works, and the number', async () => {
    await walk(
      ({ id }) => city.person(id).get(path),
      (who) => (ofCity(who) && allows('read-speaker', who) ? 200 : 404),
    );
    for (const who of CAST.filter((each) => ofCity(each) && allows('read-speaker', each))) {
      const { body } = await city.person(who.id).get(path);
      const seen = { who: who.id, employments: 'employments' in body, phone: 'phone' in body };
      const wished = { employments: allows('read-employments', who), phone: allows('see-pool-number', who) };
      expect(seen).toEqual({ who: who.id, ...wished });
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
    await walk(ask, (who) => (mayRead(who) ? (role(who) ? 422 : 403) : 404));
  });

  test('the month’s table: a unit’s unions and authorities, and a school its own', async () => {
    const inUnit = (who: Member): Member => (who.id === OTHER_SCHOOL ? { ...who, relations: ['school'] } : who);
    const may = (who: Member) => (['read-report', 'read-own-rows'] as const).some((action) => allows(action, inUnit(who)));
    const role = (who: Member) => [...RULES['read-report'], ...RULES['read-own-rows']].some(([each]) => each === who.role);
    await walk(
      ({ id }) => city.person(id).get('/v1/reports/statistics?unit=donghu&month=2026-03'),
      (who) => (may(who) ? 200 : role(who) ? 404 : 403),
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
    }
  });
});
