import type { Kind } from './kind.ts';
import { eventBus, rule } from './kinds/events.ts';
import { api, integration, route, stage } from './kinds/http-api.ts';
import { policy, role } from './kinds/iam.ts';
import { idle } from './kinds/idle.ts';
import { key } from './kinds/key.ts';
import { eventInvokeConfig, eventSourceMapping, lambdaFunction, permission } from './kinds/lambda.ts';
import { queue } from './kinds/queue.ts';
import { stateMachine } from './kinds/step-functions.ts';
import { globalTable, table } from './kinds/table.ts';

/** Every kind that this machine knows, in the order in which they are built: what is looked up comes first. */
export const kinds: readonly Kind[] = [
  role,
  policy,
  queue,
  key,
  table,
  globalTable,
  eventInvokeConfig,
  lambdaFunction,
  permission,
  eventSourceMapping,
  stateMachine,
  eventBus,
  rule,
  api,
  stage,
  integration,
  route,
  ...idle,
];
