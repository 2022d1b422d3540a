import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import { Code, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import { SqsDestination } from 'aws-cdk-lib/aws-lambda-destinations';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { BUNDLES } from './bundle.ts';

const READ = ['dynamodb:GetItem', 'dynamodb:BatchGetItem', 'dynamodb:Query'];
const WRITE = ['dynamodb:PutItem', 'dynamodb:UpdateItem', 'dynamodb:DeleteItem', 'dynamodb:ConditionCheckItem'];

export interface FunctionProps {
  /** The name of its handler's file: `ask` for functions/decisions/ask.handler.ts. */
  name: string;
  table: Table;
  /** What it may do with the table. */
  access: 'none' | 'read' | 'write';
  environment?: Record<string, string>;
  timeout?: Duration;
  memory?: number;
  /** For functions that are called by events: where an event goes that they could not take. */
  deadLetters?: Queue;
}

/** One function from its bundle, with its own role, its own log group, and no more of the table than it needs. */
export function fn(
  scope: Construct,
  { name, table, access, environment, timeout, memory, deadLetters }: FunctionProps,
): LambdaFunction {
  const id = name.replace(/(^|-)(\w)/g, (_, __, letter: string) => letter.toUpperCase());
  const created = new LambdaFunction(scope, id, {
    code: Code.fromAsset(`${BUNDLES}${name}`),
    handler: 'index.handler',
    runtime: Runtime.NODEJS_24_X,
    memorySize: memory ?? 512,
    timeout: timeout ?? Duration.seconds(20),
    environment: { TABLE_NAME: table.tableName, NODE_OPTIONS: '--enable-source-maps', ...environment },
    ...(deadLetters && { onFailure: new SqsDestination(deadLetters), retryAttempts: 2, maxEventAge: Duration.hours(6) }),
    logGroup: new LogGroup(scope, `${id}Log`, { retention: RetentionDays.SIX_MONTHS, removalPolicy: RemovalPolicy.DESTROY }),
  });
  if (access !== 'none') table.grant(created, ...READ, ...(access === 'write' ? WRITE : []));
  return created;
}
