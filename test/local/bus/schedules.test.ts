import { expect, test } from 'vitest';
import { busWith, event, FUNCTION, rule } from './harness.ts';

const MINUTE = 60_000;
const DAY = 86_400_000;
const sweep = rule('sweep', { schedule: 'rate(15 minutes)' });

test('a scheduled rule fires on the virtual clock, each time at its instant', async () => {
  const { calls, clock } = busWith({ rules: [sweep] });
  const start = clock.now();
  await clock.advanceTo(start + 60 * MINUTE + 1000);
  expect(calls.map(({ at }) => Math.round((at - start) / MINUTE))).toEqual([15, 30, 45, 60]);
  expect(calls[0]?.event).toMatchObject({
    source: 'aws.events',
    'detail-type': 'Scheduled Event',
    detail: {},
    resources: [sweep.arn],
  });
  expect(Date.parse(String(calls[0]?.event.time))).toBe(Math.floor((start + 15 * MINUTE) / 1000) * 1000);
});

test('a disabled rule does not fire', async () => {
  const { calls, clock } = busWith({ rules: [{ ...sweep, enabled: false }] });
  await clock.advanceTo(clock.now() + DAY);
  expect(calls).toEqual([]);
});

test('what was missed while the runtime was down fires once at its start', async () => {
  const first = busWith({ rules: [sweep] });
  first.bus.stop();
  const second = busWith({ rules: [sweep], journal: first.journal, offset: 3 * DAY });
  const start = second.clock.now();
  await second.clock.advanceTo(start + 1000);
  expect(second.calls).toHaveLength(1);
  await second.clock.advanceTo(start + 15 * MINUTE + 1000);
  expect(second.calls).toHaveLength(2);
});

test('a function that says when it has something to do is left alone until then', async () => {
  const due: number[] = [];
  const answer = () => ({ idleUntil: due[0] === undefined ? null : new Date(due[0]).toISOString() });
  const { calls, clock } = busWith({ rules: [sweep], answer });
  const start = clock.now();
  // The rule's instants count from its beginning, which may be a moment before `start`.
  due.push(start + 20 * DAY - MINUTE);
  await clock.advanceTo(start + 19 * DAY);
  expect(calls).toHaveLength(1);
  due[0] = start + 30 * DAY;
  await clock.advanceTo(start + 21 * DAY);
  expect(calls.slice(1).map(({ at }) => at - start)).toEqual([expect.closeTo(20 * DAY, -4)]);
  due.pop();
  await clock.advanceTo(start + 400 * DAY);
  expect(calls).toHaveLength(3);
});

test('whoever was idle looks again at the next regular instant after a change', async () => {
  const { bus, calls, clock } = busWith({ rules: [sweep], answer: () => ({ idleUntil: null }) });
  const start = clock.now();
  await clock.advanceTo(start + 10 * DAY);
  expect(calls).toHaveLength(1);
  bus.changed();
  await clock.advanceTo(start + 20 * DAY);
  expect(calls).toHaveLength(2);
  expect(calls[1]!.at - start - 10 * DAY).toBeLessThanOrEqual(16 * MINUTE);
  bus.emit(event('SUCCEEDED'));
  await clock.advanceTo(start + 30 * DAY);
  expect(calls).toHaveLength(3);
});

test('what a function writes itself is a change after which its answer no longer counts', async () => {
  let writes = 3;
  const { bus, calls, clock } = busWith({
    rules: [sweep],
    answer: () => {
      if (writes-- > 0) bus.changed();
      return { idleUntil: null };
    },
  });
  await clock.advanceTo(clock.now() + 10 * DAY);
  expect(calls).toHaveLength(4);
});

test.each([{}, null, 'later', { idleUntil: 'later' }, { idleUntil: '2001-01-01T00:00:00Z' }])(
  'the answer %j means nothing and the rule goes on',
  async (answer) => {
    const { calls, clock } = busWith({ rules: [sweep], answer: () => answer });
    await clock.advanceTo(clock.now() + 61 * MINUTE);
    expect(calls).toHaveLength(4);
  },
);

test('with two targets nobody speaks for the other', async () => {
  const targets = ['a', 'b'].map((id) => ({ id, functionArn: FUNCTION, input: { kind: 'event' as const } }));
  const { calls, clock } = busWith({ rules: [{ ...sweep, targets }], answer: () => ({ idleUntil: null }) });
  await clock.advanceTo(clock.now() + 31 * MINUTE);
  expect(calls).toHaveLength(4);
});
