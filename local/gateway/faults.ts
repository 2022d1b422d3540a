import { dynamoDbError, errorReply, type Reply } from './reply.ts';
import { isWrite } from './writes.ts';

/**
 * throttle: refused before it happens, the caller may come again. conflict: another transaction holds an item.
 * unavailable: an error of the service, nothing happened. lost-reply: it happened, but the caller never hears of it.
 */
export type FaultKind = 'throttle' | 'conflict' | 'unavailable' | 'lost-reply';

export interface PlannedFault {
  /** Only calls of this function. */
  readonly caller?: string;
  /** Only this action, such as `TransactWriteItems` or `SendTaskSuccess`. */
  readonly action?: string;
  /** Only requests of which this holds. */
  readonly match?: (body: Record<string, unknown>) => boolean;
  readonly kind: FaultKind;
  /** How many calls it strikes; one by default. */
  readonly times?: number;
}

export interface RandomFaults {
  readonly seed: number;
  /** Of each call, from 0 to 1. */
  readonly probability: number;
  readonly kinds: readonly FaultKind[];
}

export interface Call {
  readonly caller: string;
  readonly service: string;
  readonly action: string;
  readonly body: Buffer;
}

/** A fault that struck. `reply` is missing where the call goes through and only its answer is lost. */
export interface Fault {
  readonly caller: string;
  readonly action: string;
  readonly kind: FaultKind;
  readonly reply?: Reply;
}

/** What may go wrong between a function and AWS, on demand: planned faults first, then random ones from a seed. */
export class Faults {
  /** Every fault that struck, oldest first. */
  readonly struck: Fault[] = [];
  #planned: { fault: PlannedFault; left: number }[] = [];
  #random: { faults: RandomFaults; draw: () => number } | undefined;

  /** Plans a fault for the next calls that it fits. */
  next(fault: PlannedFault): void {
    this.#planned.push({ fault, left: fault.times ?? 1 });
  }

  /** Faults at random, the same for the same seed and the same order of calls. */
  random(faults: RandomFaults): void {
    this.#random = { faults, draw: generator(faults.seed) };
  }

  /** Back to good weather. */
  clear(): void {
    this.#planned = [];
    this.#random = undefined;
  }

  /** The fault that strikes this call, if any. */
  strike(call: Call): Fault | undefined {
    if (this.#planned.length === 0 && !this.#random) return undefined;
    const kind = this.#plannedKind(call) ?? this.#randomKind(call);
    if (!kind) return undefined;
    const { caller, action } = call;
    const fault = { caller, action, kind, ...(kind !== 'lost-reply' && { reply: refusal(kind, call) }) };
    this.struck.push(fault);
    return fault;
  }

  #plannedKind(call: Call): FaultKind | undefined {
    const plan = this.#planned.find(({ fault }) => fits(fault, call));
    if (!plan) return undefined;
    if (--plan.left <= 0) this.#planned.splice(this.#planned.indexOf(plan), 1);
    return plan.fault.kind;
  }

  #randomKind(call: Call): FaultKind | undefined {
    if (!this.#random) return undefined;
    const { faults, draw } = this.#random;
    // Always two draws, so that the calls that a fault does not fit leave the sequence as it is.
    const [strikes, which] = [draw() < faults.probability, draw()];
    const possible = faults.kinds.filter((kind) => canHappen(kind, call));
    return strikes ? possible[Math.floor(which * possible.length)] : undefined;
  }
}

function fits(fault: PlannedFault, call: Call): boolean {
  if (fault.caller !== undefined && fault.caller !== call.caller) return false;
  if (fault.action !== undefined && fault.action !== call.action) return false;
  if (!canHappen(fault.kind, call)) return false;
  return !fault.match || fault.match(JSON.parse(call.body.toString()));
}

function canHappen(kind: FaultKind, { action }: Call): boolean {
  return kind !== 'conflict' || action === 'TransactGetItems' || isWrite(action);
}

function refusal(kind: Exclude<FaultKind, 'lost-reply'>, call: Call): Reply {
  const dynamoDb = call.service.startsWith('DynamoDB');
  switch (kind) {
    case 'throttle': {
      const message = 'The level of configured provisioned throughput for the table was exceeded.';
      if (dynamoDb) return dynamoDbError('ProvisionedThroughputExceededException', message);
      return errorReply(400, 'ThrottlingException', 'Rate exceeded');
    }
    case 'unavailable':
      if (dynamoDb) return dynamoDbError('InternalServerError', 'The request processing has failed.', {}, 500);
      return errorReply(503, 'ServiceUnavailable', 'The request has failed due to a temporary failure of the server.');
    case 'conflict':
      return conflict(call);
  }
}

function conflict({ action, body }: Call): Reply {
  if (!action.startsWith('Transact'))
    return dynamoDbError('TransactionConflictException', 'Transaction is ongoing for the item');
  const { TransactItems = [] } = JSON.parse(body.toString()) as { TransactItems?: unknown[] };
  const CancellationReasons = TransactItems.map((_, index) =>
    index === 0 ? { Code: 'TransactionConflict', Message: 'Transaction is ongoing for the item' } : { Code: 'None' },
  );
  const codes = CancellationReasons.map((reason) => reason.Code).join(', ');
  const message = `Transaction cancelled, please refer cancellation reasons for specific reasons [${codes}]`;
  return dynamoDbError('TransactionCanceledException', message, { Message: message, CancellationReasons });
}

/** mulberry32: small, fast, and the same everywhere. */
function generator(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
