import fc from 'fast-check';

/** What a command does; the numbers say to whom and how, counted round. Zero is always the plainest way. */
export interface Command {
  do: Deed;
  visit: number;
  a: number;
  b: number;
  /** What goes wrong with the calls of the functions while it is done. */
  weather?: Weather | null;
}

export interface Weather {
  kind: 'throttle' | 'conflict' | 'lost-reply' | 'unavailable';
  caller: string;
  times: number;
}

/** How often each comes up. */
const DEEDS = {
  decide: 30,
  refuse: 5,
  'on-behalf': 6,
  again: 2,
  rivals: 3,
  object: 4,
  late: 2,
  stale: 2,
  cancel: 2,
  reschedule: 4,
  shift: 4,
  withdraw: 5,
  replace: 3,
  tick: 9,
  kill: 4,
  repeat: 2,
  lose: 2,
  request: 3,
} as const;
export type Deed = keyof typeof DEEDS;

const CALLERS = ['VisitsApi', 'TasksApi', 'Match', 'Ask', 'Expire', 'NextReserve', 'NextRun', 'RunVisit', 'Wake', 'Sweep'];

const weather = fc.record({
  kind: fc.constantFrom('throttle' as const, 'conflict' as const, 'lost-reply' as const, 'unavailable' as const),
  caller: fc.constantFrom(...CALLERS),
  times: fc.integer({ min: 1, max: 2 }),
});

const number = fc.nat({ max: 11 });
const deed = fc.oneof(...Object.entries(DEEDS).map(([name, weight]) => ({ weight, arbitrary: fc.constant(name as Deed) })));
const command: fc.Arbitrary<Command> = fc.record({
  do: deed,
  visit: fc.nat({ max: 3 }),
  a: number,
  b: number,
  weather: fc.oneof({ weight: 7, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: weather }),
});
const first: fc.Arbitrary<Command> = fc.record({
  do: fc.constant('request' as const),
  visit: fc.nat({ max: 3 }),
  a: number,
  b: number,
});

/** Some visits are asked for, then people and the world do something to them. */
export const story = (length: number): fc.Arbitrary<Command[]> =>
  fc
    .tuple(
      fc.array(first, { minLength: 2, maxLength: 4, size: 'max' }),
      fc.array(command, { minLength: 8, maxLength: length, size: 'max' }),
    )
    .map(([requests, commands]) => [...requests, ...commands]);

/** A story on one line, so that it can be told again. */
export const written = (commands: Command[]): string =>
  commands
    .map(({ do: deed, visit, a, b, weather }) =>
      [deed, visit, a, b, ...(weather ? [`${weather.kind}/${weather.caller}/${weather.times}`] : [])].join(','),
    )
    .join(' ');

export function read(story: string): Command[] {
  return story.split(' ').map((one) => {
    const [deed, visit, a, b, sky] = one.split(',');
    const [kind, caller, times] = sky?.split('/') ?? [];
    return {
      do: deed as Deed,
      visit: Number(visit),
      a: Number(a),
      b: Number(b),
      ...(kind && { weather: { kind: kind as Weather['kind'], caller: caller!, times: Number(times) } }),
    };
  });
}
