import { ServiceError } from './errors.ts';
import { limits } from './limits.ts';

/** The body of a request, read field by field; a wrong field is answered as the service answers it. */
export class Request {
  readonly #body: Record<string, unknown>;

  constructor(body: unknown) {
    if (body === null || typeof body !== 'object' || Array.isArray(body))
      throw new ServiceError('SerializationException', 'The body must be an object');
    this.#body = body as Record<string, unknown>;
  }

  text(field: string): string {
    const value = this.#body[field];
    if (typeof value !== 'string' || value === '') throw validation(`Value at '${field}' must be a text that is not empty`);
    return value;
  }

  optionalText(field: string): string | undefined {
    const value = this.#body[field];
    if (value === undefined || value === null) return undefined;
    if (typeof value !== 'string') throw validation(`Value at '${field}' must be a text`);
    return value;
  }

  flag(field: string, otherwise: boolean): boolean {
    const value = this.#body[field] ?? otherwise;
    if (typeof value !== 'boolean') throw validation(`Value at '${field}' must be true or false`);
    return value;
  }

  /** How many results a page has: 100 unless told, at most 1000. */
  pageSize(): number {
    const value = this.#body.maxResults ?? 0;
    if (typeof value !== 'number' || !Number.isInteger(value) || value < 0 || value > 1000) {
      throw validation("Value at 'maxResults' must be an integer of 0 to 1000");
    }
    return value === 0 ? 100 : value;
  }

  /** Where the page begins, as `pageToken` wrote it down for the same query. */
  page(query: string): string | undefined {
    const token = this.optionalText('nextToken');
    if (token === undefined) return undefined;
    const [of, from] = Buffer.from(token, 'base64url').toString().split('\n');
    if (of !== query || from === undefined) throw new ServiceError('InvalidToken', 'Invalid token');
    return from;
  }

  name(field: string): string {
    return checkName(this.text(field));
  }

  /** An ARN of this kind of resource. */
  arn(field: string, kind: 'stateMachine' | 'execution'): string {
    const arn = this.text(field);
    if (!ARN[kind].test(arn)) throw new ServiceError('InvalidArn', `Invalid Arn: '${arn}'`);
    return arn;
  }
}

const ARN = {
  stateMachine: /^arn:aws[a-z-]*:states:[a-z0-9-]+:\d{12}:stateMachine:[^:]{1,80}$/,
  execution: /^arn:aws[a-z-]*:states:[a-z0-9-]+:\d{12}:execution:[^:]{1,80}:[^:]{1,80}$/,
};

/** What a name must not contain: blanks, brackets, wildcards, special and control characters. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const FORBIDDEN = /[\s<>{}[\]?*"#%\\^|~`$&,;:/\u0000-\u001f\u007f-\u009f]/;

/** @throws ServiceError InvalidName */
export function checkName(name: string): string {
  if (name.length > limits.name || FORBIDDEN.test(name)) throw new ServiceError('InvalidName', `Invalid Name: '${name}'`);
  return name;
}

/** The token of the page that begins after `from`. */
export function pageToken(query: string, from: string | number): string {
  return Buffer.from(`${query}\n${from}`).toString('base64url');
}

export function validation(message: string): ServiceError {
  return new ServiceError('ValidationException', message);
}
