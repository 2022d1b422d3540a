import { Duration, type Stack } from 'aws-cdk-lib';
import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import { Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction as FunctionTarget } from 'aws-cdk-lib/aws-events-targets';
import { type IGrantable, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Key } from 'aws-cdk-lib/aws-kms';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { INTERNAL, SOURCE, TOLD_EVENTS } from '../functions/platform/event-names.ts';

import { channelEnvironment } from './channels.ts';
import { fn } from './function.ts';

export interface NoticesProps {
  table: Table;
  personalDataKey: Key;
  deadLetters: Queue;
  /** What links in messages are made with and lead to. */
  environment: Record<string, string>;
}

/** What people are told: one function hears of what happens and writes notices, the other sends them. */
export function notices(stack: Stack, { table, personalDataKey, deadLetters, environment }: NoticesProps): LambdaFunction {
  const target = (called: LambdaFunction) =>
    new FunctionTarget(called, { deadLetterQueue: deadLetters, retryAttempts: 185, maxEventAge: Duration.hours(24) });
  const notify = fn(stack, { name: 'notify', table, deadLetters });
  new Rule(stack, 'SomethingHappened', {
    description: 'People are told of what happens to a visit and of what they are asked',
    eventPattern: { source: [SOURCE], detailType: [...TOLD_EVENTS] },
    targets: [target(notify)],
  });
  new Rule(stack, 'SomebodyStandsIn', {
    description: 'Whoever stands in for a colleague is told so',
    eventPattern: { source: [INTERNAL], detailType: ['absence-delegated'] },
    targets: [target(notify)],
  });
  const deliver = fn(stack, {
    ...{ name: 'deliver', table, personalDataKey, deadLetters },
    environment: { ...environment, ...channelEnvironment(stack) },
    timeout: Duration.minutes(5),
  });
  new Rule(stack, 'SomethingToDeliver', {
    description: 'What is written for people goes out at once',
    eventPattern: { source: [INTERNAL], detailType: ['notices-written', 'message-written', 'notices-due'] },
    targets: [target(deliver)],
  });
  new Rule(stack, 'DeliveryRule', {
    description: 'Looks every five minutes for what waits to be sent',
    // Apart from the sweep, which lets its own reminders go out.
    schedule: Schedule.cron({ minute: '4/5' }),
    targets: [new FunctionTarget(deliver, { retryAttempts: 2, deadLetterQueue: deadLetters })],
  });
  return deliver;
}

/** Lets a function put events on the account's bus. */
export function mayPutEvents(stack: Stack, { grantPrincipal }: IGrantable): void {
  const bus = stack.formatArn({ service: 'events', resource: 'event-bus', resourceName: 'default' });
  grantPrincipal.addToPrincipalPolicy(new PolicyStatement({ actions: ['events:PutEvents'], resources: [bus] }));
}
