import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { assetFolders } from './assets.ts';
import type { Draft, Identity } from './kind.ts';
import { kinds } from './kinds.ts';
import type { CloudModel } from './model.ts';
import { checkPermissions } from './permissions.ts';
import { Properties } from './properties.ts';
import { kindOf, References } from './references.ts';
import { refuse } from './refusal.ts';
import type { Resource, Surroundings, Template } from './template.ts';

const sections = 'AWSTemplateFormatVersion Description Metadata Parameters Mappings Conditions Resources Outputs Rules'.split(
  ' ',
);
/** `DependsOn` orders a deployment; the two policies say what becomes of the data at its end. */
const attributes = 'Type Properties Condition DependsOn Metadata DeletionPolicy UpdateReplacePolicy'.split(' ');

/** Reads a synthesized template with its assets from `cdk.out`. */
export function loadTemplate(path: string, around: Omit<Surroundings, 'stack' | 'folder'>): CloudModel {
  const template = JSON.parse(readFileSync(path, 'utf8')) as Template;
  return readTemplate(template, { ...around, stack: basename(path, '.template.json'), folder: assetFolders(path) });
}

/**
 * Turns a template into the model of a cloud. The same template and surroundings give the same model.
 * @throws TemplateRefused for whatever this machine does not know
 */
export function readTemplate(template: Template, around: Surroundings): CloudModel {
  checkForm(template);
  const references = new References(template, around);
  const draft = emptyDraft(around);
  for (const [logicalId, resource] of inOrder(template.Resources)) {
    if (!references.exists(logicalId, resource)) continue;
    const kind = kindOf(logicalId, resource);
    const resolved = references.resolve(resource.Properties ?? {}, logicalId) as Record<string, unknown>;
    const properties = new Properties(logicalId, resolved);
    kind.build(logicalId, properties, draft, references.identity(logicalId, logicalId) as Identity);
    if (!kind.idle) properties.done();
  }
  for (const [name, output] of Object.entries(template.Outputs ?? {})) {
    if (references.exists(name, output)) draft.outputs[name] = String(references.resolve(output.Value, `Outputs.${name}`));
  }
  checkPermissions(draft);
  const { permissions: _, integrations: __, asynchronous: ___, folder: ____, ...model } = draft;
  return model;
}

function checkForm(template: Template): void {
  const section = Object.keys(template).find((name) => !sections.includes(name));
  if (section !== undefined) refuse('template', `the section ${section} is not supported locally`);
  // CDK's own rule asks for the version of its bootstrap stack in the account.
  const rule = Object.keys(template.Rules ?? {}).find((name) => name !== 'CheckBootstrapVersion');
  if (rule !== undefined) refuse(`Rules.${rule}`, 'rules are not supported locally');
  for (const [logicalId, resource] of Object.entries(template.Resources)) {
    const attribute = Object.keys(resource).find((name) => !attributes.includes(name));
    if (attribute !== undefined) refuse(logicalId, `the attribute ${attribute} is not supported locally`);
  }
}

/** By the order of the kinds; within a kind the template's order stays. */
function inOrder(resources: Record<string, Resource>): [string, Resource][] {
  const rank = ([logicalId, resource]: [string, Resource]) => kinds.indexOf(kindOf(logicalId, resource));
  return Object.entries(resources).sort((a, b) => rank(a) - rank(b));
}

function emptyDraft({ stack, region, accountId, partition, urlSuffix, folder }: Surroundings): Draft {
  const bus = `arn:${partition}:events:${region}:${accountId}:event-bus/default`;
  return {
    scope: { stack, region, accountId, partition, urlSuffix },
    tables: [],
    functions: [],
    stateMachines: [],
    mappings: [],
    buses: [{ logicalId: 'default', name: 'default', arn: bus }],
    rules: [],
    apis: [],
    queues: [],
    keys: [],
    roles: [],
    outputs: {},
    permissions: [],
    integrations: new Map(),
    asynchronous: new Map(),
    folder,
  };
}
