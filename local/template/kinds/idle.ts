import type { Kind } from '../kind.ts';

/** Kinds with nothing to do on one machine: logs, alarms, names of keys, and who may send to a queue or topic. */
const types: Record<string, { service: string; resource: string; refIsArn?: true }> = {
  'AWS::Logs::LogGroup': { service: 'logs', resource: 'log-group:' },
  'AWS::Logs::MetricFilter': { service: 'logs', resource: 'metric-filter:' },
  'AWS::Logs::ResourcePolicy': { service: 'logs', resource: 'resource-policy:' },
  'AWS::CloudWatch::Alarm': { service: 'cloudwatch', resource: 'alarm:' },
  'AWS::CloudWatch::CompositeAlarm': { service: 'cloudwatch', resource: 'alarm:' },
  'AWS::CloudWatch::Dashboard': { service: 'cloudwatch', resource: 'dashboard/' },
  'AWS::SNS::Topic': { service: 'sns', resource: '', refIsArn: true },
  'AWS::SNS::TopicPolicy': { service: 'sns', resource: 'policy/' },
  'AWS::SNS::Subscription': { service: 'sns', resource: 'subscription/', refIsArn: true },
  'AWS::SQS::QueuePolicy': { service: 'sqs', resource: 'policy/' },
  'AWS::KMS::Alias': { service: 'kms', resource: 'alias/' },
  'AWS::CDK::Metadata': { service: 'cloudformation', resource: 'metadata/' },
};

export const idle: Kind[] = Object.entries(types).map(([type, { service, resource, refIsArn }]) => ({
  type,
  idle: true,
  identify(naming) {
    const name = `${naming.scope.stack}-${naming.logicalId}`;
    const arn = naming.arn(service, `${resource}${name}`);
    return { ref: refIsArn ? arn : name, attributes: { Arn: arn, TopicArn: arn, TopicName: name } };
  },
  build() {},
}));
