/** What the service answers to a request that it refuses; `type` is the service's own name of the error. */
export class ServiceError extends Error {
  override name = 'ServiceError';
  readonly type: string;
  readonly statusCode: number;
  constructor(type: string, message: string, statusCode = 400) {
    super(message);
    this.type = type;
    this.statusCode = statusCode;
  }
}

/** Why a state failed. A token's failure may come without a name or a cause. */
export interface Failure {
  error?: string;
  cause?: string;
}

/** An expression of a state could not be used; the text lacks the sentence that names the state. */
export class EvaluationError extends Error {
  override name = 'EvaluationError';
  readonly location: string;
  constructor(location: string, message: string) {
    super(message);
    this.location = location;
  }
}

/** A state failed for another reason than an expression. */
export class StateFailure extends Error {
  override name = 'StateFailure';
  readonly failure: Failure;
  constructor(error: string, cause: string) {
    super(`${error}: ${cause}`);
    this.failure = { error, cause };
  }
}

/** The execution has reached the most events that a history may have. */
export class HistoryFull extends Error {
  override name = 'HistoryFull';
}
