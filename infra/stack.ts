import { ArnFormat, Aws, CfnOutput, Duration, Stack, type StackProps } from 'aws-cdk-lib';
import { Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction as FunctionTarget } from 'aws-cdk-lib/aws-events-targets';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { alarms } from './alarms.ts';
import { apiEnvironment, httpApi } from './api.ts';
import { fn } from './function.ts';
import { nightlySeal } from './nightly-seal.ts';
import { mayPutEvents, notices } from './notices.ts';
import { personalDataKey } from './personal-data-key.ts';
import { follow, ORGANISATION_EVENTS, TOLD_TO_OTHERS, withSortKey } from './stream.ts';
import { visitsTable } from './table.ts';
import { visitMachine } from './visit-machine.ts';

/** Everything that is deployed. `local/` runs the same template on one machine. */
export class ModelWorkerVisits extends Stack {
  constructor(scope: Construct, id: string, props: StackProps) {
    super(scope, id, { description: '劳模工匠进校园: visits of model workers to schools', ...props });
    const table = visitsTable(this);
    const deadLetters = new Queue(this, 'DeadLettersQueue', {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
    });
    const machine = visitMachine(this, table, deadLetters);
    const ofMachine = { VISIT_MACHINE_ARN: machine.stateMachineArn };
    const executions = this.formatArn({
      ...{ service: 'states', resource: 'execution', resourceName: `${machine.stateMachineName}:*` },
      arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    });
    const onExecutions = (action: string) => new PolicyStatement({ actions: [action], resources: [executions] });

    const runVisit = fn(this, { name: 'run-visit', table, environment: ofMachine });
    machine.grantStartExecution(runVisit);
    runVisit.addToRolePolicy(onExecutions('states:StopExecution'));
    follow(runVisit, table, deadLetters, withSortKey('VISIT'), ORGANISATION_EVENTS, TOLD_TO_OTHERS);

    const wake = fn(this, { name: 'wake', table });
    follow(wake, table, deadLetters, withSortKey({ prefix: 'TASK#' }));

    const key = personalDataKey(this);
    const sweep = fn(this, {
      ...{ name: 'sweep', table, personalDataKey: key, environment: ofMachine, deadLetters },
      timeout: Duration.minutes(5),
    });
    machine.grantStartExecution(sweep);
    sweep.addToRolePolicy(onExecutions('states:DescribeExecution'));
    for (const waker of [wake, sweep]) {
      // A token names no execution, so the machine is all that can be named.
      waker.addToRolePolicy(new PolicyStatement({ actions: ['states:SendTaskSuccess'], resources: [machine.stateMachineArn] }));
    }
    new Rule(this, 'SweepRule', {
      description: 'Looks every quarter of an hour at what is due',
      schedule: Schedule.cron({ minute: '0/15' }),
      targets: [new FunctionTarget(sweep, { retryAttempts: 2, deadLetterQueue: deadLetters })],
    });

    nightlySeal(this, table, deadLetters);

    for (const caller of [runVisit, sweep]) mayPutEvents(this, caller);
    const environment = apiEnvironment(this);
    const { CURSOR_SECRET, PUBLIC_URL } = environment;
    const api = httpApi(this, { table, personalDataKey: key, environment });
    const deliver = notices(this, { table, personalDataKey: key, deadLetters, environment: { CURSOR_SECRET, PUBLIC_URL } });
    deliver.addEnvironment('API_URL', api.apiEndpoint);
    alarms(this, deadLetters, [runVisit, wake]);
    new CfnOutput(this, 'Url', { value: api.apiEndpoint });
    new CfnOutput(this, 'Partition', { value: Aws.PARTITION });
  }
}
