import { RemovalPolicy } from 'aws-cdk-lib';
import { AttributeType, BillingMode, type CfnTable, ProjectionType, StreamViewType, Table } from 'aws-cdk-lib/aws-dynamodb';
import type { Construct } from 'constructs';
import { DELIVERY, ESCALATED, INBOX, PARTY_INDEXES, SWEEP } from '../functions/platform/keys.ts';

/**
 * The one table (design §4). Its indexes hold keys only, so that a change elsewhere in an item costs them nothing. The context `table`
 * names a restored table that takes its place: another resource, so that CloudFormation takes that one in and lets go of the first.
 */
export function visitsTable(scope: Construct): Table {
  const restored: string | undefined = scope.node.tryGetContext('table');
  const table = new Table(scope, 'Table', {
    ...(restored !== undefined && { tableName: restored }),
    partitionKey: { name: 'pk', type: AttributeType.STRING },
    sortKey: { name: 'sk', type: AttributeType.STRING },
    billingMode: BillingMode.PAY_PER_REQUEST,
    stream: StreamViewType.NEW_AND_OLD_IMAGES,
    timeToLiveAttribute: 'ttl',
    pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
    deletionProtection: true,
    removalPolicy: RemovalPolicy.RETAIN,
  });
  if (restored !== undefined) (table.node.defaultChild as CfnTable).overrideLogicalId(`Table${restored.replace(/\W|_/g, '')}`);
  for (const { name, pk, sk } of [...PARTY_INDEXES, INBOX, ESCALATED, SWEEP, DELIVERY]) {
    table.addGlobalSecondaryIndex({
      indexName: name,
      partitionKey: { name: pk, type: AttributeType.STRING },
      sortKey: { name: sk, type: AttributeType.STRING },
      projectionType: ProjectionType.KEYS_ONLY,
    });
  }
  return table;
}
