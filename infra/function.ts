import { Duration } from 'aws-cdk-lib';
import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Key } from 'aws-cdk-lib/aws-kms';
import { Code, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { ACCESS, type Access } from './access.ts';
import { BUNDLES } from './bundle.ts';
import { putAside } from './dead-letters.ts';
import { logGroup } from './log-group.ts';
import { keyStatements } from './personal-data-key.ts';
import { tableStatements } from './table-policy.ts';

export interface FunctionProps {
  /** The name of its handler's file: `ask` for functions/decisions/ask.handler.ts. What it may do stands in access.ts. */
  name: keyof typeof ACCESS;
  table: Table;
  /** For functions that open or seal phone numbers. */
  personalDataKey?: Key;
  environment?: Record<string, string>;
  timeout?: Duration;
  memory?: number;
  /** For functions that are called by events: where an event goes that they could not take. */
  deadLetters?: Queue;
}

/** One function from its bundle, with its own role, its own log group, and no more of either and the table than it needs. */
export function fn(
  scope: Construct,
  { name, table, personalDataKey, environment, timeout, memory, deadLetters }: FunctionProps,
): LambdaFunction {
  const id = name.replace(/(^|-)(\w)/g, (_, __, letter: string) => letter.toUpperCase());
  const role = new Role(scope, `${id}Role`, { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
  const log = logGroup(scope, id);
  // Lambda's managed policy would let it write into, and create, any log group of the account.
  log.grantWrite(role);
  for (const statement of tableStatements(table, ACCESS[name])) role.addToPolicy(statement);
  const { numbers }: Access = ACCESS[name];
  if (numbers && !personalDataKey) throw new Error(`${name} is given no key`);
  const key = numbers && personalDataKey;
  if (key) for (const statement of keyStatements(key, numbers)) role.addToPolicy(statement);
  return new LambdaFunction(scope, id, {
    code: Code.fromAsset(`${BUNDLES}${name}`),
    handler: 'index.handler',
    runtime: Runtime.NODEJS_24_X,
    memorySize: memory ?? 512,
    timeout: timeout ?? Duration.seconds(20),
    environment: {
      ...{ TABLE_NAME: table.tableName, NODE_OPTIONS: '--enable-source-maps' },
      ...(key && { PERSONAL_DATA_KEY: key.keyArn }),
      ...environment,
    },
    ...(deadLetters && { onFailure: putAside(deadLetters), retryAttempts: 2, maxEventAge: Duration.hours(6) }),
    role,
    logGroup: log,
  });
}
