import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { SampleCity } from '../../demo/sample-city.ts';
import { requestKey } from '../../functions/platform/keys.ts';
import { executionsOf, stepFunctions } from '../ways/machine.ts';
import { goesOn, on } from '../ways/way.ts';

/**
 * Canaries: a number, a name and a token, written into every text that somebody can send and into every error that can be provoked.
 * Then they are looked for where nobody may find them.
 */
const NUMBER = '199-6666-0123';
const NAME = '示例暗号丙';
const TOKEN = `eyJhbGciOiJub25lIn0.${'Y2FuYXJ5'.repeat(8)}.${'c'.repeat(43)}`;
const ALL = `${NAME} ${NUMBER} ${TOKEN.slice(0, 90)}`;
const CANARIES = [NUMBER, NUMBER.replaceAll('-', ''), NAME, TOKEN.slice(0, 60)];

/** Which canaries stand where. */
const sightings = (places: Record<string, string>): string[] =>
  Object.entries(places).flatMap(([place, text]) =>
    CANARIES.filter((canary) => text.includes(canary)).map((canary) => `${place}: ${canary}`),
  );

let city: SampleCity;
const visits: string[] = [];
const contact = { name: NAME, phone: NUMBER };
const on3 = (date: string) => ({ slots: [on(date)], contact, notes: ALL, address: `示例路 ${NUMBER}` });
beforeAll(async () => {
  city = await SampleCity.begin('2026-03-02T09:00:00+08:00', { telling: true });
});
afterAll(() => city?.end());

/** All that must be free of them. */
async function places(): Promise<Record<string, string>> {
  const histories: string[] = [];
  for (const visit of visits) {
    for (const { executionArn } of await executionsOf(city, visit)) {
      const described = await stepFunctions(city, 'DescribeExecution', { executionArn });
      const { events } = await stepFunctions(city, 'GetExecutionHistory', { executionArn, maxResults: 1000 });
      histories.push(JSON.stringify([described, events]));
    }
  }
  const report = (format: string) =>
    city
      .person('union-city')
      .get(`/v1/reports/statistics?unit=donghu&month=2026-03&format=${format}`)
      .then(({ body }) => JSON.stringify(body));
  return {
    logs: city.cloud.logs().join('\n'),
    histories: histories.join('\n'),
    'dead letters': JSON.stringify(city.cloud.deadLetters()),
    'report as JSON': await report('json'),
    'report as CSV': await report('csv'),
  };
}

test('a canary that was let out is found', () => {
  expect(sightings({ logs: `{"message":"x ${NUMBER}"}`, histories: `"cause":"${ALL}"`, 'dead letters': 'nothing' })).toEqual([
    `logs: ${NUMBER}`,
    `histories: ${NUMBER}`,
    `histories: ${NAME}`,
    `histories: ${TOKEN.slice(0, 60)}`,
  ]);
});

describe('a visit whose every text is a canary', () => {
  test('goes its way: asked for, declined, recorded, held, counted, cancelled', async () => {
    const school = city.person('school-donghu-01');
    const slots = [
      { ...on('2026-03-06'), sessions: [{ ...on('2026-03-06'), audience: ALL.slice(0, 90), place: ALL.slice(0, 90) }] },
    ];
    const held = await school.asksFor({ ...on3('2026-03-06'), slots, speakerId: 'speaker-001', topics: ['welding', NAME] });
    await goesOn(city, held, 'awaiting-statistics');
    await school.submits(held, { summary: ALL });

    const taken = { channel: 'phone', evidence: ALL, schoolId: 'school-donghu-01' };
    const declined = await city.person('union-donghu').asksFor({ ...on3('2026-03-19'), ...taken, speakerId: 'speaker-001' });
    await city.person('union-donghu').approves(declined);
    await city
      .person('union-city')
      .records(declined, 'employer-release', { organisationId: 'employer-01' }, { outcome: 'release', conditions: ALL });
    await city.person('speaker-001').declines(declined, 'speaker-confirmation', { text: ALL });
    await school.cancels(declined, { text: ALL });
    visits.push(held, declined);
    // They are where they belong.
    expect((await school.visit(held)).contact).toEqual(contact);
    expect((await school.visit(held)).notes).toBe(ALL);
  });
});

describe('errors that could quote what they were given:', () => {
  const school = () => city.person('school-donghu-01');
  const statusOf = async (answer: Promise<{ status: number }>) => (await answer).status;

  test('what cannot be accepted', async () => {
    const request = city.request(on3('2026-03-20'));
    for (const field of Object.keys(request))
      expect(await statusOf(school().post('/v1/visits', { ...request, [field]: { [NAME]: ALL } }))).toBe(422);
    expect(await statusOf(school().post('/v1/visits', { ...request, [NAME]: NUMBER }))).toBe(422);
    expect(await statusOf(school().post('/v1/visits', `{"contact": "${ALL}`))).toBe(400);
    expect(
      await statusOf(school().post('/v1/visits', request, { 'if-match': NUMBER, 'idempotency-key': NUMBER.repeat(40) })),
    ).toBeGreaterThanOrEqual(400);
    expect(await statusOf(city.call('GET', '/v1/visits', undefined, { authorization: `Bearer ${TOKEN}` }))).toBe(401);
    expect(
      await statusOf(school().get(`/v1/speakers?cursor=${encodeURIComponent(NUMBER)}&topic=${encodeURIComponent(NAME)}`)),
    ).toBe(422);
  });

  test('what is not there, or not any more', async () => {
    for (const path of ['visits', 'tasks', 'speakers'])
      expect(await statusOf(school().get(`/v1/${path}/${encodeURIComponent(ALL)}`))).toBe(404);
    expect(await statusOf(school().post(`/v1/visits/${visits[0]}/cancel`, { reasonCode: 'other', text: ALL }))).toBe(409);
    expect(await statusOf(school().get(`/v1/people/${encodeURIComponent(NUMBER)}/data`))).toBe(404);
  });

  test.each(['GetItem', 'Query', 'TransactWriteItems', 'Decrypt'])('what AWS does not answer: %s', async (action) => {
    city.cloud.faults.next({ action, kind: 'unavailable', times: 50 });
    const statuses = [
      await statusOf(school().post('/v1/visits', city.request(on3('2026-03-27')))),
      await statusOf(city.person('union-donghu').get(`/v1/visits/${visits[1]}`)),
    ];
    city.cloud.faults.clear();
    // Keys are unwrapped already where numbers were seen before.
    if (action !== 'Decrypt') expect(statuses).toContain(500);
    await city.settle();
  });

  test('what stands in the table and cannot be read, for those who ask and for the workflow', async () => {
    const visit = await school().asksFor(on3('2026-04-16'));
    visits.push(visit);
    const client = new DynamoDBClient(city.cloud.aws);
    await DynamoDBDocumentClient.from(client).send(
      new UpdateCommand({
        ...{ TableName: city.cloud.model.tables[0]!.name, Key: requestKey('nanchang', visit) },
        UpdateExpression: 'SET #data.#mode = :wrong, #data.#contact = :contact',
        ExpressionAttributeNames: { '#data': 'data', '#mode': 'mode', '#contact': 'contact' },
        ExpressionAttributeValues: { ':wrong': ALL, ':contact': { ...contact, [NAME]: ALL } },
      }),
    );
    client.destroy();
    expect(await statusOf(school().get(`/v1/visits/${visit}`))).toBe(500);
    // The union is silent, so that the workflow and the sweep meet it, too.
    await city.days(10);
    expect(JSON.stringify(city.cloud.logs())).toMatch(/handler failed/);
  });
});

test('then no canary stands in logs, histories, dead letters or reports', async () => {
  const searched = await places();
  // Where nothing was written nothing could be found.
  expect(searched.logs!.split('\n').length).toBeGreaterThan(10);
  expect(searched.histories!.length).toBeGreaterThan(10_000);
  expect(searched['report as CSV']).toContain('示例张001');
  expect(searched.histories).toMatch(/TaskFailed|LambdaFunctionFailed/);
  expect(sightings(searched)).toEqual([]);
});
