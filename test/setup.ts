import { startDynamoDb } from '../local/dynamodb/server.ts';
import { synthesize } from '../local/synthesize.ts';

/**
 * Before all tests: the template is made once, and one DynamoDB Local is started in which each sample city takes a database of its
 * own. A Java process for each would be a quarter of what the tests cost.
 */
export async function setup(): Promise<() => Promise<void>> {
  const [server] = await Promise.all([startDynamoDb(), synthesize()]);
  process.env.DYNAMODB_LOCAL_ENDPOINT = server.endpoint;
  return () => server.stop();
}
