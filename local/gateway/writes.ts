/** The actions that may change items, and how each names its tables. */
const WRITES: Record<string, (body: string) => string[]> = {
  PutItem: named,
  UpdateItem: named,
  DeleteItem: named,
  TransactWriteItems: named,
  BatchWriteItem: (body) => Object.keys((JSON.parse(body) as { RequestItems?: object }).RequestItems ?? {}),
  ExecuteStatement: stated,
  BatchExecuteStatement: stated,
  ExecuteTransaction: stated,
};

export function isWrite(action: string): boolean {
  return action in WRITES;
}

/** The names of the tables that a successful call may have changed; none for a read. */
export function writtenTables(action: string, body: Buffer): string[] {
  const find = WRITES[action];
  if (!find) return [];
  return [...new Set(find(body.toString()).map((table) => table.replace(/^arn:.*:table\//, '')))];
}

/** Looks for the member without parsing: inside a value its quotes would be escaped, and no item's attribute is bare text. */
function named(body: string): string[] {
  return Array.from(body.matchAll(/"TableName"\s*:\s*"([^"]+)"/g), (match) => match[1] ?? '');
}

function stated(body: string): string[] {
  return Array.from(body.matchAll(/\b(?:INTO|UPDATE|FROM)\s+(?:\\")?([\w.-]+)/gi), (match) => match[1] ?? '');
}
