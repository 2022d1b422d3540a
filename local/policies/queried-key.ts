interface Query {
  readonly KeyConditionExpression?: unknown;
  readonly ExpressionAttributeNames?: unknown;
  readonly ExpressionAttributeValues?: unknown;
}

/**
 * The value to which a query ties the partition key `hash`; undefined when it cannot be told, as with the older `KeyConditions`.
 * DynamoDB wants it in just this form, `name = :value`, and takes no second condition on the same attribute.
 */
export function queriedKey(query: Query, hash: string): string | undefined {
  const names = (query.ExpressionAttributeNames ?? {}) as Record<string, string>;
  const values = (query.ExpressionAttributeValues ?? {}) as Record<string, { S?: string }>;
  const equalities = String(query.KeyConditionExpression ?? '').matchAll(/(#?[\w.-]+)\s*=\s*(:\w+)/g);
  const found = Array.from(equalities).filter(([, name = '']) => (names[name] ?? name) === hash);
  return found.length === 1 ? values[found[0]?.[2] ?? '']?.S : undefined;
}
