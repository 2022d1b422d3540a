import { afterAll, beforeAll, expect, test } from 'vitest';
import { check, Stage } from '../../soak/model/check.ts';

const stage = new Stage();
beforeAll(() => stage.world());
afterAll(() => stage.end());

/** A few stories of each; `npm run soak` tells them for longer. One seed is always the same, one is new each time. What goes wrong is told again by the command that the failure prints. */
test.each([2026, Math.floor(Math.random() * 2 ** 31)])(
  'whatever people and the world do to some visits, what must hold of them holds (seed %i)',
  async (seed) => {
    const { failure, stories, commands, seconds } = await check({ stage, seed, budget: 3_000, patience: 60_000 });
    console.log(`seed ${seed}: ${stories} stories, ${commands} commands, ${seconds} s`);
    const again = failure && `node --disable-warning=ExperimentalWarning soak/model/main.ts --story "${failure.story}"`;
    expect(failure && [again, ...failure.lines, ...failure.wrong].join('\n')).toBeUndefined();
  },
  180_000,
);
