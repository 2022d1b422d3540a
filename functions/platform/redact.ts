/** What a log may say of what went wrong. Pure. */

export const REDACTED = '[redacted]';

/** Ids, codes, keys, instants, hashes. Names of people are written otherwise, and whatever else is not of this form does not go out. */
const CODE = /^[A-Za-z0-9$_-][A-Za-z0-9#._:+-]{0,199}$/;
/** A run of digits that could be a number somebody answers; one inside an id stands beside letters. */
const PHONE = /(?<![\w.-])(?:\+|00)?\d(?:[ -]?\d){6,18}(?![\w-])/g;
/** The three parts of a JWT; the long words that task tokens, secrets and sealed numbers are. */
const JWT = /\beyJ[\w-]+\.[\w-]+\.?[\w-]*/g;
const LONG = /[\w+/=-]{60,}/g;

/** Without what looks like a phone number or a token. */
export const masked = (text: string): string =>
  text.replaceAll(JWT, REDACTED).replaceAll(LONG, REDACTED).replaceAll(PHONE, REDACTED);

/** An id or a code as it is, anything else hidden. Days and instants are told from numbers by their form. */
export function fact(value: unknown): string | number | boolean | undefined {
  if (typeof value === 'number' || typeof value === 'boolean' || value === undefined) return value;
  if (typeof value !== 'string' || !CODE.test(value)) return REDACTED;
  return /^\d{4}-\d\d-\d\d(T[\d:.]+Z)?$/.test(value) ? value : masked(value);
}

/** What of an error tells which it was and where it happened. Its message and what it carries may quote anything, also an item. */
export interface Failure {
  error: string;
  code?: string | number | boolean | undefined;
  status?: number;
  stack: string[];
  cause?: Failure;
}

const MOST_FRAMES = 20;
const MOST_CAUSES = 3;

export function failureOf(error: unknown, causes = MOST_CAUSES): Failure {
  if (!(error instanceof Error)) return { error: typeof error, stack: [] };
  const { code, $metadata, cause } = error as Error & { code?: unknown; $metadata?: { httpStatusCode?: number } };
  return {
    error: String(fact(error.name)),
    ...(code !== undefined && { code: fact(code) }),
    ...($metadata?.httpStatusCode !== undefined && { status: $metadata.httpStatusCode }),
    stack: framesOf(error),
    ...(cause !== undefined && causes > 0 && { cause: failureOf(cause, causes - 1) }),
  };
}

/** The lines of the stack that name a place in the code; what stands before them is the message, which may have lines of its own. */
function framesOf({ stack = '', message }: Error): string[] {
  const behind = stack.includes(message) ? stack.slice(stack.indexOf(message) + message.length) : stack;
  return behind
    .split('\n')
    .filter((line) => /^\s+at [\w$.<>[\] /:#-]*\(?[\w$.:/@-]+:\d+:\d+\)?$/.test(line))
    .slice(0, MOST_FRAMES)
    .map((line) => masked(line.trim()));
}
