import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Json } from '../../demo/actor.ts';
import { putInForce } from '../../demo/administrator.ts';
import { SampleCity } from '../../demo/sample-city.ts';
import type { Action, Relation, State } from '../../functions/access/rules.ts';
import { visitKey } from '../../functions/platform/keys.ts';
import { on } from '../ways/way.ts';
import { CAST, type Member, OTHER_SCHOOL, RECORDERS, SCHOOL, SPEAKER } from './cast.ts';
import { allows, inTime, MATRIX, noteWalk, ofCity, rulesOf, unwalked, walk } from './walk.ts';

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
const knows = (who: Member) => allows('read-visit', who);

async function walkVisit(visit: string, state: State, agreed: boolean): Promise<void> {
  await walkReads(visit);
  await walkNumbers(visit, agreed);
  await walkChanges(visit, state);
  await walkLetters(visit, state);
}

async function walkReads(visit: string): Promise<void> {
  for (const path of ['', '/timeline'])
    await walk(
      'read-visit',
      ({ id }) => city.person(id).get(`/v1/visits/${visit}${path}`),
      (who) => (knows(who) ? 200 : 404),
    );
  // Every state that is walked here has a time to put into a calendar.
  await walk(
    'read-visit',
    ({ id }) => city.person(id).get(`/v1/visits/${visit}/calendar`),
    (who) => (knows(who) ? 200 : 404),
  );
  await walk(
    'read-visit',
    ({ id }) => city.person(id).get(`/v1/visits/${visit}/letters`),
    (who) => (knows(who) ? 200 : 404),
  );
  await walk(
    'audit',
    ({ id }) => city.person(id).get(`/v1/audit?visit=${visit}`),
    (who) => (allows('audit', who) ? 200 : 404),
  );
}

async function walkChanges(visit: string, state: State): Promise<void> {
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
      change,
      ({ id }) => city.person(id).post(`/v1/visits/${visit}/${change}`, { ...body, reasonCode: NO_REASON }),
      (who) => (may(who) ? (inTime(change, state) ? 422 : 409) : knows(who) ? 403 : 404),
    );
  }
}

/** Whether the speaker came is contested by some and settled by others; here nobody has contested anything. No state counts. */
async function walkAbsence(visit: string): Promise<void> {
  const path = `/v1/visits/${visit}/absences/${SPEAKER}`;
  for (const [what, action, body, status] of [
    ['objection', 'contest-absence', { text: '示例', reasonCode: NO_REASON }, 422],
    ['settlement', 'settle-absence', { outcome: 'came' }, 409],
  ] as const)
    await walk(
      action,
      ({ id }) => city.person(id).post(`${path}/${what}`, body),
      (who) => (allows(action, who) ? status : knows(who) ? 403 : 404),
    );
}

/** Of those who see the visit, who learns that the speaker is said not to have come. */
async function walkAbsent(visit: string): Promise<void> {
  for (const who of CAST.filter(knows)) {
    const { seats } = await city.person(who.id).visit(visit);
    const types = (await city.person(who.id).timeline(visit)).map(({ type }) => type);
    const seen = { seat: 'absence' in seats[0], event: types.includes('speaker-absent') };
    const sees = allows('see-absence', who);
    expect({ who: who.id, ...seen }).toEqual({ who: who.id, seat: sees, event: sees });
    noteWalk('see-absence', !sees);
  }
}

/** Whoever may write a letter is stopped by a seat that the visit does not have; who reads which is walked in ways/letters.test.ts. */
async function walkLetters(visit: string, state: State): Promise<void> {
  await walk(
    'issue-letter',
    ({ id }) => city.person(id).post(`/v1/visits/${visit}/letters`, { kind: 'invitation', seat: 6 }),
    (who) => (allows('issue-letter', who) ? (inTime('issue-letter', state) ? 422 : 409) : knows(who) ? 403 : 404),
  );
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
    noteWalk('see-contact-number', !wished.contact);
    noteWalk('see-seated-number', !wished.speaker);
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
    [decide!, record!],
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
    decide!,
    ({ id }) => city.person(id).post(`${path}/decision`, decision),
    (who) => answer(decide!, who),
  );
  const party = task.kind === 'speaker-confirmation' ? { speakerId: task.partyId } : { organisationId: task.partyId };
  await walk(
    record!,
    ({ id }) => city.person(id).post(`${path}/decision`, { ...decision, onBehalfOf: party, channel: 'phone' }),
    (who) => answer(record!, who),
  );
  await walk(
    object!,
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

describe('one visit through its life', { timeout: 180_000 }, () => {
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
    await walkChanges(visit, 'stuck');
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
      speakersPresent: ['speaker-002'],
    });
    await everything('closed', true);
    await walkAbsence(visit);
    await walkAbsent(visit);
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
  await walkVisit(visit, 'cancelled', false);
  for (const status of ['declined', 'expired', 'unmatched', 'not-held'] as const) {
    await setEnded(visit, status);
    await walkChanges(visit, status);
  }
});

/** The same visit, ended in another way. */
async function setEnded(visit: string, status: string): Promise<void> {
  await changeItem(visit, 'SET ended = :ended', { ':ended': { status, at: new Date(city.now()).toISOString(), reasons: [] } });
}

test('the policy is read by unions, authorities and whoever administers an office, and changed by the city’s own union', async () => {
  // Everybody of an office administers it here.
  const reads = (who: Member) => allows('read-policy', who) || who.role !== 'speaker';
  await walk(
    'read-policy',
    ({ id }) => city.person(id).get('/v1/policy'),
    (who) => (reads(who) ? 200 : 403),
  );
  const change = { changes: { workingHours: { from: '18:00', to: '08:00' } }, openTasks: 'keep' };
  for (const path of ['/v1/policy', '/v1/policy/preview'])
    await walk(
      'change-policy',
      ({ id }) => city.person(id).post(path, change),
      (who) => (allows('change-policy', who) ? 422 : 403),
    );
});

test('what could not be delivered is sent on its way again by a city’s own union, and by nobody else', async () => {
  await walk(
    'redrive-notices',
    ({ id }) => city.person(id).post('/v1/notices/redrive', {}),
    (who) => (allows('redrive-notices', who) ? 200 : 403),
  );
});

describe('the record of an organisation, and its people', () => {
  const SUPERIORS = ['union-donghu', 'union-city', 'education-donghu', 'education-city'];
  const above = ({ id }: Member) => SUPERIORS.includes(id);
  const looksAfter = (who: Member) => who.id === SCHOOL || above(who);
  const path = `/v1/organisations/${SCHOOL}`;

  test('is read by everybody in the city, changed by its own administrators and those above', async () => {
    const reads = ofCity;
    await walk(
      'read-organisation',
      ({ id }) => city.person(id).get(path),
      (who) => (reads(who) ? 200 : 404),
    );
    await walk(
      'change-organisation',
      ({ id }) => city.person(id).patch(path, { district: 'nowhere' }),
      (who) => (reads(who) ? (looksAfter(who) ? 422 : 403) : 404),
    );
    await walk(
      'change-organisation',
      ({ id }) => city.person(id).get(`${path}/robots`),
      (who) => (reads(who) ? (looksAfter(who) ? 200 : 403) : 404),
    );
    const elsewhere = { kind: 'wecom', url: 'https://example.org' };
    await walk(
      'change-organisation',
      ({ id }) => city.person(id).post(`${path}/robots`, elsewhere),
      (who) => (reads(who) ? (looksAfter(who) ? 422 : 403) : 404),
    );
    await walk(
      'place-organisation',
      ({ id }) => city.person(id).post(`${path}/merger`, { successor: SCHOOL }),
      (who) => (reads(who) ? (above(who) ? 422 : 403) : 404),
    );
  });

  test('what happened to it is read by its own administrators and all above, for the day and the month', async () => {
    for (const period of ['month=2026-07', 'day=2026-07-15'])
      await walk(
        'audit-organisation',
        ({ id }) => city.person(id).get(`/v1/audit?organisation=${SCHOOL}&${period}`),
        (who) => (looksAfter(who) ? 200 : 404),
      );
  });

  test('what is held about somebody is theirs, and that of those who look after all that they act for', async () => {
    const of = (whom: string) => `/v1/people/person-${whom}`;
    // Of a speaker the union of the pool entry, and whoever administers it or stands above.
    for (const [whom, theirs] of [
      [SCHOOL, looksAfter],
      [SPEAKER, ({ id }: Member) => [SPEAKER, 'union-qingshanhu', 'union-city'].includes(id)],
    ] as const) {
      await walk(
        'manage-personal-data',
        ({ id }) => city.person(id).get(`${of(whom)}/data`),
        (who) => (theirs(who) ? 200 : 404),
      );
      await walk(
        'manage-personal-data',
        ({ id }) => city.person(id).post(`${of(whom)}/correction`, {}),
        (who) => (theirs(who) ? 422 : 404),
      );
      // Whoever may is stopped by a reason that does not exist; the others send a good one.
      const reasonCode = (who: Member) => (theirs(who) ? NO_REASON : 'requested');
      await walk(
        'manage-personal-data',
        (who) => city.person(who.id).post(`${of(whom)}/erasure`, { reasonCode: reasonCode(who) }),
        (who) => (theirs(who) ? 422 : 404),
      );
    }
  });

  test('is signed out by whoever looks after them, and by nobody else', async () => {
    // Neither of the cast, so that these go on.
    for (const [whom, theirs] of [
      [`${OTHER_SCHOOL}-2`, (who: Member) => looksAfter(who) && who.id !== SCHOOL],
      ['speaker-001', ({ id }: Member) => ['union-qingshanhu', 'union-city'].includes(id)],
    ] as const)
      await walk(
        'sign-out',
        ({ id }) => city.person(id).post(`/v1/people/person-${whom}/sign-out`, {}),
        (who) => (theirs(who) || who.id === whom.replace(/-2$/, '') ? 200 : 404),
      );
  });

  test('how somebody is told is read by everybody for themselves', async () => {
    await walk(
      'choose-notices',
      ({ id }) => city.person(id).get('/v1/people/me/notices'),
      () => 200,
    );
  });

  test('is in a private calendar of whoever acts for it; a speaker keeps one of their own visits', async () => {
    await walk(
      'keep-calendar',
      ({ id }) => city.person(id).post('/v1/calendars', { of: { organisation: SCHOOL } }),
      (who) => (allows('keep-calendar', { ...who, relations: who.id === SCHOOL ? ['organisation'] : [] }) ? 201 : 422),
    );
    await walk(
      'keep-calendar',
      ({ id }) => city.person(id).post('/v1/calendars', { of: 'me' }),
      (who) => (allows('keep-calendar', { ...who, relations: ['self'] }) ? 201 : 403),
    );
  });

  test('is managed by the same, and by nobody else', async () => {
    await walk(
      'manage-people',
      ({ id }) => city.person(id).get(`/v1/people?organisation=${SCHOOL}`),
      (who) => (looksAfter(who) ? 200 : 404),
    );
    const whose = `/v1/people/person-${SCHOOL}`;
    await walk(
      'manage-people',
      ({ id }) => city.person(id).get(whose),
      (who) => (looksAfter(who) ? 200 : 404),
    );
    const until = '2026-12-31T00:00:00Z';
    for (const [action, what, body] of [
      ['manage-people', 'memberships', { organisation: SCHOOL, role: 'union' }],
      ['manage-people', 'departure', { organisation: SCHOOL, role: 'employer' }],
      ['delegate', 'delegations', { organisation: SCHOOL, to: `person-${SCHOOL}`, until }],
    ] as const)
      await walk(
        action,
        ({ id }) => city.person(id).post(`${whose}/${what}`, body),
        (who) => (looksAfter(who) ? 422 : 404),
      );
  });
});

test('so every action was tried by all, and kept from somebody', () => {
  expect(unwalked(MATRIX)).toEqual([]);
});
