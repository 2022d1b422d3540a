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
  for (const consumer of consumers) {
    consumer.metric('IteratorAge', { statistic: 'Maximum' }).createAlarm(scope, `${consumer.node.id}Late`, {
      ...common,
      threshold: 600_000,
      alarmDescription: 'A stream consumer is more than ten minutes behind',
    });
  }
}
