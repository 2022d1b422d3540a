import { RemovalPolicy } from 'aws-cdk-lib';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';

/** A log that is kept for half a year, and goes with the stack: it holds ids and codes, no records. */
export const logGroup = (scope: Construct, of: string) =>
  new LogGroup(scope, `${of}Log`, { retention: RetentionDays.SIX_MONTHS, removalPolicy: RemovalPolicy.DESTROY });
