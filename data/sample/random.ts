/** Numbers that look random and are the same each time. */
export interface Random {
  /** True in `share` of the cases. */
  chance(share: number): boolean;
  /** A whole number from `from` to `to`, both included. */
  whole(from: number, to: number): number;
  pick<T>(list: readonly T[]): T;
  /** `count` different ones, in random order; all of them when there are fewer. */
  some<T>(list: readonly T[], count: number): T[];
  /** One of the values, by their weights. */
  weighted<T>(choices: readonly (readonly [value: T, weight: number])[]): T;
}

/**
 * The numbers of one subject. Each subject (`label`) draws from a sequence of its own, so that adding one changes no other.
 */
export function random(seed: number, label: string): Random {
  const next = mulberry32(seed ^ hash(label));
  const whole = (from: number, to: number) => from + Math.floor(next() * (to - from + 1));
  const pick = <T>(list: readonly T[]): T => list[whole(0, list.length - 1)]!;
  return {
    chance: (share) => next() < share,
    whole,
    pick,
    some(list, count) {
      const rest = [...list];
      return Array.from({ length: Math.min(count, list.length) }, () => rest.splice(whole(0, rest.length - 1), 1)[0]!);
    },
    weighted(choices) {
      let mark = next() * choices.reduce((sum, [, weight]) => sum + weight, 0);
      for (const [value, weight] of choices) {
        mark -= weight;
        if (mark < 0) return value;
      }
      return choices.at(-1)![0];
    },
  };
}

/** A well-known small generator: 32 bits of state, numbers in [0, 1). */
function mulberry32(state: number): () => number {
  let a = state | 0;
  return () => {
    a = (a + 0x6d2b79f5) | 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** FNV-1a: spreads labels that differ in one digit. */
function hash(label: string): number {
  let h = 0x811c9dc5;
  for (const character of label) h = Math.imul(h ^ character.codePointAt(0)!, 0x01000193);
  return h;
}
