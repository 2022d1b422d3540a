import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { Queue } from 'aws-cdk-lib/aws-sqs';

/**
 * Where Lambda puts, with the function's role, what the function could not take. CDK's own destinations would also let the function
 * look the queue up, which nobody does.
 */
export const putAside = (queue: Queue) => ({
  bind(_: unknown, consumer: IFunction) {
    consumer.addToRolePolicy(new PolicyStatement({ actions: ['sqs:SendMessage'], resources: [queue.queueArn] }));
    return { destination: queue.queueArn };
  },
});
