import { expect, test } from 'vitest';
import { handleEventsRequest } from '../../../local/bus/put-events.ts';
import type { TargetInput } from '../../../local/template/model.ts';
import { busWith, event, FUNCTION, QUEUE, rule } from './harness.ts';

const failures = rule('failures', { pattern: { source: ['aws.states'], detail: { status: ['FAILED', 'ABORTED'] } } });

test('an event reaches the functions of the rules that it matches, in its envelope', async () => {
  const { bus, calls, activity, clock } = busWith({ rules: [failures] });
  bus.emit(event('FAILED'));
  bus.emit(event('SUCCEEDED'));
  await activity.quiet();
  expect(calls).toHaveLength(1);
  expect(calls[0]?.event).toMatchObject({
    source: 'aws.states',
    account: '111111111111',
    region: 'us-east-1',
    detail: { status: 'FAILED' },
  });
  expect(Math.abs(Date.parse(String(calls[0]?.event.time)) - clock.now())).toBeLessThan(60_000);
});

test('an event stands and falls with the transaction in which it was emitted', async () => {
  const { bus, calls, activity, journal } = busWith({ rules: [failures] });
  expect(() =>
    journal.transaction(() => {
      bus.emit(event('FAILED'));
      throw new Error('rolled back');
    }),
  ).toThrow('rolled back');
  await activity.quiet();
  expect(calls).toEqual([]);
});

test('what was accepted but not delivered is delivered after a restart', async () => {
  const first = busWith({ rules: [failures] });
  first.bus.emit(event('FAILED'));
  // The runtime ends before the delivery begins.
  first.bus.stop();
  await first.activity.quiet();
  expect(first.calls).toEqual([]);
  const second = busWith({ rules: [failures], journal: first.journal });
  await second.clock.advanceTo(second.clock.now() + 1000);
  expect(second.calls).toHaveLength(1);
  const third = busWith({ rules: [failures], journal: first.journal });
  await third.clock.advanceTo(third.clock.now() + 1000);
  expect(third.calls).toEqual([]);
});

const failing = () => {
  throw new Error('down');
};

test('a function that fails is tried again after one and two minutes, then the event is a dead letter', async () => {
  const { bus, calls, clock, queues } = busWith({ rules: [failures], answer: failing, policy: { deadLetterArn: QUEUE } });
  const start = clock.now();
  bus.emit(event('FAILED'));
  await clock.advanceTo(start + 3_600_000);
  const minutes = calls.map(({ at }) => Math.round((at - start) / 60_000));
  expect(minutes).toEqual([0, 1, 3]);
  const [letter, ...others] = queues.messages();
  expect(others).toEqual([]);
  expect(JSON.parse(letter?.body ?? '')).toMatchObject({ detail: { status: 'FAILED' } });
  expect(letter).toMatchObject({ queue: 'letters', attributes: { ErrorMessage: 'down' } });
});

test('a failure destination gets the event in an envelope; without one a lost event is only lost', async () => {
  const { bus, clock, queues } = busWith({
    rules: [failures],
    answer: failing,
    policy: { onFailureArn: QUEUE, maximumRetryAttempts: 0 },
  });
  bus.emit(event('FAILED'));
  await clock.advanceTo(clock.now() + 1000);
  expect(JSON.parse(queues.messages()[0]?.body ?? '')).toMatchObject({
    requestContext: { condition: 'RetriesExhausted', approximateInvokeCount: 1, functionArn: `${FUNCTION}:$LATEST` },
    requestPayload: { detail: { status: 'FAILED' } },
    responsePayload: { errorMessage: 'down' },
  });
  const bare = busWith({ rules: [failures], answer: failing });
  bare.bus.emit(event('FAILED'));
  await bare.clock.advanceTo(bare.clock.now() + 3_600_000);
  expect(bare.queues.messages()).toEqual([]);
});

test('a retry that is due after a restart happens then', async () => {
  const first = busWith({ rules: [failures], answer: failing });
  first.bus.emit(event('FAILED'));
  await first.activity.quiet();
  first.bus.stop();
  const second = busWith({ rules: [failures], journal: first.journal });
  expect(second.calls).toEqual([]);
  await second.clock.advanceTo(second.clock.now() + 60_000);
  expect(second.calls).toHaveLength(1);
});

test.each<[string, TargetInput, unknown]>([
  ['a constant', { kind: 'constant', json: '{"sweep":true}' }, { sweep: true }],
  ['a part', { kind: 'path', path: '$.detail.status' }, 'FAILED'],
  [
    'a template',
    {
      kind: 'template',
      paths: { status: '$.detail.status', detail: '$.detail', none: '$.detail.nothing' },
      template: '{"kind":"swept <status>","status":<status>,"detail":<detail>,"none":<none>,"by":"<aws.events.rule-name>"}',
    },
    { kind: 'swept FAILED', status: 'FAILED', detail: { status: 'FAILED' }, none: null, by: 'failures' },
  ],
])('a target may be given %s of the event', async (_, input, expected) => {
  const { bus, calls, activity } = busWith({ rules: [{ ...failures, targets: [{ id: 'a', functionArn: FUNCTION, input }] }] });
  bus.emit(event('FAILED'));
  await activity.quiet();
  expect(calls[0]?.event).toEqual(expected);
});

test.each([
  [rule('r', { pattern: { source: [{ cidr: '10.0.0.0/8' }] } }), 'r: the operator cidr is not supported'],
  [rule('r', { schedule: 'rate(1 week)' }), 'r: the schedule rate(1 week) is not supported locally'],
  [
    rule('r', { targets: [{ id: 'a', functionArn: FUNCTION, input: { kind: 'path', path: '$.detail[0]' } }] }),
    'r: the path $.detail[0] is not supported locally',
  ],
])('a rule that this machine does not understand is refused by name', (unknown, sentence) => {
  expect(() => busWith({ rules: [unknown] })).toThrow(sentence);
});

test('functions may put events on a bus of their own; mistakes are told for each entry', async () => {
  const own = rule('own', { busName: 'visits', pattern: { source: ['visits'] } });
  const { bus, calls, activity, journal } = busWith({ rules: [own] });
  const good = { Source: 'visits', DetailType: 'Closed', Detail: '{"visit":1}', EventBusName: 'visits' };
  const Entries = [
    good,
    { ...good, Detail: '{' },
    { ...good, Source: 'aws.s3' },
    { ...good, EventBusName: 'none' },
    { ...good, EventBusName: 'default' },
  ];
  const answer = handleEventsRequest(bus, journal, 'AWSEvents.PutEvents', JSON.stringify({ Entries }));
  await activity.quiet();
  const body = JSON.parse(answer.body) as { FailedEntryCount: number; Entries: { ErrorCode?: string }[] };
  expect([answer.status, body.FailedEntryCount]).toEqual([200, 3]);
  const codes = body.Entries.map((entry) => entry.ErrorCode);
  expect(codes).toEqual([
    undefined,
    'MalformedDetail',
    'NotAuthorizedForSourceException',
    'ResourceNotFoundException',
    undefined,
  ]);
  expect(calls.map((call) => call.event.detail)).toEqual([{ visit: 1 }]);
  expect(handleEventsRequest(bus, journal, 'AWSEvents.ListRules', '{}').status).toBe(400);
});
