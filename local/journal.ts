import { randomUUID } from 'node:crypto';
import { DatabaseSync } from 'node:sqlite';

/**
 * The runtime's own memory: executions, stream checkpoints, the clock's offset. One SQLite file, locked exclusively, so that
 * holding it open is the instance lock. WAL with synchronous NORMAL survives `kill -9`; loss of power is out of scope.
 */
export interface Journal {
  readonly db: DatabaseSync;
  /** A small setting by name (store id, clock offset …). */
  get(name: string): string | undefined;
  set(name: string, value: string): void;
  /** Runs `work` in one SQLite transaction; nested calls join the outer one. */
  transaction<T>(work: () => T): T;
  close(): void;
}

/** The journal of this folder is held by another running instance. */
export class JournalInUse extends Error {
  override name = 'JournalInUse';
}

/** The journal's file is not a healthy SQLite database. */
export class JournalDamaged extends Error {
  override name = 'JournalDamaged';
}

/**
 * Opens (or makes) the journal.
 * @param path a file, or ':memory:'
 * @throws JournalInUse, JournalDamaged
 */
export function openJournal(path: string): Journal {
  const db = open(path);
  const read = db.prepare('SELECT value FROM settings WHERE name = ?');
  const write = db.prepare(
    'INSERT INTO settings (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value',
  );
  let depth = 0;
  const journal: Journal = {
    db,
    get: (name) => read.get(name)?.value as string | undefined,
    set: (name, value) => void write.run(name, value),
    transaction(work) {
      if (depth > 0) return work();
      db.exec('BEGIN IMMEDIATE');
      depth++;
      try {
        const result = work();
        db.exec('COMMIT');
        return result;
      } catch (error) {
        db.exec('ROLLBACK');
        throw error;
      } finally {
        depth--;
      }
    },
    close: () => db.close(),
  };
  if (journal.get('store') === undefined) journal.set('store', randomUUID());
  return journal;
}

function open(path: string): DatabaseSync {
  const db = new DatabaseSync(path);
  try {
    db.exec(
      'PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; BEGIN EXCLUSIVE; COMMIT;',
    );
    const check = db.prepare('PRAGMA quick_check').get() as { quick_check: string };
    if (check.quick_check !== 'ok') throw new JournalDamaged(check.quick_check);
    db.exec('CREATE TABLE IF NOT EXISTS settings (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT');
    return db;
  } catch (error) {
    db.close();
    const code = (error as { errcode?: number }).errcode;
    if (code === 5 || code === 6) throw new JournalInUse(path);
    if (code === 11 || code === 26) throw new JournalDamaged((error as Error).message);
    throw error;
  }
}
