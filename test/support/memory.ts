import { type Item, keyOf, type Where, type Write } from '../../functions/platform/writes.ts';

const nameOf = ({ pk, sk }: { pk?: unknown; sk?: unknown }) => `${pk}\n${sk}`;

/** As DynamoDB keeps it: a copy, without what is undefined. */
const stored = (item: Item): Item => copied(item) as Item;

function copied(value: unknown): unknown {
  if (value instanceof Uint8Array) return Uint8Array.from(value);
  if (Array.isArray(value)) return value.map(copied);
  if (typeof value !== 'object' || value === null) return value;
  const kept = Object.entries(value).filter(([, content]) => content !== undefined);
  return Object.fromEntries(kept.map(([name, content]) => [name, copied(content)]));
}

function fits(where: Where | undefined, item: Item | undefined): boolean {
  if (where === undefined) return true;
  if (where === 'absent') return item === undefined;
  return Object.entries(where).every(([attribute, wanted]) => {
    const found = item?.[attribute] as string | number | undefined;
    if (typeof wanted !== 'object') return found === wanted;
    if ('missing' in wanted) return found === undefined;
    if (found === undefined) return false;
    return 'above' in wanted ? found > wanted.above : found <= wanted.notAbove;
  });
}

/** A table in memory that takes writes the way DynamoDB does: all of a transaction, or nothing. */
export class Memory {
  readonly #items = new Map<string, Item>();

  constructor(items: Item[] = []) {
    this.add(items);
  }

  add(items: Item[]): void {
    for (const item of items) this.#items.set(nameOf(item), stored(item));
  }

  get(key: { pk?: unknown; sk?: unknown }): Item | undefined {
    const found = this.#items.get(nameOf(key));
    return found && stored(found);
  }

  /** All items, by partition and sort key. */
  all(): Item[] {
    return [...this.#items].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, item]) => stored(item));
  }

  /** The positions of the writes whose condition does not hold. */
  failing(writes: Write[]): number[] {
    return writes.flatMap((write, i) => (fits(write.where, this.get(keyOf(write))) ? [] : [i]));
  }

  apply(writes: Write[]): void {
    const keys = writes.map((write) => nameOf(keyOf(write)));
    if (new Set(keys).size !== keys.length) throw new Error(`two writes of one item in a transaction: ${keys.sort()}`);
    if (this.failing(writes).length > 0) throw new Error(`conditions ${this.failing(writes)} do not hold`);
    for (const write of writes) {
      const name = nameOf(keyOf(write));
      if ('put' in write) this.#items.set(name, stored(write.put));
      if ('delete' in write) this.#items.delete(name);
      if (!('update' in write)) continue;
      const set = Object.entries(write.set ?? {}).filter(([, value]) => value !== undefined);
      const kept = Object.entries(this.#items.get(name) ?? write.update).filter(([name]) => !write.remove?.includes(name));
      this.#items.set(name, stored(Object.fromEntries([...kept, ...set])));
    }
  }
}
