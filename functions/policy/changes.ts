import * as z from 'zod/mini';
import { Policy } from '../deadlines/policy.ts';

/** What changes in a policy: fields in a tree like its own. What is left out stays as it is. */
export interface Changes {
  [field: string]: unknown;
}

type Schema = z.ZodMiniType;
const definitionOf = (schema: unknown) => (schema as z.core.$ZodTypes)._zod.def;

/** A schema that takes no field it does not know. */
function strictly(schema: Schema): Schema {
  const definition = definitionOf(schema);
  if (definition.type === 'default') return strictly(definition.innerType as Schema);
  return definition.type === 'object' ? z.strictObject(eachOf(definition.shape, strictly)) : schema;
}

/**
 * What can be sent of a schema: of an object any of its fields; of what stands under names (years, roles) each entry whole, or null to
 * take it out.
 */
function inParts(schema: Schema): Schema {
  const definition = definitionOf(schema);
  if (definition.type === 'default') return inParts(definition.innerType as Schema);
  if (definition.type === 'object') return z.strictObject(eachOf(definition.shape, (field) => z.optional(inParts(field))));
  if (definition.type !== 'record') return schema;
  const key = definition.keyType as z.core.$ZodRecordKey;
  return z.partialRecord(key, z.nullable(strictly(definition.valueType as Schema)));
}

const eachOf = (shape: Readonly<Record<string, unknown>>, change: (field: Schema) => Schema): Record<string, Schema> =>
  Object.fromEntries(Object.entries(shape).map(([name, field]) => [name, change(field as Schema)]));

/** As it is sent: the policy's own fields but its version. */
export const Changes = inParts(z.omit(Policy, { version: true })) as z.ZodMiniType<Changes>;

const isTree = (value: unknown): value is Changes => typeof value === 'object' && value !== null && !Array.isArray(value);

/** What stands after a change. Lists are taken as they come; null takes an entry out. */
export function merged(before: Changes, changes: Changes): Changes {
  const after = { ...before };
  for (const [name, value] of Object.entries(changes)) {
    const present = after[name];
    if (value === null) delete after[name];
    else if (value !== undefined) after[name] = isTree(value) ? merged(isTree(present) ? present : {}, value) : value;
  }
  return after;
}

/** The fields in which two policies differ but for their version, dotted, in their order: `workingDays.union-approval`. */
export const differences = (before: Policy, after: Policy): string[] =>
  FIELDS.flatMap((name) => differ({ [name]: before[name] }, { [name]: after[name] }));

const FIELDS = (Object.keys(Policy.shape) as (keyof Policy)[]).filter((name) => name !== 'version');

function differ(before: Changes, after: Changes, within = ''): string[] {
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].flatMap((name) => {
    const [was, is] = [before[name], after[name]];
    if (isTree(was) && isTree(is)) return differ(was, is, `${within}${name}.`);
    return JSON.stringify(was) === JSON.stringify(is) ? [] : [`${within}${name}`];
  });
}
