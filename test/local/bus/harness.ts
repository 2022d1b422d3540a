import { Activity } from '../../../local/activity.ts';
import { EventBus } from '../../../local/bus/bus.ts';
import { Outbox } from '../../../local/bus/outbox.ts';
import { Queues } from '../../../local/bus/queues.ts';
import { VirtualClock } from '../../../local/clock.ts';
import type { Outcome } from '../../../local/functions/instance.ts';
import { type Journal, openJournal } from '../../../local/journal.ts';
import type { CloudModel, FunctionModel, RuleModel } from '../../../local/template/model.ts';
import { functionModel } from '../functions/bundle.ts';

const scope = { stack: 's', region: 'us-east-1', accountId: '111111111111', partition: 'aws', urlSuffix: 'amazonaws.com' };
const arn = (service: string, name: string) => `arn:aws:${service}:us-east-1:111111111111:${name}`;
export const QUEUE = arn('sqs', 'letters');
export const FUNCTION = arn('lambda', 'function:worker');

export function rule(name: string, more: Partial<RuleModel>): RuleModel {
  return {
    logicalId: name,
    name,
    arn: arn('events', `rule/${name}`),
    busName: 'default',
    enabled: true,
    targets: [{ id: 'a', functionArn: FUNCTION, input: { kind: 'event' } }],
    ...more,
  };
}

export interface Given {
  rules: RuleModel[];
  /** What the function does with an event; what it returns is its answer. */
  answer?: (event: Record<string, unknown>) => unknown;
  policy?: Partial<FunctionModel['asynchronous']>;
  journal?: Journal;
  offset?: number;
}

/** A bus with one function `worker`, one queue and the custom bus `visits`. */
export function busWith({ rules, answer = () => null, policy = {}, journal = openJournal(':memory:'), offset = 0 }: Given) {
  const activity = new Activity();
  const clock = new VirtualClock(activity, offset);
  const queues = new Queues([{ logicalId: 'q', name: 'letters', arn: QUEUE, url: 'x' }], journal, clock);
  const asynchronous = { maximumRetryAttempts: 2, maximumEventAgeInSeconds: 21_600, ...policy };
  const worker = functionModel('worker', '/nowhere', { asynchronous });
  const calls: { at: number; event: Record<string, unknown> }[] = [];
  const invoke = async (_name: string, payload: unknown): Promise<Outcome> => {
    const event = payload as Record<string, unknown>;
    calls.push({ at: clock.now(), event });
    try {
      return { payload: await answer(event) };
    } catch (error) {
      return { error: { errorType: 'Error', errorMessage: (error as Error).message } };
    }
  };
  const outbox = new Outbox({ journal, clock, activity, queues, model: () => worker, invoke });
  const buses = ['default', 'visits'].map((name) => ({ logicalId: name, name, arn: arn('events', `event-bus/${name}`) }));
  const model = { scope, rules, buses } as unknown as CloudModel;
  const bus = new EventBus({ model, clock, journal, outbox });
  bus.start();
  return { bus, clock, activity, queues, calls, journal };
}

export const event = (status: string) => ({ source: 'aws.states', 'detail-type': 'Execution', detail: { status } });
