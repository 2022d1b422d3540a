/** What passes between the runtime and a function's worker. Payloads travel as JSON text, as they would to Lambda. */
export interface Start {
  readonly folder: string;
  readonly handler: string;
  readonly clock: SharedArrayBuffer;
  readonly name: string;
  readonly arn: string;
  readonly memorySize: number;
}

export interface Invocation {
  readonly id: string;
  readonly payload: string;
  readonly timeoutMilliseconds: number;
}

export interface FunctionError {
  readonly errorType: string;
  readonly errorMessage: string;
  readonly trace?: string[];
}

export type Report =
  | { readonly kind: 'ready' }
  | { readonly kind: 'unusable'; readonly error: FunctionError }
  | { readonly kind: 'log'; readonly text: string }
  | { readonly kind: 'result'; readonly id: string; readonly payload: string }
  | { readonly kind: 'failed'; readonly id: string; readonly error: FunctionError };
