import { attribute, type Kind } from '../kind.ts';

/** A queue that takes what could not be delivered. */
export const queue: Kind = {
  type: 'AWS::SQS::Queue',
  identify(naming) {
    const name = naming.name('QueueName', 80);
    const { region, accountId, urlSuffix } = naming.scope;
    const url = `https://sqs.${region}.${urlSuffix}/${accountId}/${name}`;
    return { ref: url, attributes: { Arn: naming.arn('sqs', name), QueueName: name, QueueUrl: url } };
  },
  build(logicalId, properties, draft, identity) {
    properties.without('QueueName', 'MessageRetentionPeriod', 'VisibilityTimeout', 'SqsManagedSseEnabled', 'Tags');
    properties.without('KmsMasterKeyId', 'KmsDataKeyReusePeriodSeconds', 'MaximumMessageSize');
    draft.queues.push({
      logicalId,
      name: attribute(identity, 'QueueName'),
      arn: attribute(identity, 'Arn'),
      url: identity.ref,
    });
  },
};
