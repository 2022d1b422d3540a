import { Duration } from 'aws-cdk-lib';
import { ComparisonOperator, Metric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';

/** What an operator must hear of. Subscribe to the alarms by their names. */
export function alarms(scope: Construct, deadLetters: Queue, consumers: LambdaFunction[]): void {
  const common = {
    evaluationPeriods: 1,
    comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
    treatMissingData: TreatMissingData.NOT_BREACHING,
  };
  const stuck = new Metric({
    namespace: 'ModelWorkerVisits',
    metricName: 'StuckVisits',
    statistic: 'Sum',
    period: Duration.minutes(5),
  });
  stuck.createAlarm(scope, 'VisitStuck', { ...common, threshold: 1, alarmDescription: 'Three executions of a visit died' });
  deadLetters.metricApproximateNumberOfMessagesVisible().createAlarm(scope, 'DeadLetters', {
    ...common,
    threshold: 1,
    alarmDescription: 'Something could not be delivered and was put aside',
  });
  const metric = (metricName: string, minutes: number) =>
    new Metric({ namespace: 'ModelWorkerVisits', metricName, statistic: 'Maximum', period: Duration.minutes(minutes) });
  metric('OldestOpenTaskHours', 15).createAlarm(scope, 'OldestOpenTask', {
    ...common,
    threshold: 1,
    // Every sweep tells it: without any nobody is reminded.
    evaluationPeriods: 3,
    datapointsToAlarm: 3,
    treatMissingData: TreatMissingData.BREACHING,
    alarmDescription: 'A question has been over for an hour and nothing came of it, or the sweep does not come',
  });
  metric('OldestWakeUpMinutes', 15).createAlarm(scope, 'OldestWakeUp', {
    ...common,
    threshold: 60,
    alarmDescription: 'A workflow waited for more than an hour for an answer that had been given',
  });
  metric('TasksWithoutDecider', 5).createAlarm(scope, 'TaskWithoutDecider', {
    ...common,
    threshold: 1,
    alarmDescription: 'Nobody can answer a question; its heads, administrators and superior were told',
  });
  metric('DeadNotices', 5).createAlarm(scope, 'DeadNotices', {
    ...common,
    threshold: 1,
    alarmDescription: 'What people should be told could not be delivered in four days, or never can be',
  });
  for (const consumer of consumers) {
    consumer.metric('IteratorAge', { statistic: 'Maximum' }).createAlarm(scope, `${consumer.node.id}Late`, {
      ...common,
      threshold: 600_000,
      alarmDescription: 'A stream consumer is more than ten minutes behind',
    });
  }
}
