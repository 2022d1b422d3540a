import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/** What must be gone from the journal of a runtime that has stopped when everything is quiet. */
const LEFT: Record<string, string> = {
  'events that were not delivered': 'SELECT count(*) AS count FROM bus_outbox',
  'events and records that were given up': 'SELECT count(*) AS count FROM queue_message',
  'threads of executions that have ended': `SELECT count(*) AS count FROM sfn_threads
    WHERE execution NOT IN (SELECT id FROM sfn_executions WHERE status = 'RUNNING')`,
  'running executions without a thread': `SELECT count(*) AS count FROM sfn_executions
    WHERE status = 'RUNNING' AND id NOT IN (SELECT execution FROM sfn_threads)`,
};

/** What is left in a folder's journal that should not be. */
export function leftInJournal(dir: string): string[] {
  const db = new DatabaseSync(join(dir, 'journal.sqlite'), { readOnly: true });
  try {
    return Object.entries(LEFT).flatMap(([what, query]) => {
      const { count } = db.prepare(query).get() as { count: number };
      return count === 0 ? [] : [`${count} ${what}`];
    });
  } finally {
    db.close();
  }
}
