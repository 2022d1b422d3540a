import type { RouteModel } from '../template/model.ts';

export interface Match {
  readonly route: RouteModel;
  readonly pathParameters?: Record<string, string>;
}

interface Parsed {
  readonly route: RouteModel;
  readonly method: string;
  readonly segments: string[];
}

/**
 * Chooses the route as API Gateway's HTTP APIs do: a full match before a greedy one, fixed segments before variables from left to
 * right, the method itself before ANY, and $default when nothing else matches.
 */
export class Routes {
  readonly #parsed: Parsed[];
  readonly #default: RouteModel | undefined;

  constructor(routes: readonly RouteModel[]) {
    this.#default = routes.find((route) => route.key === '$default');
    this.#parsed = routes
      .filter((route) => route.key !== '$default')
      .map(parse)
      .sort(bySpecificity);
  }

  /** @param path as the client sent it, still encoded */
  match(method: string, path: string): Match | undefined {
    const given = path.split('/').slice(1);
    for (const { route, method: wanted, segments } of this.#parsed) {
      if (wanted !== method && wanted !== 'ANY') continue;
      const pathParameters = capture(segments, given);
      if (pathParameters) return Object.keys(pathParameters).length > 0 ? { route, pathParameters } : { route };
    }
    return this.#default && { route: this.#default };
  }
}

function parse(route: RouteModel): Parsed {
  const [method, path] = route.key.split(' ') as [string, string];
  return { route, method, segments: path.split('/').slice(1) };
}

/** 0 for a fixed segment, 1 for a variable, 2 for a greedy one, which is always the last. */
function looseness(segment: string | undefined): number {
  if (segment === undefined || !/^\{.*\}$/.test(segment)) return 0;
  return segment.endsWith('+}') ? 2 : 1;
}

function bySpecificity(a: Parsed, b: Parsed): number {
  const greedy = (each: Parsed) => (looseness(each.segments.at(-1)) === 2 ? 1 : 0);
  if (greedy(a) !== greedy(b)) return greedy(a) - greedy(b);
  for (let index = 0; index < Math.max(a.segments.length, b.segments.length); index++) {
    const difference = looseness(a.segments[index]) - looseness(b.segments[index]);
    if (difference !== 0) return difference;
  }
  if (a.segments.length !== b.segments.length) return b.segments.length - a.segments.length;
  return Number(a.method === 'ANY') - Number(b.method === 'ANY');
}

function capture(segments: readonly string[], given: readonly string[]): Record<string, string> | undefined {
  const captured: Record<string, string> = {};
  for (const [index, segment] of segments.entries()) {
    const kind = looseness(segment);
    const value = kind === 2 ? given.slice(index).join('/') : (given[index] ?? '');
    if (kind === 0 && decode(value) !== segment) return undefined;
    if (kind > 0 && value === '') return undefined;
    if (kind === 0 && index >= given.length) return undefined;
    if (kind > 0) captured[segment.slice(1, kind === 2 ? -2 : -1)] = decode(value);
    if (kind === 2) return captured;
  }
  return segments.length === given.length ? captured : undefined;
}

/** Percent-decoding that leaves alone what is not validly encoded. */
export function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
