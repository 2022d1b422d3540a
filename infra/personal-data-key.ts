import { RemovalPolicy } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';
import type { Access } from './access.ts';

/**
 * The key under which phone numbers are sealed: it wraps the data keys that stand in the table. KMS turns it every year by itself and
 * still unwraps what an earlier turn wrapped. Without it no number can be read any more, so that it outlives the stack.
 */
export const personalDataKey = (scope: Construct): Key =>
  new Key(scope, 'PersonalDataKey', {
    description: 'Model worker visits: wraps the data keys that seal phone numbers',
    enableKeyRotation: true,
    removalPolicy: RemovalPolicy.RETAIN,
  });

const ACTIONS = { open: ['kms:Decrypt'], seal: ['kms:Decrypt', 'kms:GenerateDataKey'] } as const;

/** What a function may do with the key, and only for the purpose that each of its calls names (functions/personal/key-ring.ts). */
export const keyStatements = (key: Key, numbers: NonNullable<Access['numbers']>): PolicyStatement[] =>
  ACTIONS[numbers].map(
    (action) =>
      new PolicyStatement({
        actions: [action],
        resources: [key.keyArn],
        conditions: { StringEquals: { 'kms:EncryptionContext:purpose': 'personal-data' } },
      }),
  );
