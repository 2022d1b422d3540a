import { attribute, functionName, type Kind } from '../kind.ts';
import { refuse } from '../refusal.ts';

const runtimes = ['nodejs22.x', 'nodejs24.x'] as const;

export const lambdaFunction: Kind = {
  type: 'AWS::Lambda::Function',
  identify(naming) {
    const name = naming.name('FunctionName', 64);
    return { ref: name, attributes: { Arn: naming.arn('lambda', `function:${name}`) } };
  },
  build(logicalId, properties, draft, identity) {
    properties.without('FunctionName', 'Architectures', 'Description', 'LoggingConfig', 'TracingConfig', 'KmsKeyArn', 'Tags');
    properties.without('EphemeralStorage', 'RuntimeManagementConfig', 'RecursiveLoop', 'PackageType');
    properties.word('Runtime', runtimes);
    const code = properties.object('Code').without('S3Bucket');
    const deadLetter = properties.object('DeadLetterConfig').textOr('TargetArn');
    draft.functions.push({
      logicalId,
      name: identity.ref,
      arn: attribute(identity, 'Arn'),
      folder: draft.folder(code.text('S3Key'), logicalId),
      handler: properties.text('Handler'),
      environment: variables(properties.object('Environment').record('Variables') ?? {}, logicalId),
      memorySize: properties.number('MemorySize', 128),
      timeoutSeconds: properties.number('Timeout', 3),
      roleArn: properties.text('Role'),
      asynchronous: {
        maximumRetryAttempts: 2,
        maximumEventAgeInSeconds: 21_600,
        ...draft.asynchronous.get(identity.ref),
        ...(deadLetter !== undefined && { deadLetterArn: deadLetter }),
      },
    });
  },
};

/** How often an event is tried, and where one goes that failed. */
export const eventInvokeConfig: Kind = {
  type: 'AWS::Lambda::EventInvokeConfig',
  identify: (naming) => ({ ref: naming.logicalId, attributes: {} }),
  build(_logicalId, properties, draft) {
    properties.word('Qualifier', ['$LATEST'], '$LATEST');
    const onFailure = properties.object('DestinationConfig').object('OnFailure').textOr('Destination');
    draft.asynchronous.set(functionName(properties.text('FunctionName')), {
      maximumRetryAttempts: properties.number('MaximumRetryAttempts', 2),
      maximumEventAgeInSeconds: properties.number('MaximumEventAgeInSeconds', 21_600),
      ...(onFailure !== undefined && { onFailureArn: onFailure }),
    });
  },
};

export const permission: Kind = {
  type: 'AWS::Lambda::Permission',
  identify: (naming) => ({ ref: naming.logicalId, attributes: {} }),
  build(_logicalId, properties, draft) {
    properties.without('SourceAccount');
    properties.word('Action', ['lambda:InvokeFunction']);
    const sourceArn = properties.textOr('SourceArn');
    draft.permissions.push({
      functionName: functionName(properties.text('FunctionName')),
      principal: properties.text('Principal'),
      ...(sourceArn !== undefined && { sourceArn }),
    });
  },
};

export const eventSourceMapping: Kind = {
  type: 'AWS::Lambda::EventSourceMapping',
  identify: (naming) => ({ ref: naming.logicalId, attributes: { Id: naming.logicalId } }),
  build(logicalId, properties, draft) {
    // One machine never waits for a batch to fill: what is delivered, and in which order, is the same.
    properties.without('MaximumBatchingWindowInSeconds', 'Tags');
    const streamArn = properties.text('EventSourceArn');
    const table = draft.tables.find((each) => each.streamArn === streamArn);
    if (!table) refuse(logicalId, `EventSourceArn ${streamArn} is not the stream of a table of this template`);
    const onFailureArn = properties.object('DestinationConfig').object('OnFailure').textOr('Destination');
    const filters = properties.object('FilterCriteria').list('Filters');
    const responses = properties.texts('FunctionResponseTypes');
    draft.mappings.push({
      logicalId,
      functionName: functionName(properties.text('FunctionName')),
      tableName: table.name,
      streamArn,
      enabled: properties.flag('Enabled', true),
      batchSize: properties.number('BatchSize', 100),
      startingPosition: properties.word('StartingPosition', ['TRIM_HORIZON', 'LATEST']),
      filters: filters.map((filter) => JSON.parse(filter.text('Pattern')) as unknown),
      reportBatchItemFailures: responses.includes('ReportBatchItemFailures'),
      bisectBatchOnFunctionError: properties.flag('BisectBatchOnFunctionError', false),
      maximumRetryAttempts: properties.number('MaximumRetryAttempts', -1),
      maximumRecordAgeInSeconds: properties.number('MaximumRecordAgeInSeconds', -1),
      parallelizationFactor: properties.number('ParallelizationFactor', 1),
      ...(onFailureArn !== undefined && { onFailureArn }),
    });
  },
};

function variables(record: Record<string, unknown>, where: string): Record<string, string> {
  const entries = Object.entries(record).map(([name, value]) => {
    if (typeof value === 'object') refuse(where, `the environment variable ${name} is not text`);
    return [name, String(value)];
  });
  return Object.fromEntries(entries);
}
