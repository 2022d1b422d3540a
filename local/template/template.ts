import type { Scope } from './model.ts';

export interface Resource {
  readonly Type: string;
  readonly Properties?: Record<string, unknown>;
  readonly Condition?: string;
}

/** A template as `cdk synth` writes it. */
export interface Template {
  readonly Parameters?: Record<string, { readonly Type: string; readonly Default?: unknown }>;
  readonly Mappings?: Record<string, Record<string, Record<string, unknown>>>;
  readonly Conditions?: Record<string, unknown>;
  readonly Resources: Record<string, Resource>;
  readonly Outputs?: Record<string, { readonly Value: unknown; readonly Condition?: string }>;
  readonly Rules?: Record<string, unknown>;
}

/** What a template does not say itself. */
export interface Surroundings extends Scope {
  /** Values for the template's parameters; those that it does not declare are left aside. */
  readonly parameters: Record<string, string>;
  /** The base address of the HTTP API on this machine. */
  readonly apiEndpoint: string;
  /** The folder of the asset with this object key. */
  folder(objectKey: string, where: string): string;
}
