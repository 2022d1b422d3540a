import type { AsynchronousPolicy, CloudModel, Scope } from './model.ts';
import type { Properties } from './properties.ts';

/** What other resources may know of one: its `Ref` and its `Fn::GetAtt` values. */
export interface Identity {
  readonly ref: string;
  readonly attributes: Record<string, string>;
}

/** What a kind may ask when it gives its resource an identity. */
export interface Naming {
  readonly logicalId: string;
  readonly scope: Scope;
  /** The base address of the HTTP API on this machine. */
  readonly apiEndpoint: string;
  /** A property's resolved value, as text. */
  given(property: string): string | undefined;
  /** The physical name: the property's value, else stack and logical id, so that it is the same every time. */
  name(property: string, longest: number): string;
  arn(service: string, resource: string): string;
}

export interface Permission {
  readonly functionName: string;
  readonly principal: string;
  readonly sourceArn?: string;
}

export interface Integration {
  readonly functionArn: string;
  readonly timeoutMilliseconds: number;
}

/** The model while it is being built, and what only the building needs. */
export interface Draft extends CloudModel {
  readonly permissions: Permission[];
  readonly integrations: Map<string, Integration>;
  readonly asynchronous: Map<string, Partial<AsynchronousPolicy>>;
  /** The folder of the asset with this object key. */
  folder(objectKey: string, where: string): string;
}

/** One kind of resource. */
export interface Kind {
  readonly type: string;
  /** Nothing to do on one machine, whatever its properties say. */
  readonly idle?: true;
  identify(naming: Naming): Identity;
  /** Reads every property that matters and adds to the model. */
  build(logicalId: string, properties: Properties, draft: Draft, identity: Identity): void;
}

/** The last part of a function's ARN, or the name itself. */
export function functionName(nameOrArn: string): string {
  return /^arn:[^:]+:lambda:[^:]*:[^:]*:function:([^:]+)/.exec(nameOrArn)?.[1] ?? nameOrArn;
}

/** An attribute that the kind always gives. */
export function attribute(identity: Identity, name: string): string {
  return identity.attributes[name] as string;
}
