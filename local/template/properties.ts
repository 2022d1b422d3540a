import { refuse } from './refusal.ts';

/**
 * A resource's resolved properties, read one by one. What nobody reads or explicitly sets aside is refused by `done`, so that
 * no property is ignored by accident.
 */
export class Properties {
  readonly where: string;
  readonly #values: Record<string, unknown>;
  readonly #read = new Set<string>();
  readonly #children: Properties[] = [];

  constructor(where: string, values: Record<string, unknown>) {
    this.where = where;
    this.#values = values;
  }

  has(name: string): boolean {
    return this.#values[name] !== undefined;
  }

  take(name: string): unknown {
    this.#read.add(name);
    return this.#values[name];
  }

  text(name: string): string {
    return this.textOr(name) ?? refuse(this.where, `${name} is missing`);
  }

  textOr(name: string): string | undefined {
    const value = this.take(name);
    if (value === undefined || typeof value === 'string') return value;
    if (typeof value === 'number' || typeof value === 'boolean') return String(value);
    return refuse(this.where, `${name} is not text`);
  }

  /** Numbers may come as text, from a parameter. */
  number(name: string, otherwise: number): number {
    const value = this.take(name) ?? otherwise;
    const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
    return typeof number === 'number' && Number.isFinite(number) ? number : refuse(this.where, `${name} is not a number`);
  }

  flag(name: string, otherwise: boolean): boolean {
    const value = String(this.take(name) ?? otherwise);
    return value === 'true' || (value !== 'false' && refuse(this.where, `${name} is neither true nor false`));
  }

  texts(name: string): string[] {
    const value = this.take(name) ?? [];
    return Array.isArray(value) ? value.map(String) : refuse(this.where, `${name} is not a list`);
  }

  /** One of the given words. */
  word<const Word extends string>(name: string, words: readonly Word[], otherwise?: Word): Word {
    const value = this.textOr(name) ?? otherwise;
    const word = words.find((each) => each === value);
    return word ?? refuse(this.where, `${name} ${String(value)} is not supported locally`);
  }

  record(name: string): Record<string, unknown> | undefined {
    const value = this.take(name);
    if (value === undefined || isRecord(value)) return value;
    return refuse(this.where, `${name} is not an object`);
  }

  /** A nested object, read with the same care; an absent one is empty. */
  object(name: string): Properties {
    return this.#child(name, this.record(name) ?? {});
  }

  list(name: string): Properties[] {
    const value = this.take(name) ?? [];
    if (!Array.isArray(value)) refuse(this.where, `${name} is not a list`);
    return value.map((item, index) => {
      if (!isRecord(item)) refuse(this.where, `${name}[${index}] is not an object`);
      return this.#child(`${name}[${index}]`, item);
    });
  }

  /** Properties that change nothing on one machine. */
  without(...names: string[]): this {
    for (const name of names) this.#read.add(name);
    return this;
  }

  /** @throws TemplateRefused when a property was left unread */
  done(): void {
    const left = Object.keys(this.#values).find((name) => this.has(name) && !this.#read.has(name));
    if (left !== undefined) refuse(this.where, `the property ${left} is not supported locally`);
    for (const child of this.#children) child.done();
  }

  #child(name: string, values: Record<string, unknown>): Properties {
    const child = new Properties(`${this.where}.${name}`, values);
    this.#children.push(child);
    return child;
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
