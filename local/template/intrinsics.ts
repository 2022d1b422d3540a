import { refuse } from './refusal.ts';

/** What `AWS::NoValue` resolves to: the property or element that holds it is left out. */
const absent = Symbol('AWS::NoValue');

export interface Sources {
  /** Value of a parameter, pseudo parameter or resource; undefined when nothing has that name. */
  ref(name: string, where: string): unknown;
  attribute(logicalId: string, attribute: string, where: string): string;
  condition(name: string, where: string): boolean;
  /** The template's Mappings. */
  readonly mappings: Record<string, Record<string, Record<string, unknown>>>;
}

type Operands = (value: unknown, where: string) => unknown;

/** Resolves CloudFormation's intrinsic functions; whatever it does not know is refused by name. */
export class Intrinsics {
  readonly #sources: Sources;

  constructor(sources: Sources) {
    this.#sources = sources;
  }

  /** @param where the logical id, for messages */
  resolve(value: unknown, where: string): unknown {
    const resolved = this.#resolve(value, where);
    return resolved === absent ? undefined : resolved;
  }

  #resolve(value: unknown, where: string): unknown {
    if (typeof value === 'string') return withoutDynamicReference(value, where);
    if (Array.isArray(value)) return value.map((item) => this.#resolve(item, where)).filter((item) => item !== absent);
    if (value === null || typeof value !== 'object') return value;
    const [name, ...others] = Object.keys(value);
    if (name !== undefined && others.length === 0) {
      const operands = (value as Record<string, unknown>)[name];
      const known = this.#functions[name];
      if (known) return known(operands, where);
      // `Condition` alone may be the condition block of a policy statement, which is an object; a reference is a name.
      if (name === 'Condition' && typeof operands === 'string') return this.#sources.condition(operands, where);
      if (name.startsWith('Fn::')) refuse(where, `the intrinsic ${name} is not supported locally`);
    }
    const entries = Object.entries(value).map(([key, item]) => [key, this.#resolve(item, where)] as const);
    return Object.fromEntries(entries.filter(([, item]) => item !== absent));
  }

  #functions: Record<string, Operands> = {
    Ref: (name, where) => this.#ref(String(name), where),
    'Fn::GetAtt': (operands, where) => {
      const [logicalId, ...path] = typeof operands === 'string' ? operands.split('.') : (operands as string[]);
      return this.#sources.attribute(String(logicalId), path.join('.'), where);
    },
    'Fn::Join': (operands, where) => {
      const [separator, items] = this.#list(operands, where, 'Fn::Join');
      if (!Array.isArray(items)) refuse(where, 'Fn::Join needs a list');
      return items.map((item) => text(item, where, 'Fn::Join')).join(text(separator, where, 'Fn::Join'));
    },
    'Fn::Split': (operands, where) => {
      const [separator, whole] = this.#list(operands, where, 'Fn::Split');
      return text(whole, where, 'Fn::Split').split(text(separator, where, 'Fn::Split'));
    },
    'Fn::Select': (operands, where) => {
      const [index, items] = this.#list(operands, where, 'Fn::Select');
      const item = Array.isArray(items) ? items[Number(index)] : undefined;
      return item ?? refuse(where, `Fn::Select finds nothing at ${String(index)}`);
    },
    'Fn::Sub': (operands, where) => this.#substitute(operands, where),
    'Fn::If': (operands, where) => {
      const [name, yes, no] = operands as [string, unknown, unknown];
      return this.#resolve(this.#sources.condition(name, where) ? yes : no, where);
    },
    'Fn::Equals': (operands, where) => {
      const [left, right] = this.#list(operands, where, 'Fn::Equals');
      return String(left) === String(right);
    },
    'Fn::And': (operands, where) => this.#list(operands, where, 'Fn::And').every((item) => item === true),
    'Fn::Or': (operands, where) => this.#list(operands, where, 'Fn::Or').some((item) => item === true),
    'Fn::Not': (operands, where) => this.#list(operands, where, 'Fn::Not')[0] !== true,
    'Fn::FindInMap': (operands, where) => {
      const [map, first, second] = this.#list(operands, where, 'Fn::FindInMap').map(String) as [string, string, string];
      const found = this.#sources.mappings[map]?.[first]?.[second];
      return found ?? refuse(where, `Fn::FindInMap finds nothing at ${map}.${first}.${second}`);
    },
  };

  #list(operands: unknown, where: string, name: string): unknown[] {
    const resolved = this.#resolve(operands, where);
    return Array.isArray(resolved) ? resolved : refuse(where, `${name} needs a list`);
  }

  #ref(name: string, where: string): unknown {
    if (name === 'AWS::NoValue') return absent;
    return this.#sources.ref(name, where) ?? refuse(where, `Ref to ${name}, which does not exist locally`);
  }

  #substitute(operands: unknown, where: string): string {
    const [template, given] = Array.isArray(operands) ? operands : [operands, {}];
    if (typeof template !== 'string') refuse(where, 'Fn::Sub needs a string');
    const variables = this.#resolve(given, where) as Record<string, unknown>;
    const filled = template.replaceAll(/\$\{([^}]*)\}/g, (_, name: string) => {
      // `${!Literal}` stands for `${Literal}`
      if (name.startsWith('!')) return `\${${name.slice(1)}}`;
      if (Object.hasOwn(variables, name)) return text(variables[name], where, 'Fn::Sub');
      const [logicalId, ...path] = name.split('.');
      if (path.length > 0) return this.#sources.attribute(String(logicalId), path.join('.'), where);
      return text(this.#ref(name, where), where, 'Fn::Sub');
    });
    return withoutDynamicReference(filled, where);
  }
}

function text(value: unknown, where: string, name: string): string {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return String(value);
  return refuse(where, `${name} needs text where it has ${value === absent ? 'AWS::NoValue' : typeof value}`);
}

function withoutDynamicReference(value: string, where: string): string {
  const found = /\{\{resolve:[^}]*\}\}/.exec(value);
  return found ? refuse(where, `the dynamic reference ${found[0]} is not supported locally`) : value;
}
