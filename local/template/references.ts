import { Intrinsics, type Sources } from './intrinsics.ts';
import type { Identity, Kind } from './kind.ts';
import { kinds } from './kinds.ts';
import { refuse } from './refusal.ts';
import type { Resource, Surroundings, Template } from './template.ts';

/** What the names in a template stand for: parameters, pseudo parameters, conditions and the identities of resources. */
export class References implements Sources {
  readonly mappings: NonNullable<Template['Mappings']>;
  readonly #template: Template;
  readonly #around: Surroundings;
  readonly #pseudo: Record<string, string>;
  readonly #intrinsics = new Intrinsics(this);
  readonly #conditions = new Map<string, boolean>();
  readonly #identities = new Map<string, Identity>();

  constructor(template: Template, around: Surroundings) {
    const { stack, region, accountId, partition, urlSuffix } = around;
    this.#template = template;
    this.#around = around;
    this.mappings = template.Mappings ?? {};
    this.#pseudo = {
      'AWS::Region': region,
      'AWS::AccountId': accountId,
      'AWS::Partition': partition,
      'AWS::URLSuffix': urlSuffix,
      'AWS::StackName': stack,
      'AWS::StackId': `arn:${partition}:cloudformation:${region}:${accountId}:stack/${stack}/local`,
    };
  }

  /** A value with every intrinsic resolved. */
  resolve(value: unknown, where: string): unknown {
    return this.#intrinsics.resolve(value, where);
  }

  /** Whether a condition lets the resource or output be. */
  exists(where: string, thing: { readonly Condition?: string }): boolean {
    return thing.Condition === undefined || this.condition(thing.Condition, where);
  }

  ref(name: string, where: string): unknown {
    const parameter = this.#template.Parameters?.[name];
    if (!parameter) return this.#pseudo[name] ?? this.identity(name, where)?.ref;
    if (parameter.Type.startsWith('AWS::SSM::'))
      refuse(where, `the parameter ${name} comes from SSM, which is not there locally`);
    const value = this.#around.parameters[name] ?? parameter.Default ?? refuse(where, `the parameter ${name} has no value`);
    if (!/^(CommaDelimitedList|List<)/.test(parameter.Type)) return String(value);
    return String(value)
      .split(',')
      .map((each) => each.trim());
  }

  attribute(logicalId: string, name: string, where: string): string {
    const value = this.identity(logicalId, where)?.attributes[name];
    return value ?? refuse(where, `Fn::GetAtt ${logicalId}.${name} is not known locally`);
  }

  condition(name: string, where: string): boolean {
    const known = this.#conditions.get(name);
    if (known !== undefined) return known;
    const expression = this.#template.Conditions?.[name];
    if (expression === undefined) refuse(where, `the condition ${name} does not exist`);
    const value = this.resolve(expression, `Conditions.${name}`);
    if (typeof value !== 'boolean') refuse(`Conditions.${name}`, 'is neither true nor false');
    this.#conditions.set(name, value);
    return value;
  }

  identity(logicalId: string, where: string): Identity | undefined {
    const known = this.#identities.get(logicalId);
    if (known) return known;
    const resource = this.#template.Resources[logicalId];
    if (!resource) return undefined;
    if (!this.exists(logicalId, resource)) refuse(where, `refers to ${logicalId}, whose condition is false`);
    const made = this.#identify(logicalId, resource);
    this.#identities.set(logicalId, made);
    return made;
  }

  #identify(logicalId: string, resource: Resource): Identity {
    const { stack, region, accountId, partition, urlSuffix, apiEndpoint } = this.#around;
    const given = (property: string) => {
      const value = this.resolve(resource.Properties?.[property], logicalId);
      return value === undefined ? undefined : String(value);
    };
    return kindOf(logicalId, resource).identify({
      logicalId,
      scope: { stack, region, accountId, partition, urlSuffix },
      apiEndpoint,
      given,
      name: (property, longest) => given(property) ?? `${stack}-${logicalId}`.slice(0, longest),
      arn: (service, name) => `arn:${partition}:${service}:${region}:${accountId}:${name}`,
    });
  }
}

/** @throws TemplateRefused for a type that this machine does not know */
export function kindOf(logicalId: string, resource: Resource): Kind {
  const found = kinds.find((each) => each.type === resource.Type);
  return found ?? refuse(logicalId, `the resource type ${resource.Type} is not supported locally`);
}
