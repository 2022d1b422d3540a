import * as z from 'zod/mini';
import { steps } from '../../functions/decisions/steps/index.ts';
import { EMPLOYER_COLUMNS, SCHOOL_COLUMNS } from '../../functions/imports/organisation-rows.ts';
import { PERSON_COLUMNS } from '../../functions/imports/person-rows.ts';
import { contracts } from '../../functions/meta/openapi.ts';
import { Evidence } from '../../functions/visits/visit.ts';

/** Every field into which somebody can write words, a name, a number or an address, found in the contracts themselves. */

/** The part of JSON Schema that bodies use. */
interface Schema {
  $ref?: string;
  $defs?: Record<string, Schema>;
  type?: string;
  format?: string;
  pattern?: string;
  enum?: unknown[];
  const?: unknown;
  anyOf?: Schema[];
  oneOf?: Schema[];
  properties?: Record<string, Schema>;
  items?: Schema;
}

/** What is no words: ids and codes by their form, times of the day by theirs or, without one, by name. */
const CODE = /^\^\[\\p\{Ll\}\\p\{Nd\}\\p\{Lo\}\]/;
const NO_WORDS = [
  /^POST \/v1\/tasks\/decisions decisions\[\]\.(taskId|outcome)$/,
  /^POST \/v1\/tasks\/\{id\}\/decision outcome$/,
  /^POST \/v1\/policy(\/preview)? changes\./,
];

function fieldsOf(schema: Schema, root: Schema = schema, path = ''): string[] {
  if (schema.$ref) return fieldsOf(root.$defs![schema.$ref.split('/').at(-1)!]!, root, path);
  const below = (name: string) => (path === '' ? name : `${path}.${name}`);
  const isText =
    schema.type === 'string' &&
    !schema.enum &&
    !('const' in schema) &&
    !['date', 'date-time'].includes(schema.format ?? '') &&
    !CODE.test(schema.pattern ?? '');
  return [
    ...(isText ? [path] : []),
    ...[...(schema.anyOf ?? []), ...(schema.oneOf ?? [])].flatMap((each) => fieldsOf(each, root, path)),
    ...Object.entries(schema.properties ?? {}).flatMap(([name, each]) => fieldsOf(each, root, below(name))),
    ...(schema.items ? fieldsOf(schema.items, root, `${path}[]`) : []),
  ];
}

const bodyFields = (operation: string, body: z.ZodMiniType): string[] =>
  [...new Set(fieldsOf(z.toJSONSchema(body, { unrepresentable: 'any', io: 'input' }) as Schema))]
    .map((field) => `${operation} ${field}`)
    .filter((name) => !NO_WORDS.some((form) => form.test(name)));

/** What the contracts take as words; what a decision takes is its step's, and what is entered for another has its evidence. */
const WRITTEN = [
  ...contracts.flatMap(({ method, path, body }) => (body ? bodyFields(`${method} ${path}`, body) : [])),
  ...Object.values(steps).flatMap(({ step, body }) => bodyFields(`decide ${step}`, body)),
  ...bodyFields('decide for another', z.object({ evidence: Evidence })),
];

/** Columns of a list that hold ids, codes, names of what is there already, or days. */
const NO_WORDS_IN_LISTS = ['code', 'unit', 'parent', 'levels', 'district', 'organisation', 'role', 'from', 'to', 'head'];
const listed = (of: string, columns: object) =>
  Object.keys(columns)
    .filter((column) => !NO_WORDS_IN_LISTS.includes(column))
    .map((column) => `import ${of} ${column}`);

/** All of them, each by operation and path. */
export const FIELDS: readonly string[] = [
  ...WRITTEN,
  ...listed('schools', SCHOOL_COLUMNS),
  ...listed('employers', EMPLOYER_COLUMNS),
  ...listed('people', PERSON_COLUMNS),
  'sign-in phone',
  'link text',
];

/** What a field takes that no free words fit. */
const FORMS: [RegExp, (n: number) => string][] = [
  [/(phone|Phone)$/, (n) => `199-6600-${String(1000 + n)}`],
  [/email$/, (n) => `canary-${n}-x@example.com`],
  [/(wecom|officialAccount|subject|secret)$/, (n) => `canary-${n}-x-of-somebody`],
  [/robots url$/, (n) => `https://oapi.dingtalk.com/robot/send?access_token=ca0${n}x0fe`],
];

/** What is written into a field, and found again nowhere else. @throws for a field that nobody knows */
export function canaryOf(field: string): string {
  const n = FIELDS.indexOf(field);
  if (n < 0) throw new Error(`no such field: ${field}`);
  const [, made] = FORMS.find(([form]) => form.test(field)) ?? [];
  return made ? made(n) : `暗号${n}号`;
}

/** The fields whose canaries stand in a text; numbers with or without their dashes, addresses by what is secret in them. */
export const canariesIn = (text: string): string[] =>
  FIELDS.filter((field) => {
    const canary = canaryOf(field);
    return [canary, canary.replaceAll('-', ''), canary.split('access_token=')[1] ?? canary].some((each) => text.includes(each));
  });
