import { type Stack, Token, Validations } from 'aws-cdk-lib';
import type { CfnStateMachine } from 'aws-cdk-lib/aws-stepfunctions';

/** Findings of cdk-nag that are left as they are, and why. */
export interface Acknowledged {
  readonly rules: readonly string[];
  /** Where they are left: the ids of constructs right below the stack; everywhere without it. */
  readonly at?: readonly string[];
  readonly because: string;
}

/**
 * What AwsSolutions, Serverless and NIST 800-53 r5 find in the stack and why it stays. A test runs the packs: it fails at a finding
 * that is not here, and at an entry here that nothing is found for any more.
 */
export const acknowledged = (stack: Stack): Acknowledged[] => [
  {
    rules: ['Serverless-LambdaTracing', 'AwsSolutions-SF2', 'Serverless-StepFunctionStateMachineXray'],
    because:
      'The China regions have no X-Ray for Lambda, and the template is the same everywhere; executions keep their own ' +
      'history, and what functions log names visit and step.',
  },
  {
    rules: ['AwsSolutions-SF1'],
    at: ['VisitMachine'],
    because:
      'The service keeps every event of an execution until 90 days after its end. A second copy in a log would need a ' +
      'role that may administer the log deliveries of the whole account, because those actions cannot be narrowed.',
  },
  {
    rules: ['AwsSolutions-APIG4'],
    at: ['Api'],
    because:
      'Every function verifies the token itself, since roles come from the table and refusals from one place; what is ' +
      'open (health, the OpenAPI document) is marked so in its contract, and the tests ask every route without a token.',
  },
  {
    rules: ['AwsSolutions-SQS3', 'Serverless-SQSRedrivePolicy'],
    at: ['DeadLettersQueue'],
    because: 'It is the dead-letter queue: of rules, streams and failed events, by destinations that the rule does not know.',
  },
  {
    rules: ['Serverless-LambdaDLQ', 'NIST.800.53.R5-LambdaDLQ'],
    because:
      'A function that is called by events has a failure destination, which tells more than a dead-letter queue; all ' +
      'others are called synchronously, and their callers hear of the failure.',
  },
  {
    rules: ['AwsSolutions-IAM5[Resource::*]'],
    at: ['RunVisitRole', 'WakeRole'],
    because: 'dynamodb:ListStreams, which Lambda asks of whoever follows a stream, cannot be limited to one.',
  },
  {
    rules: [`AwsSolutions-IAM5[Resource::${executionsOf(stack)}]`],
    at: ['RunVisitRole', 'SweepRole'],
    because: 'Executions are named when they start: all of this one machine is as narrow as it can be.',
  },
  {
    rules: ['NIST.800.53.R5-IAMNoInlinePolicy'],
    because: 'Each policy is made for one role and goes with it; a managed policy could be attached to others.',
  },
  {
    rules: ['NIST.800.53.R5-LambdaInsideVPC'],
    because:
      'Functions reach only DynamoDB, Step Functions, the issuer’s keys and the providers of messages, by TLS and by ' +
      'their role, or to checked targets; they have no network of their own to protect.',
  },
  {
    rules: ['NIST.800.53.R5-LambdaConcurrency'],
    because:
      'The stage’s throttle and the streams’ parallelization bound what runs at once; a reservation would take from the ' +
      'account’s other functions, and a new account has little to reserve from.',
  },
  {
    rules: ['NIST.800.53.R5-CloudWatchLogGroupEncrypted'],
    because: 'Logs hold ids and codes only, and CloudWatch encrypts them with a key of its own.',
  },
  {
    rules: ['NIST.800.53.R5-CloudWatchAlarmAction'],
    because: 'Who is told, and how, is the operator’s: the alarms are subscribed to by their names.',
  },
  {
    rules: ['NIST.800.53.R5-DynamoDBInBackupPlan'],
    at: ['Table'],
    because: 'The table can be restored to any second of the last 35 days (PITR) and is protected from deletion.',
  },
];

/** Tells whoever runs cdk-nag over the app what is acknowledged. */
export function acknowledge(stack: Stack): void {
  for (const { rules, at, because } of acknowledged(stack)) {
    const scopes = at?.map((id) => stack.node.findChild(id)) ?? [stack];
    for (const scope of scopes) for (const id of rules) Validations.of(scope).acknowledge({ id, reason: because });
  }
}

/** All executions of the machine, in cdk-nag's spelling of what is only known at deployment. */
function executionsOf(stack: Stack): string {
  const region = Token.isUnresolved(stack.region) ? '<AWS::Region>' : stack.region;
  const machine = stack.node.findChild('VisitMachine').node.defaultChild as CfnStateMachine;
  return `arn:<AWS::Partition>:states:${region}:<AWS::AccountId>:execution:<${stack.getLogicalId(machine)}.Name>:*`;
}
