import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, type Stack } from 'aws-cdk-lib';
import { BUNDLES, bundle, handlers } from '../../infra/bundle.ts';
import { ModelWorkerVisits } from '../../infra/stack.ts';
import type { Machine } from '../workflows/lint/machine.ts';

// biome-ignore lint/suspicious/noExplicitAny: a template is JSON of any shape
export type Json = any;
export interface Resource {
  Type: string;
  Properties: Json;
  [attribute: string]: Json;
}
export interface Template {
  Resources: Record<string, Resource>;
  Parameters?: Record<string, Json>;
  Outputs?: Record<string, Json>;
}

// CDK's own validation takes longer than everything else; it has its place where the template is deployed.
process.env.CDK_VALIDATION = 'false';

/** The stack as `cdk deploy` makes it for a region, or for whichever it will be, with the context of cdk.json. */
export async function withStack<T>(
  region: string | undefined,
  use: (stack: Stack, app: App) => T,
  more: Json = {},
): Promise<T> {
  // The global setup has bundled already, unless the template was still there and the bundles were not.
  if ([...handlers().keys()].some((name) => !existsSync(`${BUNDLES}${name}`))) await bundle();
  const { context: usual } = JSON.parse(readFileSync(new URL('../../cdk.json', import.meta.url), 'utf8'));
  const context = { ...usual, ...more, 'aws:cdk:disable-asset-staging': true };
  const outdir = mkdtempSync(join(tmpdir(), 'cdk-'));
  try {
    const app = new App({ outdir, analyticsReporting: false, context });
    return use(new ModelWorkerVisits(app, 'ModelWorkerVisits', region ? { env: { region } } : {}), app);
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}

/** @param context stands beside that of cdk.json, as `-c` gives it */
export const templateFor = (region: string, context: Json = {}): Promise<Template> =>
  withStack(region, (_, app) => app.synth().getStackByName('ModelWorkerVisits').template, context);

export const ofType = ({ Resources }: Template, type: string): [id: string, resource: Resource][] =>
  Object.entries(Resources).filter(([, { Type }]) => Type === type);

/** A value with its intrinsics joined to one text; what is only known at deployment stands as `<Ref>`. */
export function joined(value: Json): string {
  if (typeof value !== 'object' || value === null) return String(value);
  if (value['Fn::Join']) {
    const [separator, items] = value['Fn::Join'];
    // What is joined may be a list that is only known at deployment.
    return Array.isArray(items) ? items.map(joined).join(separator) : joined(items);
  }
  if (value['Fn::Sub']) return joined(value['Fn::Sub']);
  const [content] = Object.values(value);
  return `<${Array.isArray(content) ? content.map(joined).join('.') : joined(content)}>`;
}

/** The visit's state machine as the service will read it. */
export function definitionOf(template: Template): Machine {
  const [[, { Properties }]] = ofType(template, 'AWS::StepFunctions::StateMachine') as [[string, Resource]];
  // The validator wants to see an ARN.
  const text = joined(Properties.DefinitionString).replaceAll('<AWS::Partition>', 'aws');
  return JSON.parse(text.replaceAll(/<(\w+)\.Arn>/g, 'arn:aws:lambda:us-east-1:111111111111:function:$1'));
}
