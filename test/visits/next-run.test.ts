import { beforeEach, describe, expect, test, vi } from 'vitest';
import { handler } from '../../functions/visits/next-run.handler.ts';
import { nextRun } from '../../functions/visits/next-run.ts';
import type { Visit } from '../../functions/visits/visit.ts';
import { caseOf, world } from '../support/case.ts';
import { CITY, cityItems } from '../support/city.ts';
import { fakeTable } from '../support/table.ts';
import { core, coreItems, task, today, visit } from '../support/visit.ts';

const run = (more: object = {}) => ({ city: CITY, visit: 'v1', epoch: 1, run: 1, ...more });

describe('when an execution dies', () => {
  const follow = (before: Partial<Visit>, dead: object = {}) => {
    const c = caseOf(task('union-approval'), { visit: visit(before) });
    const { writes, stuck } = nextRun(c.visit, run(dead), today);
    return { writes, stuck, ...world(c, { writes }) };
  };

  test('the next run follows, and the timeline says so', () => {
    const { visit, events, stuck } = follow({});
    expect({ run: visit.run, stuck }).toEqual({ run: 2, stuck: false });
    expect(events.map(({ type }) => type)).toEqual(['execution-restarted']);
  });

  test('for the third time, the visit is stuck and an operator must look', () => {
    const { visit, events, stuck, status } = follow({ run: 3 }, { run: 3 });
    expect({ run: visit.run, stuck, status }).toEqual({ run: 3, stuck: true, status: 'stuck' });
    expect(events.map(({ type }) => type)).toEqual(['stuck']);
  });

  test.each<[string, Partial<Visit>]>([
    ['of an epoch that is history', { epoch: 2 }],
    ['that was followed already', { run: 2 }],
    ['of a visit that has ended', { ended: { status: 'closed', at: today.toISOString(), reasons: [] } }],
    ['of a visit that is stuck already', { stuck: true }],
  ])('%s, nothing happens', (_, before) => {
    expect(follow(before).writes).toEqual([]);
  });
});

describe('the news of a dead execution', () => {
  const table = fakeTable();
  beforeEach(() => table.fill([...cityItems(), ...coreItems(core())]));
  const dies = (input: object) => handler({ detail: { input: JSON.stringify(input) } } as Parameters<typeof handler>[0]);
  const current = () => table.get(`${CITY}#VISIT#v1`, 'VISIT');

  test('heard twice is followed once', async () => {
    await dies(run());
    await dies(run());
    expect(current()).toMatchObject({ run: 2 });
    expect(table.under('EVENT#')).toHaveLength(1);
  });

  test('is followed although somebody changed the visit in between', async () => {
    table.meanwhile(() => table.change(`${CITY}#VISIT#v1`, 'VISIT', { version: 9 }));
    await dies(run());
    expect(current()).toMatchObject({ run: 2, version: 10 });
  });

  test('of a visit that nobody knows is ignored', async () => {
    await dies(run({ visit: 'v2' }));
    expect(table.under('EVENT#')).toEqual([]);
  });

  test('the third time raises the alarm', async () => {
    const said = vi.spyOn(console, 'log').mockImplementation(() => {});
    table.change(`${CITY}#VISIT#v1`, 'VISIT', { run: 3 });
    await dies(run({ run: 3 }));
    expect(current()).toMatchObject({ stuck: true });
    const [[line]] = said.mock.calls as [[string]];
    expect(JSON.parse(line)).toMatchObject({
      StuckVisits: 1,
      visit: 'v1',
      _aws: { CloudWatchMetrics: [{ Namespace: 'ModelWorkerVisits' }] },
    });
    said.mockRestore();
  });
});
