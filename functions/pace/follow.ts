import type { DynamoDBRecord } from 'aws-lambda';
import { Task } from '../decisions/task.ts';
import { changeOf } from '../platform/stream.ts';
import { commit } from '../platform/table.ts';
import { keyOf } from '../platform/writes.ts';
import { paceWrites } from './from-task.ts';

/** Keeps what these records of the stream tell of how fast organisations answer. Safe to call twice. */
export async function followPace(records: DynamoDBRecord[], now: Date): Promise<void> {
  const writes = records.flatMap((record) => paceWrites(changeOf(Task, record), now.toISOString()));
  // Of one question the last word of the batch counts.
  const last = new Map(writes.map((write) => [`${keyOf(write).pk} ${keyOf(write).sk}`, write]));
  await Promise.all([...last.values()].map((write) => commit([write])));
}
