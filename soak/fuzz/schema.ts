import fc from 'fast-check';
import { BY_NAME, DATE_TIMES, DAYS, WORDS } from './words.ts';

/** The part of JSON Schema that the OpenAPI document uses. */
export interface Schema {
  type?: string;
  const?: unknown;
  enum?: unknown[];
  anyOf?: Schema[];
  oneOf?: Schema[];
  properties?: Record<string, Schema>;
  required?: string[];
  additionalProperties?: boolean | Schema;
  items?: Schema;
  minItems?: number;
  maxItems?: number;
  minimum?: number;
  maximum?: number;
  maxLength?: number;
  format?: string;
}

/** Values that fit a schema, or nearly: deep enough into the handlers to be refused for what they are about. */
export function fitting(schema: Schema, name = ''): fc.Arbitrary<unknown> {
  if ('const' in schema) return fc.constant(schema.const);
  if (schema.enum) return fc.constantFrom(...schema.enum);
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices) return fc.oneof(...choices.map((choice) => fitting(choice, name)));
  switch (schema.type) {
    case 'object':
      return object(schema);
    case 'array': {
      const { items = {}, minItems = 0, maxItems = 10 } = schema;
      return fc.array(fitting(items, name), {
        minLength: minItems,
        maxLength: Math.max(minItems, Math.min(maxItems, minItems + 3)),
      });
    }
    case 'integer':
      return fc.integer({ min: clamp(schema.minimum ?? 0), max: clamp(schema.maximum ?? 1000) });
    case 'number':
      return fc.double({ min: clamp(schema.minimum ?? 0), max: clamp(schema.maximum ?? 1000), noNaN: true });
    case 'boolean':
      return fc.boolean();
    case 'string':
      return text(schema, name);
    default:
      return fc.constantFrom<unknown>('x', 1, true, null, {}, []);
  }
}

const clamp = (limit: number) => Math.max(-1_000_000, Math.min(1_000_000, limit));

function object({ properties = {}, required = [] }: Schema): fc.Arbitrary<unknown> {
  const model = Object.fromEntries(Object.entries(properties).map(([name, schema]) => [name, fitting(schema, name)]));
  return fc.record(model, { requiredKeys: required });
}

function text({ format, maxLength = 40 }: Schema, name: string): fc.Arbitrary<unknown> {
  if (format === 'date-time') return fc.constantFrom(...DATE_TIMES);
  if (format === 'date') return fc.constantFrom(...DAYS);
  return fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom(...(BY_NAME[name] ?? WORDS)) },
    { weight: 1, arbitrary: fc.constantFrom(...WORDS) },
    { weight: 1, arbitrary: fc.string({ maxLength: Math.min(maxLength, 40), unit: 'binary' }) },
  );
}
