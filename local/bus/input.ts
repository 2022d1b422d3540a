import type { RuleModel, TargetInput } from '../template/model.ts';

/** An event as a rule's targets get it. */
export interface BusEvent {
  readonly version: '0';
  readonly id: string;
  readonly source: string;
  readonly 'detail-type': string;
  readonly account: string;
  readonly time: string;
  readonly region: string;
  readonly resources: string[];
  readonly detail: unknown;
}

const SIMPLE_PATH = /^\$(\.[A-Za-z0-9_-]+)*$/;

/** @throws Error when the input uses more of EventBridge than this machine knows */
export function checkInput(input: TargetInput): void {
  const paths = input.kind === 'path' ? [input.path] : input.kind === 'template' ? Object.values(input.paths) : [];
  const unknown = paths.find((path) => !SIMPLE_PATH.test(path));
  if (unknown !== undefined) throw new Error(`the path ${unknown} is not supported locally`);
  if (input.kind !== 'template') return;
  const variables = [...input.template.matchAll(/<([^>]+)>/g)].map((match) => match[1] as string);
  const missing = variables.find((name) => !(name in input.paths) && !(name in predefined));
  if (missing !== undefined) throw new Error(`the variable <${missing}> is not supported locally`);
}

const predefined: Record<string, (event: BusEvent, rule: RuleModel) => unknown> = {
  'aws.events.rule-arn': (_event, rule) => rule.arn,
  'aws.events.rule-name': (_event, rule) => rule.name,
  'aws.events.event': (event) => event,
  'aws.events.event.json': (event) => event,
};

/** What the target is given for this event. */
export function inputFor(input: TargetInput, event: BusEvent, rule: RuleModel): unknown {
  if (input.kind === 'event') return event;
  if (input.kind === 'constant') return JSON.parse(input.json);
  if (input.kind === 'path') return at(event, input.path);
  const value = (name: string) => {
    const path = input.paths[name];
    return path === undefined ? predefined[name]?.(event, rule) : at(event, path);
  };
  // Inside quotes a variable is part of the text; elsewhere it is a JSON value.
  const filled = input.template.replaceAll(/"(?:[^"\\]|\\.)*"|<([^>]+)>/g, (token, name?: string) =>
    name === undefined
      ? token.replaceAll(/<([^>]+)>/g, (_, inner: string) => JSON.stringify(asText(value(inner))).slice(1, -1))
      : (JSON.stringify(value(name)) ?? 'null'),
  );
  return JSON.parse(filled);
}

function at(event: BusEvent, path: string): unknown {
  let value: unknown = event;
  for (const name of path.split('.').slice(1)) value = (value as Record<string, unknown> | undefined | null)?.[name];
  return value;
}

function asText(value: unknown): string {
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
}
