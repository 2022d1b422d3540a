import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Fact } from '../../functions/matching/diary.ts';
import { type Claim, Ledger } from '../../functions/matching/ledger.ts';
import type { Item, Write } from '../../functions/platform/writes.ts';
import { CITY } from '../support/city.ts';
import { Memory } from '../support/memory.ts';
import { today } from '../support/visit.ts';

const HOUR = 3_600_000;
const claim = fc
  .record({
    speaker: fc.constantFrom('s1', 's2'),
    visit: fc.constantFrom('v1', 'v2', 'v3', 'v4'),
    seat: fc.integer({ min: 1, max: 6 }),
    // From now on, as far ahead as one may ask; many of them over midnight and month's end.
    from: fc.integer({ min: 0, max: 300 * 24 }).map((hours) => today.getTime() + hours * HOUR),
    // What it takes of what employers permit.
    permitted: fc.array(
      fc.record({
        employer: fc.constantFrom('works', 'college'),
        month: fc.constantFrom('2026-03', '2026-11'),
        minutes: fc.integer({ min: 1, max: 600 }),
      }),
      { maxLength: 3 },
    ),
    // One stretch or several, each with its hours and those that lie before the next.
    sessions: fc.array(fc.record({ hours: fc.integer({ min: 1, max: 24 }), pause: fc.integer({ min: 1, max: 24 }) }), {
      minLength: 1,
      maxLength: 4,
    }),
  })
  .map(({ from, sessions, ...who }): Claim => {
    let at = from;
    const held = sessions.map(({ hours, pause }) => {
      const time = { start: new Date(at).toISOString(), end: new Date(at + hours * HOUR).toISOString() };
      at += (hours + pause) * HOUR;
      return time;
    });
    return { ...who, start: held[0]!.start, held };
  });
const keyOf = ({ speaker, visit, seat }: Claim) => `${speaker} ${visit} ${seat}`;
const claims = fc.uniqueArray(claim, { maxLength: 6, selector: keyOf });
const everyMonth = Array.from({ length: 12 }, (_, i) => `2026-${String(i + 1).padStart(2, '0')}`);

/** What the ledger would leave, without versions and empty months. */
function content(ledger: Ledger, who = ['s1', 's2']) {
  return who.map((speaker) => {
    const { diaries, load } = ledger.fact(speaker);
    const holds = diaries.flatMap(({ month, holds }) => holds.map((hold) => ({ month, ...hold })));
    return { holds, counts: load?.counts, permitted: load?.permitted };
  });
}
const empty = (speaker: string): Fact => ({ diaries: everyMonth.map((month) => ({ speaker, month, version: 0, holds: [] })) });
const nothing = () =>
  new Map([
    ['s1', empty('s1')],
    ['s2', empty('s2')],
  ]);

describe('a speaker’s time', () => {
  test('that is held and given back is as it was, whatever else is held', () => {
    fc.assert(
      fc.property(claims, claim, (others, one) => {
        fc.pre(!others.some((other) => keyOf(other) === keyOf(one)));
        const ledger = new Ledger(CITY, nothing());
        for (const other of others) ledger.hold(other, today);
        const before = content(ledger);
        ledger.hold(one, today);
        expect(content(ledger)).not.toEqual(before);
        ledger.release(one);
        expect(content(ledger)).toEqual(before);
      }),
    );
  });

  test('given back by all is free of holds and counts', () => {
    fc.assert(
      fc.property(claims, (all) => {
        const ledger = new Ledger(CITY, nothing());
        for (const one of all) ledger.hold(one, today);
        for (const one of all) ledger.release(one);
        expect(content(ledger)).toEqual([
          { holds: [], counts: {} },
          { holds: [], counts: {} },
        ]);
      }),
    );
  });

  test('given back twice is given back once: nobody’s count falls below what others hold', () => {
    fc.assert(
      fc.property(claim, (one) => {
        const ledger = new Ledger(CITY, nothing());
        ledger.hold(one, today);
        ledger.release(one);
        ledger.release(one);
        expect(content(ledger, [one.speaker])).toEqual([{ holds: [], counts: {} }]);
        expect(ledger.fact(one.speaker).load).not.toHaveProperty('permitted');
      }),
    );
  });
});

test('what two visits take of a month’s hours stands on the load, with the count of visits, in one item', () => {
  const ledger = new Ledger(CITY, new Map());
  const one = { speaker: 's1', seat: 1, start: '2026-03-12T06:00:00.000Z', held: [] };
  const permitted = [{ employer: 'works', month: '2026-03', minutes: 90 }];
  ledger.hold({ ...one, visit: 'v1', permitted }, today);
  ledger.hold({ ...one, visit: 'v2', permitted }, today);
  const [write, ...others] = ledger.writes();
  expect(write).toMatchObject({ put: { sk: 'LOAD', counts: { '2026-03': 2 }, permitted: { 'works 2026-03': 180 } } });
  expect(others).toEqual([]);
});

describe('what is written', () => {
  const read = (version: number): Map<string, Fact> =>
    new Map([
      [
        's1',
        {
          diaries: [{ speaker: 's1', month: '2026-03', version, holds: [] }],
          load: { speaker: 's1', version: version + 2, counts: {} },
        },
      ],
    ]);
  const one: Claim = {
    speaker: 's1',
    visit: 'v1',
    seat: 1,
    start: '2026-03-12T06:00:00.000Z',
    held: [{ start: '2026-03-12T05:00:00.000Z', end: '2026-03-12T08:30:00.000Z' }],
  };
  const held = (facts: Map<string, Fact>, more: Partial<Claim> = {}) => {
    const ledger = new Ledger(CITY, facts);
    ledger.hold({ ...one, ...more }, today);
    return ledger.writes();
  };
  const puts = (writes: Write[]) => writes.map((write) => ('put' in write ? (write.put as Item) : {}));

  test('counts on from the version that was read, and only then', () => {
    expect(held(read(4))).toMatchObject([
      { put: { sk: '2026-03', version: 5 }, where: { version: 4 } },
      { put: { sk: 'LOAD', version: 7 }, where: { version: 6 } },
    ]);
  });

  test('is new where nothing stood before', () => {
    expect(held(new Map())).toMatchObject([
      { put: { sk: '2026-03', version: 1 }, where: 'absent' },
      { put: { sk: 'LOAD', version: 1 }, where: 'absent' },
    ]);
  });

  test('counts one version up however often it changed in between, and nothing that did not change', () => {
    const ledger = new Ledger(CITY, read(4));
    expect(ledger.writes()).toEqual([]);
    ledger.hold(one, today);
    ledger.release(one);
    ledger.hold(one, today);
    expect(puts(ledger.writes()).map(({ version }) => version)).toEqual([5, 7]);
  });

  test('stands in both months when it lasts over month’s end', () => {
    const start = '2026-03-31T14:00:00.000Z';
    const writes = held(new Map(), { start, held: [{ start, end: '2026-03-31T18:00:00.000Z' }] });
    expect(puts(writes).map(({ sk }) => sk)).toEqual(['2026-03', '2026-04', 'LOAD']);
  });

  test('of sessions before and after month’s end stands in the month of each', () => {
    const april = { start: '2026-04-01T10:00:00.000Z', end: '2026-04-01T13:30:00.000Z' };
    const march = { start: '2026-03-31T10:00:00.000Z', end: '2026-03-31T13:30:00.000Z' };
    const [first, second, load] = puts(held(new Map(), { start: march.start, held: [march, april] }));
    expect(first).toMatchObject({ sk: '2026-03', holds: [{ visit: 'v1', seat: 1, ...march }] });
    expect(second).toMatchObject({ sk: '2026-04', holds: [{ visit: 'v1', seat: 1, ...april }] });
    expect(load).toMatchObject({ sk: 'LOAD', counts: { '2026-03': 1 } });
  });

  test('for two visits that both read the same diary fits only once: no double booking', () => {
    const memory = new Memory(puts(held(new Map())));
    const facts = read(1);
    facts.get('s1')!.load!.version = 1;
    const first = held(facts, { visit: 'v2' });
    const second = held(facts, { visit: 'v3' });
    memory.apply(first);
    expect(memory.failing(second)).toEqual([0, 1]);
  });
});
