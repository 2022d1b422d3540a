import type { Statement } from '../template/model.ts';
import { like } from './like.ts';

/** One thing that a call asks to be allowed. */
export interface Asked {
  /** Such as `dynamodb:GetItem`. */
  readonly action: string;
  /** An ARN, or `*` where the action, or this machine, can name none: then only a statement for `*` allows it. */
  readonly resource: string;
  /** The partition keys that the call names; absent when it names none or they cannot be told, which fits no such condition. */
  readonly leadingKeys?: readonly string[];
  /** What else conditions may name, such as `kms:EncryptionContext:purpose`. */
  readonly context?: Readonly<Record<string, string>>;
}

export type Decision =
  | { readonly allowed: true; readonly grants: readonly string[] }
  | { readonly allowed: false; readonly denied: boolean };

interface Pattern {
  readonly text: string;
  readonly fits: (value: string) => boolean;
}

interface Compiled {
  readonly effect: Statement['effect'];
  readonly resources: readonly Pattern[];
  readonly leadingKeys: readonly Pattern[] | undefined;
  readonly equals: NonNullable<Statement['equals']>;
  /** How the statement names the action in question. */
  readonly action: string;
}

/**
 * What the statements of a role allow, decided as IAM does: a statement that denies wins, else one must allow, else it is refused.
 * Each action's statements are made ready when it is first asked for.
 */
export class Policy {
  readonly #statements: readonly Statement[];
  readonly #byAction = new Map<string, readonly Compiled[]>();

  constructor(statements: readonly Statement[]) {
    this.#statements = statements;
  }

  /** Whether it is allowed, and which grants that takes: one for each key that is asked for, named as in {@link grantsOf}. */
  decide(asked: Asked): Decision {
    const statements = this.#on(asked.action);
    if (statements.some((each) => each.effect === 'Deny' && denies(each, asked))) return { allowed: false, denied: true };
    for (const each of statements) {
      const grants = each.effect === 'Allow' && allows(each, asked);
      if (grants) return { allowed: true, grants };
    }
    return { allowed: false, denied: false };
  }

  #on(action: string): readonly Compiled[] {
    const known = this.#byAction.get(action);
    if (known) return known;
    const compiled = this.#statements.flatMap((statement) => {
      // IAM takes actions in any case.
      const named = statement.actions.find((each) => like(each.toLowerCase())(action.toLowerCase()));
      if (named === undefined) return [];
      const { effect, resources, leadingKeys, equals = {} } = statement;
      const ready = { resources: patterns(resources), leadingKeys: leadingKeys && patterns(leadingKeys) };
      return [{ effect, ...ready, equals, action: named }];
    });
    this.#byAction.set(action, compiled);
    return compiled;
  }
}

/** Everything that statements allow, one by one: an action, a resource, and a leading key where they are limited to some. */
export function grantsOf(statements: readonly Statement[]): string[] {
  const grants = statements
    .filter(({ effect }) => effect === 'Allow')
    .flatMap(({ actions, resources, leadingKeys = [undefined] }) =>
      actions.flatMap((action) => resources.flatMap((resource) => leadingKeys.map((key) => grant(action, resource, key)))),
    );
  return [...new Set(grants)];
}

/** ForAllValues: every key must fit a pattern of this one statement. AWS lets a call without keys pass; here nothing passes unseen. */
function allows({ action, resources, leadingKeys, equals }: Compiled, asked: Asked): string[] | undefined {
  const resource = resources.find(({ fits }) => fits(asked.resource))?.text;
  if (resource === undefined) return undefined;
  if (!Object.entries(equals).every(([name, values]) => values.includes(asked.context?.[name] ?? ''))) return undefined;
  if (!leadingKeys) return [grant(action, resource)];
  const fitting = asked.leadingKeys?.map((key) => leadingKeys.find(({ fits }) => fits(key))?.text);
  if (!fitting || fitting.length === 0 || fitting.includes(undefined)) return undefined;
  return [...new Set(fitting)].map((key) => grant(action, resource, key));
}

/** A condition that cannot be judged denies. */
function denies({ resources, leadingKeys, equals }: Compiled, asked: Asked): boolean {
  if (asked.resource !== '*' && !resources.some(({ fits }) => fits(asked.resource))) return false;
  const other = Object.entries(equals).some(([name, values]) => !values.includes(asked.context?.[name] ?? values[0]!));
  if (other) return false;
  return asked.leadingKeys?.every((key) => leadingKeys?.some(({ fits }) => fits(key)) ?? true) ?? true;
}

const grant = (action: string, resource: string, key?: string) =>
  key === undefined ? `${action} ${resource}` : `${action} ${resource} ${key}`;

const patterns = (texts: readonly string[]): Pattern[] => texts.map((text) => ({ text, fits: like(text) }));
