import type { TestProject } from 'vitest/node';
import { startDynamoDb } from '../local/dynamodb/server.ts';
import { synthesize } from '../local/synthesize.ts';
import { recordGrants } from './grants/whole-run.ts';

/**
 * Before all tests: the template is made once, and one DynamoDB Local is started in which each sample city takes a database of its
 * own. A Java process for each would be a quarter of what the tests cost. After all of them it is known which grants none needed.
 */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const [server] = await Promise.all([startDynamoDb(), synthesize()]);
  process.env.DYNAMODB_LOCAL_ENDPOINT = server.endpoint;
  const reportGrants = recordGrants(project);
  return async () => {
    await server.stop();
    await reportGrants();
  };
}
