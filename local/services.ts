import type { Activity } from './activity.ts';
import { EventBus } from './bus/bus.ts';
import { Outbox } from './bus/outbox.ts';
import { handleEventsRequest } from './bus/put-events.ts';
import { Queues } from './bus/queues.ts';
import type { VirtualClock } from './clock.ts';
import type { DynamoDbCall } from './dynamodb/client.ts';
import type { Database } from './dynamodb/server.ts';
import { startTtl, type Ttl } from './dynamodb/ttl.ts';
import type { Ending } from './ending.ts';
import { accessKeyOf, lambdaEnvironment } from './environment.ts';
import { Functions } from './functions/functions.ts';
import type { Outcome } from './functions/instance.ts';
import type { Logs } from './functions/logs.ts';
import { type Gateway, startGateway } from './gateway/gateway.ts';
import type { Journal } from './journal.ts';
import { Kms } from './kms/kms.ts';
import { Guard } from './policies/guard.ts';
import { witness } from './policies/witness.ts';
import { handleStepFunctionsRequest, StepFunctions } from './step-functions/index.ts';
import { startStreams } from './streams/streams.ts';
import type { CloudModel, FunctionModel } from './template/model.ts';

/** What the services stand on. */
export interface Ground {
  readonly model: CloudModel;
  readonly journal: Journal;
  readonly activity: Activity;
  readonly clock: VirtualClock;
  readonly dynamodb: Database;
  readonly call: DynamoDbCall;
  readonly logs: Logs;
  /** What the keys of KMS are made from. */
  readonly masterKey: Buffer;
  readonly ending: Ending;
}

/** The services of one cloud. They answer calls as soon as they are there; functions are loaded with their own `start`. */
export interface Services {
  readonly gateway: Gateway;
  readonly functions: Functions;
  readonly stepFunctions: StepFunctions;
  readonly queues: Queues;
  readonly bus: EventBus;
  invoke(nameOrArn: string, payload: unknown): Promise<Outcome>;
  /** What happens by itself: takes up executions, streams, events and expiry where an earlier run left them. */
  begin(): Promise<void>;
}

/** Puts functions, Step Functions, the bus and the gateway together. */
export async function startServices(ground: Ground): Promise<Services> {
  const { model, journal, activity, clock, dynamodb, call, logs, masterKey, ending } = ground;
  const { region, accountId, partition } = model.scope;
  const keys = new Map(model.functions.map((each, index) => [each.name, accessKeyOf(index)]));
  const callers = new Map(Array.from(keys, ([name, key]) => [key, name]));

  const environment = (each: FunctionModel) => lambdaEnvironment(each, model.scope, gateway.url, keys.get(each.name) as string);
  const functions: Functions = new Functions({ models: model.functions, clock, activity, environment, logs });
  const invoke = (name: string, payload: unknown) => functions.invoke(name, payload);
  const queues = new Queues(model.queues, journal, clock);
  const outbox = new Outbox({ journal, clock, activity, queues, model: (name) => functions.model(name), invoke });
  const bus = new EventBus({ model, clock, journal, outbox });
  const emit = (event: Parameters<EventBus['emit']>[0]) => void bus.emit(event);
  const kms = new Kms(masterKey, model.keys);
  const guard = new Guard(model, witness(model));
  const stepFunctions = new StepFunctions({
    ...{ journal, clock, activity, region, accountId, partition, emit },
    invoke: async (name, payload, roleArn) => {
      const errorMessage = guard.refuseToInvoke(roleArn, functions.model(name)?.arn ?? name);
      return errorMessage === undefined
        ? invoke(name, payload)
        : { error: { errorType: 'Lambda.AWSLambdaException', errorMessage } };
    },
  });

  let wake: (tableName: string) => void = () => {};
  let ttl: Ttl | undefined;
  const changed = (tableName: string) => {
    wake(tableName);
    bus.changed();
  };
  const onWrite = (tableName: string, action: string, body: Buffer) => {
    changed(tableName);
    ttl?.written(tableName, action, body);
  };
  const gateway = await startGateway({
    dynamodb,
    activity,
    onWrite,
    // Whoever else is on this machine may look in with the AWS CLI or a script of their own.
    callers: (accessKeyId) => callers.get(accessKeyId) ?? 'outside',
    authorize: (caller, target, body) => guard.refuse(caller, target, body),
    services: {
      AWSStepFunctions: (target, body) => handleStepFunctionsRequest(stepFunctions, target, body),
      TrentService: (target, body) => kms.handle(target, body),
      AWSEvents: (target, body) => handleEventsRequest(bus, journal, target, body),
    },
  });
  ending.later(() => gateway.stop());
  ending.later(() => functions.stop());

  async function begin(): Promise<void> {
    for (const { arn, definition, roleArn } of model.stateMachines) stepFunctions.putStateMachine(arn, definition, roleArn);
    ending.later(() => stepFunctions.stop());
    stepFunctions.resume();
    const onFailure = ({ onFailureArn }: { onFailureArn?: string }, message: unknown) => {
      if (onFailureArn !== undefined) queues.send(onFailureArn, JSON.stringify(message));
    };
    const streams = await startStreams({ dynamodb, mappings: model.mappings, invoke, onFailure, journal, clock, activity });
    wake = (name) => streams.wake(name);
    ending.later(() => streams.stop());
    ttl = startTtl({ call, clock, tables: model.tables, onWrite: changed });
    ending.later(() => ttl?.stop());
    ending.later(() => bus.stop());
    bus.start();
  }

  return { gateway, functions, stepFunctions, queues, bus, invoke, begin };
}
