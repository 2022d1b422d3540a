import 'aws-sdk-client-mock-vitest/extend';
import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { marshall } from '@aws-sdk/util-dynamodb';
import type { DynamoDBRecord } from 'aws-lambda';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, describe, expect, test } from 'vitest';
import { taskName } from '../../functions/decisions/task.ts';
import { PublishedEvent } from '../../functions/events/published.ts';
import { entryOf, relay } from '../../functions/events/relay.ts';
import { noticeKey, taskKey } from '../../functions/platform/keys.ts';
import { eventWrite, requestWrite } from '../../functions/visits/events.ts';
import { CITY } from '../support/city.ts';
import { request, task, teacher, today, visit } from '../support/visit.ts';

const bus = mockClient(EventBridgeClient);
beforeEach(() => {
  bus.reset();
  bus.on(PutEventsCommand).resolves({ FailedEntryCount: 0 });
});

const itemOf = (write: ReturnType<typeof eventWrite>) => ('put' in write ? write.put : {});
const inserted = (item: object, eventName: DynamoDBRecord['eventName'] = 'INSERT'): DynamoDBRecord => ({
  eventName,
  dynamodb: { NewImage: marshall(item, { removeUndefinedValues: true }) as never },
});

describe('on the bus', () => {
  test('a change of a visit stands by ids and codes, without the words that somebody wrote', () => {
    const by = { ...teacher, onBehalfOf: { party: 'school-1', channel: 'phone' as const, evidence: '电话 13900000000' } };
    const entry = entryOf(
      itemOf(
        eventWrite(visit(), 'speaker-declined', today, { by, seat: 1, speaker: 's1', reasonCode: 'ill', text: '我住院了' }),
      ),
    );
    expect(entry).toMatchObject({ Source: 'model-worker-visits', DetailType: 'speaker-declined' });
    expect(PublishedEvent.safeParse(entry!.detail).success).toBe(true);
    expect(entry!.detail).toMatchObject({ city: CITY, data: { seat: 1, speaker: 's1', reasonCode: 'ill' } });
    expect(JSON.stringify(entry)).not.toMatch(/住院|13900000000|示例/);
  });

  test('a request tells no contact', () => {
    const entry = entryOf(itemOf(requestWrite(visit(), today, teacher, request())));
    expect(entry).toMatchObject({ DetailType: 'requested' });
    expect(JSON.stringify(entry)).not.toMatch(/示例老师|phone/);
  });

  test('a question tells who is asked and until when, and never its token', () => {
    const asked = task('union-approval');
    const entry = entryOf({ ...taskKey(CITY, 'v1', taskName(asked)), ...asked });
    expect(entry).toMatchObject({ DetailType: 'task-opened', detail: { party: 'district-union', dueAt: asked.dueAt } });
    expect(JSON.stringify(entry)).not.toContain('token');
  });

  test('a question that was born answered asks nobody', () => {
    const known = task('union-approval', { state: 'decided' });
    expect(entryOf({ ...taskKey(CITY, 'v1', taskName(known)), ...known })).toBeUndefined();
  });

  test('a notice is announced that goes out at once; one that waits for its time is not', () => {
    const key = noticeKey(CITY, 'officer', today.toISOString(), 'e1');
    expect(entryOf({ ...key })).toMatchObject({ DetailType: 'notices-written', detail: { keys: [key] } });
    expect(entryOf({ ...key, deliverAt: today.toISOString() })).toBeUndefined();
  });
});

test('only what is new is told, ten at once', async () => {
  const event = itemOf(eventWrite(visit(), 'cancelled', today, {}));
  await relay([...Array.from({ length: 11 }, () => inserted(event)), inserted(event, 'MODIFY'), inserted(event, 'REMOVE')]);
  const sizes = bus.commandCalls(PutEventsCommand).map(({ args: [{ input }] }) => input.Entries?.length);
  expect(sizes).toEqual([10, 1]);
});

test('what the bus does not take comes again', async () => {
  bus.on(PutEventsCommand).resolves({ FailedEntryCount: 1 });
  await expect(relay([inserted(itemOf(eventWrite(visit(), 'cancelled', today, {})))])).rejects.toThrow('did not take');
});
