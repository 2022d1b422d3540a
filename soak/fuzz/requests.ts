import fc from 'fast-check';
import { RAW, spoilt } from './hostile.ts';
import { fitting, type Schema } from './schema.ts';
import { FORGERIES, type Forgery } from './tokens.ts';
import { BY_NAME, HEADINGS, IDS, ODD_IDS, TABLE_WORDS, WORDS } from './words.ts';

/** One request, with § where something is put in when it is sent. */
export interface Fuzzed {
  method: string;
  path: string;
  /** Who sends it: one of the strangers by number, or a forgery. */
  as: number | Forgery;
  headers: Record<string, string>;
  body?: string;
}

interface Operation {
  security?: [];
  parameters: { name: string; in: 'path' | 'query'; required: boolean; schema: Schema }[];
  requestBody?: { content: Record<string, { schema: Schema }> };
}
export interface OpenApi {
  paths: Record<string, Record<string, Operation>>;
}

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'];
/** Long enough ones belong into bodies. */
const HEADERS: Record<string, fc.Arbitrary<string>> = {
  'idempotency-key': fc.constantFrom('k1', 'k2', '__proto__', 'a'.repeat(101), 'with blank', ''),
  'if-match': fc.constantFrom('*', '"x"', 'W/"x"', '§etag§', '', '"'.repeat(50)),
  accept: fc.constantFrom('text/csv', '*/*', 'application/xml', ''),
  'content-type': fc.constantFrom(
    'text/plain',
    'application/json; charset=utf-16',
    'application/x-amz-json-1.0',
    'multipart/form-data',
    '',
  ),
  'x-forwarded-for': fc.constantFrom('127.0.0.1', '§visit§'),
  'x-amz-target': fc.constant('DynamoDB_20120810.Scan'),
  'x-http-method-override': fc.constantFrom('DELETE', 'POST'),
  cookie: fc.constant('session=person-union-city'),
};

const ids = (of: string) =>
  fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom(...(BY_NAME[of] ?? IDS)) },
    { weight: 1, arbitrary: fc.constantFrom(...IDS) },
    { weight: 1, arbitrary: fc.constantFrom(...ODD_IDS) },
    { weight: 1, arbitrary: fc.string({ unit: 'binary', minLength: 1, maxLength: 30 }) },
  );
const value = fc.oneof(ids(''), fc.constantFrom(...WORDS, '0', '101', '-1', '1e9', 'true'));

/** Headings that are known, and some that are not, with anything below them. */
const TABLE = fc
  .array(
    fc.array(fc.oneof(fc.constantFrom(...TABLE_WORDS), value, fc.string({ unit: 'binary', maxLength: 20 })), { maxLength: 8 }),
    {
      maxLength: 6,
    },
  )
  .chain((rows) => fc.subarray([...HEADINGS]).map((headings) => [headings, ...rows].map((row) => row.join(',')).join('\n')));

/** Requests over all operations of an OpenAPI document. The same seed makes the same ones. */
export function requestsOver({ paths }: OpenApi): fc.Arbitrary<Fuzzed> {
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => requestOf(path, method.toUpperCase(), operation)),
  );
  return fc.oneof(...operations);
}

function requestOf(template: string, method: string, { parameters, requestBody }: Operation): fc.Arbitrary<Fuzzed> {
  const inQuery = parameters.filter((parameter) => parameter.in === 'query');
  const query = fc.record(
    Object.fromEntries([
      ...inQuery.map(({ name, schema }) => [name, fc.oneof(fitting(schema, name).map(String), value)] as const),
      ['limit ', fc.constant('1')],
      ['__proto__', value],
    ]),
    { requiredKeys: inQuery.flatMap(({ name, required }) => (required ? [name] : [])) },
  );
  const known = ids(template.split('/').slice(0, 3).join('/'));
  // Whoever is signed out is not understood any more, and everybody may sign themselves out.
  const id = template.endsWith('/sign-out') ? known.filter((each) => each !== 'me') : known;
  const path = fc.tuple(id, fc.boolean(), query).map(([given, encoded, asked]) => {
    const at = template.replaceAll(/\{\w+\}/g, () => (encoded ? escaped(given) : loose(given)));
    const search = Object.entries(asked).map(([name, wanted]) => `${escaped(name)}=${escaped(String(wanted))}`);
    return search.length > 0 ? `${at}?${search.join('&')}` : at;
  });
  const schema = requestBody?.content['application/json']?.schema;
  const isTable = requestBody?.content['text/csv'] !== undefined;
  const fit = schema ? fitting(schema) : fc.jsonValue();
  const body = fc.oneof(
    { weight: 3, arbitrary: fit.map((given) => JSON.stringify(given)) },
    { weight: 5, arbitrary: spoilt(fit).map((given) => JSON.stringify(given) ?? '') },
    { weight: 1, arbitrary: RAW },
  );
  return fc
    .record({
      method: fc.oneof({ weight: 19, arbitrary: fc.constant(method) }, { weight: 1, arbitrary: fc.constantFrom(...METHODS) }),
      path,
      as: fc.oneof({ weight: 4, arbitrary: fc.nat({ max: 1_000 }) }, { weight: 1, arbitrary: fc.constantFrom(...FORGERIES) }),
      headers: fc.oneof(
        { weight: 3, arbitrary: fc.constant({}) },
        { weight: 2, arbitrary: fc.record(HEADERS, { requiredKeys: [] }) },
      ),
      body: isTable ? TABLE : schema ? body : fc.option(body, { nil: undefined, freq: 8 }),
    })
    .map(({ body, headers, ...request }) => ({
      ...request,
      headers: { ...(isTable && { 'content-type': 'text/csv' }), ...(headers as Record<string, string>) },
      ...(body !== undefined && { body }),
    }));
}

/** Percent-encoded but for the marks of what is put in later. */
const escaped = (text: string) =>
  text
    .toWellFormed()
    .split('§')
    .map((part) => encodeURIComponent(part))
    .join('§');
/** As a careless client would send it: only what no request line can hold is encoded. */
const loose = (text: string) => text.toWellFormed().replace(/[^\x21-\x7e§]/gu, (character) => encodeURIComponent(character));
