import { Duration } from 'aws-cdk-lib';
import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import { Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction as FunctionTarget } from 'aws-cdk-lib/aws-events-targets';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { fn } from './function.ts';

/** Seals the day that is over, at 01:15 in Asia/Shanghai. */
export function nightlySeal(scope: Construct, table: Table, deadLetters: Queue): void {
  const seal = fn(scope, { name: 'seal', table, deadLetters, timeout: Duration.minutes(5) });
  new Rule(scope, 'SealRule', {
    description: 'Seals what was entered into the ledgers on the days that are over',
    schedule: Schedule.cron({ hour: '17', minute: '15' }),
    targets: [new FunctionTarget(seal, { retryAttempts: 2, deadLetterQueue: deadLetters })],
  });
}
