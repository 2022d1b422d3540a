/*
 * What a call costs, in DynamoDB's capacity units.
 *
 * Size. An item is as large as the UTF-8 bytes of its attribute names plus its values: text its UTF-8 bytes, binary its bytes, a
 * number one byte per two significant digits plus one (plus one when negative), true, false and null one byte, a set its members,
 * a list or map 3 bytes plus 1 per element plus the elements (and the names in a map).
 *
 * Writes. Putting, updating or deleting an item costs one unit per KB, begun KBs counting whole, of the larger of the item before
 * and after, and at least one. In TransactWriteItems that is doubled; a ConditionCheck there costs two units per KB of the item it
 * looks at. On top, each index is charged for its own entry, which is the keys and the projected attributes: one unit per KB when
 * the entry appears, when it disappears (by its old size) or when a projected attribute changes (by the larger size), and both the
 * removal and the addition when the entry moves because a key of the index changed. An entry that stays the same costs nothing.
 * Index entries are not doubled in transactions, because indexes are fed after the transaction, not in it.
 *
 * A write whose condition fails costs what its item would have, doubled in a transaction, without index entries: no entry changed.
 * All items of a cancelled transaction are charged so. A call that is refused for any other reason costs nothing.
 *
 * Reads. An item read costs one unit per 4 KB, begun ones counting whole, at least one, when strongly consistent; half of that
 * when eventually consistent; twice in TransactGetItems. GetItem and BatchGetItem round each item up; Query and Scan add the sizes
 * of all items they look at, also those that a filter then drops, and round up once per page. On an index the size is that of the
 * index entry. Asking for some attributes only does not make a read cheaper.
 */
import { isDeepStrictEqual } from 'node:util';
import type { KeyElement, TableDefinition } from '../template/model.ts';
import { type Item, itemSize } from './size.ts';

export type Schema = Pick<TableDefinition, 'KeySchema' | 'GlobalSecondaryIndexes' | 'LocalSecondaryIndexes'>;

/** Units for changing one item from `before` to `after`, index entries included. */
export function writeUnits(schema: Schema, before: Item | undefined, after: Item | undefined, transactional: boolean): number {
  return itemUnits(before, after) * (transactional ? 2 : 1) + indexUnits(schema, before, after);
}

/** Units for the item alone: also what a failed condition costs. */
export function itemUnits(...images: (Item | undefined)[]): number {
  return Math.max(1, ...images.map((image) => kilobytes(image)));
}

/** Units for one item read on its own. */
export function readUnits(item: Item | undefined, consistent: boolean): number {
  return pageUnits(item ? [item] : [], consistent);
}

/** Units for a page of Query or Scan. */
export function pageUnits(items: readonly Item[], consistent: boolean): number {
  const size = items.reduce((sum, item) => sum + itemSize(item), 0);
  return Math.max(1, Math.ceil(size / 4096)) * (consistent ? 1 : 0.5);
}

function indexUnits(schema: Schema, before: Item | undefined, after: Item | undefined): number {
  let units = 0;
  for (const index of [...(schema.GlobalSecondaryIndexes ?? []), ...(schema.LocalSecondaryIndexes ?? [])]) {
    const entryOf = (item: Item | undefined) => item && entry(schema.KeySchema, index, item);
    const [old, fresh] = [entryOf(before), entryOf(after)];
    const moved = old && fresh && index.KeySchema.some((key) => !same(old[key.AttributeName], fresh[key.AttributeName]));
    if (!old || !fresh || moved) units += kilobytes(old) + kilobytes(fresh);
    else if (!same(old, fresh)) units += Math.max(kilobytes(old), kilobytes(fresh));
  }
  return units;
}

/** The item as an index holds it, or undefined when it lacks one of the index's keys. */
function entry(
  tableKeys: readonly KeyElement[],
  index: NonNullable<Schema['GlobalSecondaryIndexes']>[number],
  item: Item,
): Item | undefined {
  if (!index.KeySchema.every((key) => item[key.AttributeName])) return undefined;
  if (index.Projection.ProjectionType === 'ALL') return item;
  const keys = [...tableKeys, ...index.KeySchema].map((key) => key.AttributeName);
  const names = new Set([...keys, ...(index.Projection.NonKeyAttributes ?? [])]);
  return Object.fromEntries(Object.entries(item).filter(([name]) => names.has(name)));
}

function kilobytes(item: Item | undefined): number {
  return item ? Math.ceil(itemSize(item) / 1024) : 0;
}

/** Equal as DynamoDB sees it: the members of a set have no order. */
function same(one: unknown, other: unknown): boolean {
  return isDeepStrictEqual(ordered(one), ordered(other));
}

function ordered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(ordered);
  if (typeof value !== 'object' || value === null) return value;
  const sorted = Object.entries(value).map(([name, part]) => [
    name,
    /^[SNB]S$/.test(name) && Array.isArray(part) ? [...part].sort() : ordered(part),
  ]);
  return Object.fromEntries(sorted);
}
