import {
  CreateStateMachineCommand,
  DescribeExecutionCommand,
  ExecutionAlreadyExists,
  GetExecutionHistoryCommand,
  ListStateMachinesCommand,
  SendTaskSuccessCommand,
  SFNClient,
  StartExecutionCommand,
  TaskTimedOut,
} from '@aws-sdk/client-sfn';
import { expect, test } from 'vitest';
import { handleStepFunctionsRequest } from '../../../local/step-functions/index.ts';
import { cloud, serve, tokenTask } from './harness.ts';

test('the AWS SDK talks to it unchanged', async () => {
  const sf = cloud({ ask: () => null });
  const { endpoint, server } = await serve(sf);
  const credentials = { accessKeyId: 'a', secretAccessKey: 'b' };
  const client = new SFNClient({ endpoint, region: 'us-east-1', credentials });
  try {
    const definition = JSON.stringify({ QueryLanguage: 'JSONata', StartAt: 'Ask', States: { Ask: tokenTask('ask') } });
    const roleArn = 'arn:aws:iam::111111111111:role/test';
    const { stateMachineArn } = await client.send(new CreateStateMachineCommand({ name: 'visits', definition, roleArn }));
    const listed = await client.send(new ListStateMachinesCommand({}));
    expect(listed.stateMachines?.map((machine) => machine.stateMachineArn)).toEqual([stateMachineArn]);
    const { executionArn, startDate } = await client.send(
      new StartExecutionCommand({ stateMachineArn, name: 'one', input: '{}' }),
    );
    await sf.quiet();
    const answer = new SendTaskSuccessCommand({ taskToken: sf.token('ask'), output: '{"agreed":true}' });
    await client.send(answer);
    await sf.quiet();
    const described = await client.send(new DescribeExecutionCommand({ executionArn }));
    expect(described).toMatchObject({ status: 'SUCCEEDED', output: '{"agreed":true}', startDate });
    const { events } = await client.send(new GetExecutionHistoryCommand({ executionArn }));
    expect(events?.[0]).toMatchObject({ type: 'ExecutionStarted', timestamp: expect.any(Date) });
    await expect(client.send(answer)).rejects.toThrow(TaskTimedOut);
    const again = client.send(new StartExecutionCommand({ stateMachineArn, name: 'one', input: '{}' }));
    await expect(again).rejects.toThrow(ExecutionAlreadyExists);
  } finally {
    client.destroy();
    server.close();
  }
});

test('errors have the type, the status and a request id', () => {
  const sf = cloud();
  const answer = handleStepFunctionsRequest(sf.service, 'AWSStepFunctions.DescribeExecution', '{"executionArn":"nonsense"}');
  expect(answer.status).toBe(400);
  expect(answer.headers['x-amzn-requestid']).toBeTruthy();
  expect(JSON.parse(answer.body)).toEqual({ __type: 'InvalidArn', message: "Invalid Arn: 'nonsense'" });
  for (const [target, body, type] of [
    ['AWSStepFunctions.Dance', '{}', 'UnknownOperationException'],
    ['DynamoDB_20120810.PutItem', '{}', 'UnknownOperationException'],
    [undefined, '{}', 'UnknownOperationException'],
    ['AWSStepFunctions.ListStateMachines', '{', 'SerializationException'],
    ['AWSStepFunctions.ListStateMachines', '[]', 'SerializationException'],
  ] as const) {
    expect(JSON.parse(handleStepFunctionsRequest(sf.service, target, body).body).__type).toBe(type);
  }
});
