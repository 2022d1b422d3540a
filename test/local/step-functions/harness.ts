// biome-ignore-all lint/suspicious/noExplicitAny: what comes over the wire is compared, not computed with
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach } from 'vitest';
import { Activity } from '../../../local/activity.ts';
import { VirtualClock } from '../../../local/clock.ts';
import { type Journal, openJournal } from '../../../local/journal.ts';
import {
  type Answer,
  handleStepFunctionsRequest,
  type StatusChange,
  StepFunctions,
} from '../../../local/step-functions/index.ts';

export const REGION = 'us-east-1';
export const ACCOUNT = '111111111111';
const ROLE = `arn:aws:iam::${ACCOUNT}:role/test`;

/** A function of a test: takes the payload, returns its result, or throws an error with a name. */
export type Work = (payload: any) => unknown;

interface HistoryEvent {
  id: number;
  previousEventId: number;
  timestamp: number;
  type: string;
  [details: string]: any;
}

/** Step Functions with its journal, clock and functions, as a test needs them. */
export class Harness {
  readonly activity = new Activity();
  readonly journal: Journal;
  readonly clock: VirtualClock;
  readonly service: StepFunctions;
  readonly emitted: StatusChange[] = [];
  readonly calls: Array<{ functionName: string; payload: any }> = [];
  readonly functions: Record<string, Work>;
  emit = (event: StatusChange): void => void this.emitted.push(event);

  /** @param path the journal's file; the clock's offset is kept in it */
  constructor(functions: Record<string, Work> = {}, path = ':memory:') {
    this.functions = functions;
    this.journal = openJournal(path);
    const offset = Number(this.journal.get('offset') ?? 0);
    this.clock = new VirtualClock(this.activity, offset, (value) => this.journal.set('offset', String(value)));
    this.service = new StepFunctions({
      journal: this.journal,
      clock: this.clock,
      activity: this.activity,
      region: REGION,
      accountId: ACCOUNT,
      partition: 'aws',
      invoke: (functionArn, payload) => this.#invoke(functionArn, payload),
      emit: (event) => this.emit(event),
    });
  }

  async #invoke(functionArn: string, payload: unknown): Promise<Answer> {
    const functionName = functionArn.slice(functionArn.lastIndexOf(':') + 1);
    this.calls.push({ functionName, payload });
    try {
      return { payload: await this.functions[functionName]!(payload) };
    } catch (error) {
      const { name, message } = error as Error;
      return { error: { errorType: name, errorMessage: message } };
    }
  }

  call(action: string, body: object): any {
    return this.service.call(action, body);
  }

  /** Makes a machine of these states, the first of which begins. */
  machine(states: Record<string, object>, more: object = {}, name = 'm'): string {
    const definition = JSON.stringify({ QueryLanguage: 'JSONata', StartAt: Object.keys(states)[0], States: states, ...more });
    return this.call('CreateStateMachine', { name, definition, roleArn: ROLE }).stateMachineArn;
  }

  start(stateMachineArn: string, input: unknown = {}, name?: string): string {
    return this.call('StartExecution', { stateMachineArn, input: JSON.stringify(input), ...(name && { name }) }).executionArn;
  }

  /** Makes a machine of these states, starts it, and waits until all is quiet. */
  async run(states: Record<string, object>, input: unknown = {}): Promise<string> {
    const arn = this.start(this.machine(states), input);
    await this.quiet();
    return arn;
  }

  quiet(): Promise<void> {
    return this.activity.quiet();
  }

  async advance(seconds: number): Promise<void> {
    await this.clock.advanceTo(this.clock.now() + seconds * 1000);
  }

  /** Status, and output, error and cause where they are. */
  result(executionArn: string): { status: string; output?: any; error?: string; cause?: string } {
    const { status, output, error, cause } = this.call('DescribeExecution', { executionArn });
    return {
      status,
      ...(output !== undefined && { output: JSON.parse(output) }),
      ...(error && { error }),
      ...(cause && { cause }),
    };
  }

  history(executionArn: string): HistoryEvent[] {
    return this.call('GetExecutionHistory', { executionArn, maxResults: 1000 }).events;
  }

  types(executionArn: string): string[] {
    return this.history(executionArn).map((event) => event.type);
  }

  /** The token that this function was last given in its payload. */
  token(functionName: string, nth = -1): string {
    return this.calls.filter((call) => call.functionName === functionName).at(nth)!.payload.token;
  }

  /** Ends it as a kill would: nothing that still runs can report. */
  close(): void {
    if (!this.journal.db.isOpen) return;
    this.service.stop();
    this.clock.stop();
    this.journal.close();
  }
}

/** A Task that calls a function. */
export function task(functionName: string, more: object = {}, payload: unknown = '{% $states.input %}'): object {
  const Arguments = { FunctionName: `arn:aws:lambda:${REGION}:${ACCOUNT}:function:${functionName}`, Payload: payload };
  return { Type: 'Task', Resource: 'arn:aws:states:::lambda:invoke', Arguments, ...onward(more) };
}

/** A Task that gives a function its token and waits for it. */
export function tokenTask(functionName: string, more: object = {}, payload: object = {}): object {
  const Arguments = {
    FunctionName: `arn:aws:lambda:${REGION}:${ACCOUNT}:function:${functionName}`,
    Payload: { token: '{% $states.context.Task.Token %}', ...payload },
  };
  return { Type: 'Task', Resource: 'arn:aws:states:::lambda:invoke.waitForTaskToken', Arguments, ...onward(more) };
}

/** Adds End where no Next is given. */
export function onward(more: object): object {
  return 'Next' in more ? more : { ...more, End: true };
}

export function pass(more: object = {}): object {
  return { Type: 'Pass', ...onward(more) };
}

/** An error with a name, as a function throws it. */
export function named(name: string, message = ''): Error {
  return Object.assign(new Error(message), { name });
}

/** Serves it on a port of 127.0.0.1. */
export async function serve(harness: Harness): Promise<{ endpoint: string; server: Server }> {
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const target = request.headers['x-amz-target'] as string | undefined;
    const { status, headers, body } = handleStepFunctionsRequest(harness.service, target, Buffer.concat(chunks).toString());
    response.writeHead(status, headers).end(body);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return { endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, server };
}

const open = new Set<Harness>();

/** A harness that ends with the test. */
export function cloud(functions: Record<string, Work> = {}, path?: string): Harness {
  const harness = new Harness(functions, path);
  open.add(harness);
  return harness;
}

afterEach(() => {
  for (const harness of open) harness.close();
  open.clear();
});
