import { randomUUID } from 'node:crypto';
import { ServiceError } from './errors.ts';
import type { StepFunctions } from './service.ts';

const TARGET = /^AWSStepFunctions\.(\w+)$/;

export interface HttpAnswer {
  status: number;
  headers: Record<string, string>;
  body: string;
}

/**
 * Answers one HTTP request in AWS JSON 1.0.
 * @param target the header X-Amz-Target, such as `AWSStepFunctions.StartExecution`
 * @throws whatever is not the caller's fault
 */
export function handleStepFunctionsRequest(service: StepFunctions, target: string | undefined, bodyText: string): HttpAnswer {
  try {
    const action = TARGET.exec(target ?? '')?.[1];
    if (action === undefined)
      throw new ServiceError('UnknownOperationException', `Step Functions here has no target ${target}`);
    return answer(200, service.call(action, parse(bodyText)));
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    return answer(error.statusCode, { __type: error.type, message: error.message });
  }
}

function parse(text: string): unknown {
  if (text === '') return {};
  try {
    return JSON.parse(text);
  } catch {
    throw new ServiceError('SerializationException', 'The body is not JSON');
  }
}

function answer(status: number, body: unknown): HttpAnswer {
  const headers = { 'content-type': 'application/x-amz-json-1.0', 'x-amzn-requestid': randomUUID() };
  return { status, headers, body: JSON.stringify(body) };
}
