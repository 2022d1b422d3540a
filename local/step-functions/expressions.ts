import jsonata from 'jsonata';
import type { Json } from './definition.ts';
import { EvaluationError } from './errors.ts';
import { addFunctions } from './functions.ts';

/** Real milliseconds after which an expression counts as endless. */
const LONGEST_EVALUATION = 5_000;

/** A string is an expression only if it begins with `{%` and ends with `%}` exactly. Its text, or undefined. */
export function expressionIn(value: unknown): string | undefined {
  if (typeof value !== 'string' || value.length < 4 || !value.startsWith('{%') || !value.endsWith('%}')) return undefined;
  return value.slice(2, -2).trim();
}

/** Every expression within a template, for checks. */
export function* expressionsIn(template: unknown): Generator<string> {
  const text = expressionIn(template);
  if (text !== undefined) yield text;
  else if (template !== null && typeof template === 'object')
    for (const part of Object.values(template)) yield* expressionsIn(part);
}

/** JSONata as the service speaks it, each expression compiled once. */
export class Expressions {
  readonly #now: () => number;
  readonly #compiled = new Map<string, jsonata.Expression>();

  constructor(now: () => number) {
    this.#now = now;
  }

  /** Why this text is no expression that the service would take, or undefined. */
  fault(text: string): string | undefined {
    try {
      return usesEval(this.#compile(text).ast()) ? '$eval is not supported' : undefined;
    } catch (error) {
      return messageOf(error);
    }
  }

  /**
   * Fills a template: every string that is an expression is replaced by its value, the rest is taken literally.
   * @param location the field's name in the state, for messages
   * @throws EvaluationError when an expression fails, or yields nothing
   */
  async fill(template: Json, location: string, bindings: Record<string, unknown>): Promise<Json> {
    const text = expressionIn(template);
    if (text !== undefined) return this.#evaluate(text, location, bindings);
    if (Array.isArray(template)) {
      const filled: Json[] = [];
      for (const [index, part] of template.entries()) filled.push(await this.fill(part, `${location}[${index}]`, bindings));
      return filled;
    }
    if (template === null || typeof template !== 'object') return template;
    const filled: Array<[string, Json]> = [];
    for (const [key, part] of Object.entries(template))
      filled.push([key, await this.fill(part, `${location}/${key}`, bindings)]);
    return Object.fromEntries(filled);
  }

  async #evaluate(text: string, location: string, bindings: Record<string, unknown>): Promise<Json> {
    const about = `The JSONata expression '${text}' specified for the field '${location}'`;
    let value: unknown;
    try {
      value = await this.#compile(text).evaluate(undefined, bindings);
    } catch (error) {
      throw new EvaluationError(location, `${about} threw an error during evaluation. ${messageOf(error)}`);
    }
    if (value === undefined) throw new EvaluationError(location, `${about} returned nothing (undefined).`);
    try {
      // A copy as plain JSON: JSONata marks its arrays and shares structure with the bindings.
      return JSON.parse(JSON.stringify(value, refuseFunctions)) as Json;
    } catch {
      throw new EvaluationError(location, `${about} returned an unsupported result type.`);
    }
  }

  #compile(text: string): jsonata.Expression {
    let expression = this.#compiled.get(text);
    if (expression === undefined) {
      expression = jsonata(text, { timeout: LONGEST_EVALUATION });
      addFunctions(expression, this.#now);
      this.#compiled.set(text, expression);
    }
    return expression;
  }
}

/** The error for a value of the wrong type, in the service's words. */
export function wrongType(template: Json, location: string, expected: string, value: Json): EvaluationError {
  const type = value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value;
  const text = expressionIn(template);
  const found = `Expected '${expected}', but was '${type}' for value: ${JSON.stringify(value)}`;
  const about = `specified for the field '${location}'`;
  if (text === undefined) return new EvaluationError(location, `The value ${about} has an unexpected type. ${found}`);
  return new EvaluationError(
    location,
    `The JSONata expression '${text}' ${about} returned an unexpected result type. ${found}`,
  );
}

function refuseFunctions(_key: string, value: unknown): unknown {
  const marked = value !== null && typeof value === 'object' && ('_jsonata_function' in value || '_jsonata_lambda' in value);
  if (marked || typeof value === 'function') throw new TypeError('a function is no JSON');
  return value;
}

function usesEval(node: unknown): boolean {
  if (node === null || typeof node !== 'object') return false;
  const { type, value } = node as { type?: unknown; value?: unknown };
  if (type === 'variable' && value === 'eval') return true;
  return Object.values(node).some(usesEval);
}

function messageOf(error: unknown): string {
  const { code, message } = error as { code?: string; message?: string };
  return code === undefined ? String(message ?? error) : `${code}: ${message ?? ''}`;
}
