/** Step Functions on one machine: a durable interpreter of JSONata state machines behind the service's own protocol. */
export { ServiceError } from './errors.ts';
export type { StatusChange } from './event.ts';
export { type HttpAnswer, handleStepFunctionsRequest } from './http.ts';
export { StepFunctions, type StepFunctionsOptions } from './service.ts';
export type { Answer } from './states/task.ts';
