import type { Journal } from '../journal.ts';
import type { Position } from './records.ts';

/** How far each mapping has come in its stream, in the journal. */
export interface Checkpoints {
  /** The last position that is done; undefined for a mapping that has never read this stream. */
  get(mapping: string, stream: string): Position | undefined;
  set(mapping: string, stream: string, position: Position): void;
}

export function openCheckpoints({ db }: Journal): Checkpoints {
  db.exec(`CREATE TABLE IF NOT EXISTS stream_checkpoints (
    mapping TEXT PRIMARY KEY, stream TEXT NOT NULL, shard TEXT NOT NULL, sequence TEXT NOT NULL
  ) STRICT`);
  const read = db.prepare('SELECT shard, sequence FROM stream_checkpoints WHERE mapping = ? AND stream = ?');
  const write = db.prepare(`INSERT INTO stream_checkpoints (mapping, stream, shard, sequence) VALUES (?, ?, ?, ?)
    ON CONFLICT (mapping) DO UPDATE SET stream = excluded.stream, shard = excluded.shard, sequence = excluded.sequence`);
  return {
    get: (mapping, stream) => read.get(mapping, stream) as Position | undefined,
    set: (mapping, stream, { shard, sequence }) => void write.run(mapping, stream, shard, sequence),
  };
}
