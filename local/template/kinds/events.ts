import { attribute, type Kind } from '../kind.ts';
import type { RuleTarget, TargetInput } from '../model.ts';
import type { Properties } from '../properties.ts';
import { refuse } from '../refusal.ts';

export const eventBus: Kind = {
  type: 'AWS::Events::EventBus',
  identify(naming) {
    const name = naming.name('Name', 256);
    return { ref: name, attributes: { Arn: naming.arn('events', `event-bus/${name}`), Name: name } };
  },
  build(logicalId, properties, draft, identity) {
    properties.without('Name', 'Description', 'KmsKeyIdentifier', 'Tags', 'LogConfig');
    draft.buses.push({ logicalId, name: identity.ref, arn: attribute(identity, 'Arn') });
  },
};

export const rule: Kind = {
  type: 'AWS::Events::Rule',
  identify(naming) {
    const name = naming.name('Name', 64);
    const bus = busName(naming.given('EventBusName'));
    const path = bus === 'default' ? name : `${bus}/${name}`;
    return { ref: bus === 'default' ? name : `${bus}|${name}`, attributes: { Arn: naming.arn('events', `rule/${path}`) } };
  },
  build(logicalId, properties, draft, identity) {
    properties.without('Name', 'Description', 'Tags');
    const pattern = properties.record('EventPattern');
    const schedule = properties.textOr('ScheduleExpression');
    if (!pattern && schedule === undefined) refuse(logicalId, 'neither EventPattern nor ScheduleExpression is given');
    const name = identity.ref.split('|').at(-1) as string;
    draft.rules.push({
      logicalId,
      name,
      arn: attribute(identity, 'Arn'),
      busName: busName(properties.textOr('EventBusName')),
      enabled: properties.word('State', ['ENABLED', 'DISABLED'], 'ENABLED') === 'ENABLED',
      ...(pattern && { pattern }),
      ...(schedule !== undefined && { schedule }),
      targets: properties.list('Targets').map(target),
    });
  },
};

function target(properties: Properties): RuleTarget {
  // They concern an event that could not be handed over, which on one machine always can; what a function then fails to do is
  // retried and dead-lettered by the function's own settings.
  properties.without('RetryPolicy', 'DeadLetterConfig');
  const functionArn = properties.text('Arn');
  if (!functionArn.includes(':lambda:')) refuse(properties.where, `the target ${functionArn} is not a function`);
  return { id: properties.text('Id'), functionArn, input: input(properties) };
}

function input(properties: Properties): TargetInput {
  const json = properties.textOr('Input');
  const path = properties.textOr('InputPath');
  const transformer = properties.object('InputTransformer');
  const template = transformer.textOr('InputTemplate');
  if (json !== undefined) return { kind: 'constant', json };
  if (path !== undefined) return { kind: 'path', path };
  if (template === undefined) return { kind: 'event' };
  const paths = (transformer.record('InputPathsMap') ?? {}) as Record<string, string>;
  return { kind: 'template', paths, template };
}

function busName(nameOrArn: string | undefined): string {
  return nameOrArn?.split('event-bus/').at(-1) ?? 'default';
}
