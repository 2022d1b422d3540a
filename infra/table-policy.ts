import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { INDEX_KEYS, KINDS } from '../functions/platform/kinds.ts';
import type { Access } from './access.ts';

/**
 * Access to the table in the words of IAM: a statement for each action, which holds only where every partition key of the call fits
 * one of its kinds, and one for each index. A transaction needs no action of its own: its items are authorized like single ones.
 */
export function tableStatements(table: Table, { indexes = [], numbers: _, ...actions }: Access): PolicyStatement[] {
  const onItems = Object.entries(actions).map(([action, kinds]) =>
    statement(
      action,
      table.tableArn,
      kinds.map((kind) => KINDS[kind]),
    ),
  );
  const onIndexes = indexes.map(({ name, part }) =>
    statement('Query', `${table.tableArn}/index/${name}`, INDEX_KEYS[part ?? name]!),
  );
  return [...onItems, ...onIndexes];
}

/**
 * A call that names no key at all would pass: AWS takes ForAllValues for true then. Of the actions that are granted here each names
 * one; a Scan does not, and nobody may.
 */
const statement = (action: string, resource: string, keys: readonly string[]) =>
  new PolicyStatement({
    actions: [`dynamodb:${action}`],
    resources: [resource],
    conditions: { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': [...keys] } },
  });
