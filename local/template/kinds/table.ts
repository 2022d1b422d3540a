import { attribute, type Draft, type Identity, type Kind, type Naming } from '../kind.ts';
import type { IndexDefinition, KeyElement, TableDefinition } from '../model.ts';
import type { Properties } from '../properties.ts';
import { refuse } from '../refusal.ts';

/** Capacity, backup, encryption and protection change nothing on one machine. */
const operational = [
  'BillingMode',
  'ProvisionedThroughput',
  'OnDemandThroughput',
  'WarmThroughput',
  'PointInTimeRecoverySpecification',
  'SSESpecification',
  'DeletionProtectionEnabled',
  'TableClass',
  'ContributorInsightsSpecification',
  'Tags',
];
const views = ['NEW_IMAGE', 'OLD_IMAGE', 'NEW_AND_OLD_IMAGES', 'KEYS_ONLY'] as const;

export const table: Kind = {
  type: 'AWS::DynamoDB::Table',
  identify,
  build(logicalId, properties, draft, identity) {
    properties.without(...operational);
    add(logicalId, properties, draft, identity);
  },
};

/** CDK's TableV2: a global table, of which one machine can hold one replica. */
export const globalTable: Kind = {
  type: 'AWS::DynamoDB::GlobalTable',
  identify,
  build(logicalId, properties, draft, identity) {
    properties.without(...operational, 'WriteProvisionedThroughputSettings', 'WriteOnDemandThroughputSettings');
    const replicas = properties.list('Replicas');
    if (replicas.length !== 1) refuse(logicalId, 'Replicas must be exactly one');
    replicas[0]?.without(...operational, 'Region', 'GlobalSecondaryIndexes', 'ReadProvisionedThroughputSettings');
    replicas[0]?.without('ReadOnDemandThroughputSettings');
    add(logicalId, properties, draft, identity);
  },
};

function identify(naming: Naming): Identity {
  const name = naming.name('TableName', 255);
  const arn = naming.arn('dynamodb', `table/${name}`);
  return { ref: name, attributes: { Arn: arn, StreamArn: `${arn}/stream/local` } };
}

function add(logicalId: string, properties: Properties, draft: Draft, identity: Identity): void {
  properties.without('TableName');
  const definition = define(identity.ref, properties);
  const ttl = properties.object('TimeToLiveSpecification');
  const ttlAttribute = ttl.textOr('AttributeName');
  const expires = ttl.flag('Enabled', ttlAttribute !== undefined);
  draft.tables.push({
    logicalId,
    name: identity.ref,
    arn: attribute(identity, 'Arn'),
    definition,
    ...(definition.StreamSpecification && { streamArn: attribute(identity, 'StreamArn') }),
    ...(expires && ttlAttribute !== undefined && { ttlAttribute }),
  });
}

function define(name: string, properties: Properties): TableDefinition {
  const stream = properties.object('StreamSpecification').without('ResourcePolicy', 'StreamEnabled');
  const global = properties.list('GlobalSecondaryIndexes').map(index);
  const local = properties.list('LocalSecondaryIndexes').map(index);
  return {
    TableName: name,
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: properties.list('AttributeDefinitions').map((each) => ({
      AttributeName: each.text('AttributeName'),
      AttributeType: each.word('AttributeType', ['S', 'N', 'B']),
    })),
    KeySchema: keys(properties),
    ...(global.length > 0 && { GlobalSecondaryIndexes: global }),
    ...(local.length > 0 && { LocalSecondaryIndexes: local }),
    ...(stream.has('StreamViewType') && {
      StreamSpecification: { StreamEnabled: true, StreamViewType: stream.word('StreamViewType', views) },
    }),
  };
}

function keys(properties: Properties): KeyElement[] {
  return properties.list('KeySchema').map((each) => ({
    AttributeName: each.text('AttributeName'),
    KeyType: each.word('KeyType', ['HASH', 'RANGE']),
  }));
}

function index(properties: Properties): IndexDefinition {
  properties.without(...operational, 'WriteProvisionedThroughputSettings', 'WriteOnDemandThroughputSettings');
  const projection = properties.object('Projection');
  const others = projection.texts('NonKeyAttributes');
  return {
    IndexName: properties.text('IndexName'),
    KeySchema: keys(properties),
    Projection: {
      ProjectionType: projection.word('ProjectionType', ['ALL', 'KEYS_ONLY', 'INCLUDE']),
      ...(others.length > 0 && { NonKeyAttributes: others }),
    },
  };
}
