import { DeleteCommand, PutCommand, type TransactWriteCommandInput, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { Key } from './keys.ts';

export type Item = Record<string, unknown>;

/**
 * What must hold of the stored item: that it is absent, or that attributes equal values, lie above or not above one, or are
 * missing altogether.
 */
export type Where = 'absent' | Record<string, Condition>;
type Condition = string | number | boolean | { above: string | number } | { notAbove: string | number } | { missing: true };

interface Conditional {
  where?: Where;
  /** The refusal that a failed condition means; without it (or when it returns nothing) the caller tries again. */
  otherwise?: (stored: Item | undefined) => Error | undefined;
}

/** One change of the table, as the pure rules return it. `set` leaves attributes that are `undefined` alone. */
export type Write =
  | ({ put: Item & Key } & Conditional)
  | ({ update: Key; set?: Item; remove?: string[] } & Conditional)
  | ({ delete: Key } & Conditional)
  | ({ check: Key } & Conditional);

/** Which item a write is about. */
export const keyOf = (write: Write): Key =>
  'put' in write ? write.put : 'update' in write ? write.update : 'delete' in write ? write.delete : write.check;

type TransactItem = NonNullable<TransactWriteCommandInput['TransactItems']>[number];

/** A `Write` in the words of DynamoDB. */
export function toTransactItem(TableName: string, write: Write): TransactItem {
  const names: Record<string, string> = {};
  const values: Item = {};
  const name = (attribute: string) => {
    names[`#${attribute}`] = attribute;
    return `#${attribute}`;
  };
  const value = (attribute: string, content: unknown) => {
    const placeholder = `:${attribute}${Object.keys(values).length}`;
    values[placeholder] = content;
    return placeholder;
  };
  const where = condition(write.where, name, value);
  const expressions = (update?: string) => ({
    TableName,
    ...(update && { UpdateExpression: update }),
    ...(where && { ConditionExpression: where, ReturnValuesOnConditionCheckFailure: 'ALL_OLD' as const }),
    ...(Object.keys(names).length > 0 && { ExpressionAttributeNames: names }),
    ...(Object.keys(values).length > 0 && { ExpressionAttributeValues: values }),
  });
  if ('put' in write) return { Put: { Item: write.put, ...expressions() } };
  if ('delete' in write) return { Delete: { Key: write.delete, ...expressions() } };
  if ('check' in write) return { ConditionCheck: { Key: write.check, ...expressions(), ConditionExpression: where ?? '' } };
  const set = Object.entries(write.set ?? {})
    .filter(([, content]) => content !== undefined)
    .map(([attribute, content]) => `${name(attribute)} = ${value(attribute, content)}`);
  const remove = (write.remove ?? []).map(name);
  const update = [set.length > 0 && `SET ${set.join(', ')}`, remove.length > 0 && `REMOVE ${remove.join(', ')}`];
  return { Update: { Key: write.update, ...expressions(), UpdateExpression: update.filter(Boolean).join(' ') } };
}

/** A write that stands alone. */
export function toCommand(TableName: string, write: Write): PutCommand | UpdateCommand | DeleteCommand {
  const { Put, Update, Delete } = toTransactItem(TableName, write);
  if (Put) return new PutCommand(Put);
  if (Update) return new UpdateCommand(Update);
  if (Delete) return new DeleteCommand(Delete);
  throw new Error('a check alone writes nothing');
}

function condition(
  where: Where | undefined,
  name: (a: string) => string,
  value: (a: string, v: unknown) => string,
): string | undefined {
  if (where === undefined) return undefined;
  if (where === 'absent') return `attribute_not_exists(${name('pk')})`;
  return Object.entries(where)
    .map(([attribute, wanted]) => {
      if (typeof wanted !== 'object') return `${name(attribute)} = ${value(attribute, wanted)}`;
      if ('above' in wanted) return `${name(attribute)} > ${value(attribute, wanted.above)}`;
      if ('notAbove' in wanted) return `${name(attribute)} <= ${value(attribute, wanted.notAbove)}`;
      return `attribute_not_exists(${name(attribute)})`;
    })
    .join(' AND ');
}
