import type { Delivery, MappingDefinition } from './delivery.ts';
import { Lane, type Passenger } from './lane.ts';
import { checkPattern, matches } from './patterns.ts';
import { Progress } from './progress.ts';
import type { Position, Read } from './records.ts';

/** Brings one function the records of one stream that pass its filters. */
export class Mapping {
  readonly definition: MappingDefinition;
  readonly #lanes: Lane[];
  readonly #progress: Progress;
  readonly #partitionKey: string;

  /**
   * @param partitionKey the name of the table's partition key
   * @param save called with each new checkpoint
   * @throws UnsupportedPattern
   */
  constructor(delivery: Omit<Delivery, 'progress'>, partitionKey: string, save: (position: Position) => void) {
    this.definition = delivery.mapping;
    this.#partitionKey = partitionKey;
    this.#progress = new Progress(save);
    for (const pattern of this.definition.filters) checkPattern(pattern);
    const lanes = this.definition.parallelizationFactor ?? 1;
    this.#lanes = Array.from({ length: lanes }, () => new Lane({ ...delivery, progress: this.#progress }));
  }

  /** Takes the next records of the stream; what the filters drop is done at once. */
  offer(reads: readonly Read[]): void {
    const queues: Passenger[][] = this.#lanes.map(() => []);
    for (const read of reads) {
      const done = this.#progress.add(read.position);
      if (this.#passes(read)) queues[this.#laneOf(read)]?.push({ ...read, done });
      else done();
    }
    this.#progress.settle();
    for (const [index, queue] of queues.entries()) if (queue.length > 0) this.#lanes[index]?.add(queue);
  }

  async stop(): Promise<void> {
    await Promise.all(this.#lanes.map((lane) => lane.stop()));
  }

  #passes({ record }: Read): boolean {
    const { filters } = this.definition;
    return filters.length === 0 || filters.some((pattern) => matches(pattern, record));
  }

  #laneOf({ record }: Read): number {
    if (this.#lanes.length === 1) return 0;
    let hash = 0;
    for (const letter of JSON.stringify(record.dynamodb.Keys[this.#partitionKey])) {
      hash = (Math.imul(hash, 31) + letter.charCodeAt(0)) >>> 0;
    }
    return hash % this.#lanes.length;
  }
}
