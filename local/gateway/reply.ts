/** An answer of a service, as it goes to the caller. */
export interface Reply {
  readonly status: number;
  readonly headers?: Record<string, string | string[] | undefined>;
  readonly body: string | Buffer;
}

/** An error in AWS's JSON protocols. */
export function errorReply(status: number, type: string, message: string, more: object = {}): Reply {
  return {
    status,
    headers: { 'content-type': 'application/x-amz-json-1.0' },
    body: JSON.stringify({ __type: type, message, ...more }),
  };
}

/** An exception of DynamoDB, with the namespace that its clients expect. */
export function dynamoDbError(type: string, message: string, more: object = {}, status = 400): Reply {
  return errorReply(status, `com.amazonaws.dynamodb.v20120810#${type}`, message, more);
}
