import type { FunctionModel, Scope } from './template/model.ts';

/** The key by which the gateway knows the function; like the names, the same every time. */
export function accessKeyOf(index: number): string {
  return `LOCAL${String(index).padStart(11, '0')}`;
}

/** The variables that Lambda gives every function. All of AWS is the gateway: what it does not know it refuses, nothing leaves. */
export function lambdaEnvironment(
  model: FunctionModel,
  scope: Scope,
  gateway: string,
  accessKeyId: string,
): Record<string, string> {
  return {
    AWS_REGION: scope.region,
    AWS_DEFAULT_REGION: scope.region,
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: 'local',
    AWS_ENDPOINT_URL: gateway,
    AWS_ENDPOINT_URL_DYNAMODB: gateway,
    AWS_ENDPOINT_URL_SFN: gateway,
    AWS_ENDPOINT_URL_EVENTBRIDGE: gateway,
    AWS_ENDPOINT_URL_SQS: gateway,
    AWS_ENDPOINT_URL_KMS: gateway,
    // The developer's own profile must not reach the functions.
    AWS_CONFIG_FILE: '/dev/null',
    AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
    AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs',
    AWS_LAMBDA_FUNCTION_NAME: model.name,
    AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(model.memorySize),
    LAMBDA_TASK_ROOT: model.folder,
    _HANDLER: model.handler,
    LANG: 'en_US.UTF-8',
  };
}
