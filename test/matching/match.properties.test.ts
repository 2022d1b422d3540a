import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Facts } from '../../functions/matching/choose.ts';
import { evaluate } from '../../functions/matching/constraints.ts';
import { total } from '../../functions/matching/score.ts';
import type { Slot } from '../../functions/visits/visit.ts';
import { busy, days, friday, loaded, match, now, policy, request, slot, speaker, threeEvenings, thursday } from './sample.ts';

const sublist = (...values: string[]) => fc.subarray(values);
const profile = fc.record({
  status: fc.constantFrom('active' as const, 'active' as const, 'paused' as const),
  levels: sublist('primary', 'junior-middle'),
  activityTypes: sublist('class-meeting', 'lecture'),
  modes: fc.subarray(['in-school', 'online'] as const).map((modes) => [...modes]),
  districts: sublist('donghu', 'xihu'),
  topics: sublist('焊接', '钳工', '工匠精神'),
  availability: fc.subarray([
    { weekday: 3, from: '18:00', to: '21:00' },
    { weekday: 4, from: '08:00', to: '21:00' },
    { weekday: 5, from: '15:00', to: '21:00' },
  ]),
  minimumNoticeDays: fc.constantFrom(0, 3, 9),
  rating: fc.integer({ min: 0, max: 5 }),
});
const pool = fc.array(profile, { maxLength: 25 }).map((profiles) => profiles.map((it, i) => speaker(`s${i}`, it)));
/** After the three evenings, so that the slots do not overlap. */
const morning = slot('2026-03-14 09:00', '10:30');
const wish = fc.record({
  levels: sublist('primary', 'junior-middle'),
  topics: sublist('焊接', '工匠精神'),
  mode: fc.constantFrom('in-school' as const, 'online' as const),
  seats: fc.constantFrom<number[]>([1], [2], [1, 2], [1, 2, 3]),
  slots: fc.constantFrom<Slot[]>(
    [thursday],
    [friday, thursday],
    [slot('2026-03-02 20:00', '21:00'), friday],
    [threeEvenings, morning],
  ),
  excluded: sublist('s0', 's1', 's2'),
  speakerId: fc.constantFrom(undefined, 's1', 's3'),
  speakerRequired: fc.boolean(),
});
const known = fc
  .array(fc.constantFrom('free', 'busy', 'evening', 'own', 'loaded', 'full'), { minLength: 25, maxLength: 25 })
  .map((states): Facts => {
    const fact = {
      free: (id: string) => loaded(id, 0),
      busy: (id: string) => busy(id, slot('2026-03-12 13:30', '14:30')),
      evening: (id: string) => busy(id, slot('2026-03-12 20:00', '21:00')),
      own: (id: string) => busy(id, thursday, 'v1'),
      loaded: (id: string) => loaded(id, 1),
      full: (id: string) => loaded(id, 2),
    };
    return new Map(states.map((state, i) => fact[state as keyof typeof fact](`s${i}`)));
  });

test('whoever is seated, in reserve or shown violates no constraint; seats are distinct; a match or a reason comes out', () => {
  fc.assert(
    fc.property(pool, wish, known, (speakers, it, facts) => {
      const asked = request(it);
      const { match: found, reasons } = match(speakers, asked, facts);
      expect(found !== undefined || reasons.length > 0).toBe(true);
      if (!found) return;
      const ids = found.seats.map((seat) => seat.speaker);
      expect(new Set([...ids, ...found.reserves]).size).toBe(asked.seats.length + found.reserves.length);
      expect(found.seats.map(({ seat }) => seat)).toEqual(asked.seats);
      const shown = found.shortlist.map((scored) => scored.speaker);
      expect(shown.slice(0, ids.length + found.reserves.length)).toEqual([...ids, ...found.reserves]);
      if (asked.speakerRequired && asked.speakerId) expect(ids[0]).toBe(asked.speakerId);
      for (const id of shown) {
        const person = speakers.find((one) => one.id === id)!;
        expect(evaluate(person, asked, found.slot, policy, now, days, facts.get(id)!)).toEqual([]);
      }
      for (const scored of found.shortlist) expect(total(scored.parts)).toBe(scored.total);
    }),
  );
});

test('no match means that no slot has enough suitable, free speakers', () => {
  fc.assert(
    fc.property(pool, wish, known, (speakers, it, facts) => {
      const asked = request({ ...it, speakerRequired: false });
      const { match: found } = match(speakers, asked, facts);
      if (found) return;
      for (const when of asked.slots.filter(({ start }) => start >= thursday.start)) {
        const able = speakers.filter((one) => evaluate(one, asked, when, policy, now, days, facts.get(one.id)!).length === 0);
        expect(able.length).toBeLessThan(asked.seats.length);
      }
    }),
  );
});

test('the order in which the pool was read changes nothing', () => {
  fc.assert(
    fc.property(pool, wish, known, fc.infiniteStream(fc.integer()), (speakers, it, facts, random) => {
      const keys = new Map(speakers.map((one) => [one.id, random.next().value as number]));
      const shuffled = [...speakers].sort((a, b) => keys.get(a.id)! - keys.get(b.id)!);
      expect(match(shuffled, request(it), facts)).toEqual(match(speakers, request(it), facts));
    }),
  );
});
