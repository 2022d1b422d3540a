import aslValidator from 'asl-validator';
import { beforeAll, describe, expect, test } from 'vitest';
import { definitionOf, templateFor } from '../support/templates.ts';
import { allEdges, insideOf, type Machine, type State, statesOf } from './lint/machine.ts';
import { lint } from './lint.ts';

let machine: Machine;
beforeAll(async () => {
  machine = definitionOf(await templateFor('us-east-1'));
});

/** The states on the way on which everybody says yes in time: the first rule of every choice. */
function happyWay({ StartAt, States }: Machine): [name: string, state: State][] {
  const way: [string, State][] = [];
  for (let name: string | undefined = StartAt; name !== undefined; ) {
    const state: State = States[name]!;
    way.push([name, state]);
    name = state.Choices?.[0]?.Next ?? state.Next;
  }
  return way;
}

/** How many states are entered, given how many seats there are and how many employers each has. */
function transitions(machine: Machine, times: number[]): number {
  const [here = 0, ...deeper] = times;
  return happyWay(machine).reduce((sum, [, state]) => {
    const inside = insideOf(state).reduce((inner, each) => inner + here * transitions(each, deeper), 0);
    return sum + 1 + inside;
  }, 0);
}

test('the visit’s machine passes the service’s rules and our own', () => {
  expect(aslValidator(machine as object, { checkArn: true, checkPaths: true }).errors).toEqual([]);
  expect(lint(machine)).toEqual([]);
});

describe('when all goes well', () => {
  test('the way leads through every question that a person answers, and ends well', () => {
    const way = happyWay(machine);
    const [, seats] = way.find(([name]) => name === 'Each seat')!;
    const inside = insideOf(seats).flatMap((seat) =>
      happyWay(seat).flatMap(([name, state]) =>
        [[name], ...insideOf(state).map((it) => happyWay(it).map(([inner]) => inner))].flat(),
      ),
    );
    const asked = statesOf(machine).filter(([, { Resource }]) => String(Resource).endsWith('waitForTaskToken'));
    // A city may have content cleared, and may ask the speaker first: those stand beside the usual way.
    const usual = asked.map(([name]) => name).filter((name) => !/clearance|other order/.test(name));
    expect([...way.map(([name]) => name), ...inside]).toEqual(expect.arrayContaining(usual));
    expect(usual).toHaveLength(5);
    expect(way.at(-1)?.[1].Type).toBe('Succeed');
  });

  test('it takes at most 17 transitions for one speaker, and 5 for each further one', () => {
    const one = transitions(machine, [1, 1]);
    expect(one).toBeLessThanOrEqual(17);
    expect(transitions(machine, [2, 1]) - one).toBeLessThanOrEqual(5);
  });
});

test('silence leads to the function that says what silence means, and is asked at most fifty times', () => {
  const edges = [machine, ...statesOf(machine).flatMap(([, state]) => insideOf(state))].flatMap(allEdges);
  for (const [name, { Catch, Resource }] of statesOf(machine)) {
    if (!String(Resource).endsWith('waitForTaskToken')) continue;
    expect(Catch?.map(({ Next }) => Next)).toEqual([`${name}: the time is over`]);
    expect(edges.filter(({ from }) => from === `${name}: ask again?`).map(({ to }) => to)).toContain(name);
  }
});

test('executions carry ids, no documents: no question is handed more than the ids of the visit and of itself', () => {
  const known = ['city', 'visit', 'epoch', 'run', 'round', 'step', 'seat', 'employer', 'token'];
  for (const [, { Arguments }] of statesOf(machine)) {
    const { Payload } = (Arguments ?? {}) as { Payload?: object };
    expect(known).toEqual(expect.arrayContaining(Object.keys(Payload ?? {})));
  }
});

test('every name of a step is one that the functions know', () => {
  const steps = statesOf(machine).flatMap(
    ([, { Arguments }]) => (Arguments as { Payload?: { step?: string } })?.Payload?.step ?? [],
  );
  expect(new Set(steps)).toEqual(
    new Set(['union-approval', 'clearance', 'employer-release', 'speaker-confirmation', 'school-confirmation', 'statistics']),
  );
});
