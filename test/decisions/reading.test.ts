import 'aws-sdk-client-mock-vitest/extend';
import { DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, expect, test } from 'vitest';
import { handler as ask } from '../../functions/decisions/ask.handler.ts';
import { handler as expire } from '../../functions/decisions/expire.handler.ts';
import { handler as match } from '../../functions/matching/match.handler.ts';
import { CITY } from '../support/city.ts';

process.env.TABLE_NAME = 'visits';
const dynamo = mockClient(DynamoDBDocumentClient);
beforeEach(() => {
  dynamo.reset();
  dynamo.on(QueryCommand).resolves({ Items: [] });
});

const question = { city: CITY, visit: 'v1', epoch: 1, step: 'union-approval', seat: 0, round: 1 };

test.each([
  ['ask', () => ask({ ...question, run: 1, token: 'token' })],
  ['expire', () => expire(question)],
  ['match', () => match({ city: CITY, visit: 'v1', epoch: 1, run: 1, round: 1 })],
])('%s gives up only on what it read consistently: a copy may not know the visit yet', async (_, call) => {
  await call();
  expect(dynamo).toHaveReceivedCommandWith(QueryCommand, { ConsistentRead: true });
  expect(dynamo.commandCalls(QueryCommand).filter(({ args }) => args[0].input.ConsistentRead !== true)).toEqual([]);
});
