import { Duration } from 'aws-cdk-lib';
import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import { Rule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction as FunctionTarget } from 'aws-cdk-lib/aws-events-targets';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { StateMachine, StateMachineType } from 'aws-cdk-lib/aws-stepfunctions';
import type { Construct } from 'constructs';
import { queryLanguage, visitDefinition } from '../workflows/visit.ts';
import { fn } from './function.ts';

/** The machine that runs a visit, the functions of its steps, and the one that follows up a dead execution. */
export function visitMachine(scope: Construct, table: Table, deadLetters: Queue): StateMachine {
  const match = fn(scope, { name: 'match', table, memory: 1024, timeout: Duration.seconds(60) });
  const ask = fn(scope, { name: 'ask', table });
  const expire = fn(scope, { name: 'expire', table });
  const nextReserve = fn(scope, { name: 'next-reserve', table });
  const role = new Role(scope, 'VisitMachineRole', { assumedBy: new ServicePrincipal('states.amazonaws.com') });
  const steps = [match, ask, expire, nextReserve].map(({ functionArn }) => functionArn);
  role.addToPolicy(new PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: steps }));
  const machine = new StateMachine(scope, 'VisitMachine', {
    stateMachineType: StateMachineType.STANDARD,
    definitionBody: visitDefinition(scope, { match, ask, expire, nextReserve }),
    queryLanguage,
    comment: 'The way of one visit from request to statistics',
    // An execution lives a year at the most; slots lie at most 300 days ahead.
    timeout: Duration.days(360),
    // CDK's own grant would extend to all versions and aliases of a function.
    role: role.withoutPolicyUpdates(),
  });
  const nextRun = fn(scope, { name: 'next-run', table, deadLetters });
  new Rule(scope, 'ExecutionDied', {
    description: 'A visit whose execution died goes on with the next run',
    eventPattern: {
      source: ['aws.states'],
      detailType: ['Step Functions Execution Status Change'],
      detail: { stateMachineArn: [machine.stateMachineArn], status: ['FAILED', 'TIMED_OUT', 'ABORTED'] },
    },
    targets: [
      new FunctionTarget(nextRun, { deadLetterQueue: deadLetters, retryAttempts: 185, maxEventAge: Duration.hours(24) }),
    ],
  });
  return machine;
}
