import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type ChainEnd, firstBroken, linkEvents } from '../../functions/audit/chain.ts';
import { erase } from '../../functions/audit/personal.ts';
import { seatKey, visitKey } from '../../functions/platform/keys.ts';
import type { Item, Write } from '../../functions/platform/writes.ts';
import { eventWrite, requestWrite } from '../../functions/visits/events.ts';
import { CITY } from '../support/city.ts';
import { Memory } from '../support/memory.ts';
import { request, teacher, today, visit } from '../support/visit.ts';

const known = visit();
const key = visitKey(CITY, known.id);
const event = (facts: Item = {}) => eventWrite(known, 'shifted', today, { by: teacher, ...facts });
const first = requestWrite(known, today, teacher, request({ notes: '示例：请带工具' }));
/** Seats are changed by whoever answers for one; no event of the visit. */
const seat: Write = { update: seatKey(CITY, known.id, 1), set: { version: 2 } };

/** A table in which these transactions were committed, one after the other. */
function committed(...transactions: Write[][]) {
  const table = new Memory([{ ...key, ...known }]);
  for (const writes of transactions) table.apply(linkEvents(table.get(key) as unknown as ChainEnd, writes, 'r-1'));
  const events = table.all().filter(({ sk }) => sk === 'REQUEST' || (sk as string).startsWith('EVENT#'));
  return { table, end: table.get(key) as unknown as ChainEnd, events };
}
const several = () => committed([first], [event({ seat: 1 }), seat], [event({ seat: 2 }), event({ from: 'a', to: 'b' })]);

test('each event carries its number, its hash and the request behind it; the visit carries the end', () => {
  const { end, events } = several();
  expect(events.map(({ n }) => n).sort()).toEqual([1, 2, 3, 4]);
  expect(new Set(events.map(({ hash }) => hash)).size).toBe(4);
  expect(events.every(({ request }) => request === 'r-1')).toBe(true);
  expect(end).toMatchObject({ events: 4, head: events.find(({ n }) => n === 4)!.hash });
  expect(firstBroken(end, events)).toBeUndefined();
});

test('what has no event stays as it is', () => {
  expect(linkEvents(known, [seat])).toEqual([seat]);
});

test('of two who write at the same time one has to read again', () => {
  const { table, end } = several();
  const [one, other] = [linkEvents(end, [event()]), linkEvents(end, [event()])];
  table.apply(one);
  expect(table.failing(other)).toHaveLength(1);
});

test('a change of the visit keeps its own condition besides', () => {
  const change: Write = { update: key, set: { round: 3 }, remove: ['seeking'], where: { version: 7 } };
  const [own] = linkEvents({ ...known, events: 4, head: 'h' }, [event(), change]);
  expect(own).toMatchObject({ set: { round: 3, events: 5 }, remove: ['seeking'], where: { version: 7, head: 'h' } });
});

describe('what breaks a chain is found at the first place', () => {
  const changed = (n: number, change: (found: Item) => Item) => {
    const { end, events } = several();
    return firstBroken(
      end,
      events.map((each) => (each.n === n ? change(each) : each)),
    );
  };

  test.each([
    ['another person', (found: Item) => ({ ...found, by: { ...(found.by as Item), person: 'somebody' } })],
    ['another time', (found: Item) => ({ ...found, at: '2026-03-02T01:00:00.001Z' })],
    ['another fact', (found: Item) => ({ ...found, data: { ...(found.data as Item), seat: 9 } })],
    ['another request', (found: Item) => ({ ...found, request: 'r-2' })],
    ['a member more', (found: Item) => ({ ...found, more: true })],
  ])('%s', (_, change) => {
    expect(changed(2, change)).toMatchObject({ n: 2, why: 'changed' });
  });

  test('a single byte, wherever it stands', () => {
    const { end, events } = several();
    fc.assert(
      fc.property(fc.nat({ max: events.length - 1 }), fc.nat(), (which, place) => {
        const { pk, sk, salts, ...content } = events[which]!;
        const text = JSON.stringify(content);
        const at = place % text.length;
        const other = text.slice(0, at) + String.fromCharCode(text.charCodeAt(at) ^ 1) + text.slice(at + 1);
        let item: Item;
        try {
          item = JSON.parse(other);
        } catch {
          return;
        }
        const broken = firstBroken(end, events.with(which, { pk, sk, salts, ...item }));
        expect(broken).toBeDefined();
      }),
    );
  });

  test('an event that is missing, at the end or before', () => {
    const { end, events } = several();
    const without = (n: number) => events.filter((each) => each.n !== n);
    expect(firstBroken(end, without(2))).toMatchObject({ n: 2, why: 'missing' });
    expect(firstBroken(end, without(4))).toMatchObject({ n: 4, why: 'missing' });
  });

  test('an event that nobody linked, or that stands twice', () => {
    const { end, events } = several();
    const stranger = (event() as { put: Item }).put;
    expect(firstBroken(end, [...events, stranger])).toMatchObject({ id: stranger.id, why: 'unlinked' });
    expect(firstBroken(end, [...events, { ...events[1] }])).toMatchObject({ why: 'unlinked' });
  });

  test('an end that belongs to another chain', () => {
    const { end, events } = several();
    expect(firstBroken({ ...end, head: 'x' }, events)).toMatchObject({ n: 4, why: 'not-the-end' });
  });
});

test('a contact and free words can be erased: the chain stays whole, and nobody can put others in their place', () => {
  const { end, events } = committed([first], [event({ text: '示例：孩子生病' })]);
  const erased = events.map((each) => erase(erase(erase(each, 'data.contact'), 'data.notes'), 'data.text'));
  expect(JSON.stringify(erased)).not.toMatch(/孩子|工具|000-/);
  expect(firstBroken(end, erased)).toBeUndefined();
  const forged = erased.map((each) => ({ ...each, data: { ...(each.data as Item), text: '示例：没有来' } }));
  expect(firstBroken(end, forged)).toBeDefined();
});
