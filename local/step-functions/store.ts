import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite';
import type { Thread } from './thread.ts';

/** A state machine's row; its definition is the current revision's. */
export interface MachineRow {
  arn: string;
  name: string;
  revision: number;
  created: number;
}

/** A definition. It is never changed: an execution keeps the one it began with. */
export interface RevisionRow {
  id: number;
  machine: string;
  definition: string;
  role: string;
  at: number;
}

export type Status = 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'TIMED_OUT' | 'ABORTED';

export interface ExecutionRow {
  id: number;
  arn: string;
  machine: string;
  revision: number;
  name: string;
  status: Status;
  input: string;
  output: string | null;
  error: string | null;
  cause: string | null;
  started: number;
  stopped: number | null;
  /** StateEntered events plus retries. */
  transitions: number;
}

export interface EventRow {
  id: number;
  previous: number;
  at: number;
  type: string;
  details: string | null;
}

const SCHEMA = `
  CREATE TABLE IF NOT EXISTS sfn_revisions (
    id INTEGER PRIMARY KEY AUTOINCREMENT, machine TEXT NOT NULL, definition TEXT NOT NULL, role TEXT NOT NULL, at REAL NOT NULL
  ) STRICT;
  CREATE TABLE IF NOT EXISTS sfn_machines (
    arn TEXT PRIMARY KEY, name TEXT NOT NULL, revision INTEGER NOT NULL, created REAL NOT NULL
  ) STRICT;
  CREATE TABLE IF NOT EXISTS sfn_executions (
    id INTEGER PRIMARY KEY AUTOINCREMENT, arn TEXT NOT NULL UNIQUE, machine TEXT NOT NULL, revision INTEGER NOT NULL,
    name TEXT NOT NULL, status TEXT NOT NULL, input TEXT NOT NULL, output TEXT, error TEXT, cause TEXT,
    started REAL NOT NULL, stopped REAL, transitions INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX IF NOT EXISTS sfn_executions_of ON sfn_executions (machine, id);
  CREATE INDEX IF NOT EXISTS sfn_executions_in ON sfn_executions (machine, status, id);
  CREATE INDEX IF NOT EXISTS sfn_executions_running ON sfn_executions (id) WHERE status = 'RUNNING';
  CREATE TABLE IF NOT EXISTS sfn_threads (
    execution INTEGER NOT NULL, id INTEGER NOT NULL, thread TEXT NOT NULL, PRIMARY KEY (execution, id)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS sfn_events (
    execution INTEGER NOT NULL, id INTEGER NOT NULL, previous INTEGER NOT NULL, at REAL NOT NULL, type TEXT NOT NULL, details TEXT,
    PRIMARY KEY (execution, id)
  ) STRICT, WITHOUT ROWID;
`;

/** The rows of the state machines and their executions. No call here opens a transaction; the callers do. */
export class Store {
  readonly #db: DatabaseSync;
  readonly #statements = new Map<string, StatementSync>();

  constructor(db: DatabaseSync) {
    this.#db = db;
    db.exec(SCHEMA);
  }

  machine(arn: string): MachineRow | undefined {
    return this.#get('SELECT * FROM sfn_machines WHERE arn = ?', arn);
  }

  machines(after: string, limit: number): MachineRow[] {
    return this.#all('SELECT * FROM sfn_machines WHERE arn > ? ORDER BY arn LIMIT ?', after, limit);
  }

  /** Makes the machine, or gives it a new definition. */
  putMachine(machine: { arn: string; name: string; definition: string; role: string; at: number }): RevisionRow {
    const { arn, name, definition, role, at } = machine;
    this.#run('INSERT INTO sfn_revisions (machine, definition, role, at) VALUES (?, ?, ?, ?)', arn, definition, role, at);
    const revision = this.#get<RevisionRow>('SELECT * FROM sfn_revisions WHERE id = last_insert_rowid()')!;
    const put = `INSERT INTO sfn_machines (arn, name, revision, created) VALUES (?, ?, ?, ?)
      ON CONFLICT (arn) DO UPDATE SET revision = excluded.revision`;
    this.#run(put, arn, name, revision.id, at);
    return revision;
  }

  deleteMachine(arn: string): void {
    this.#run('DELETE FROM sfn_machines WHERE arn = ?', arn);
  }

  revision(id: number): RevisionRow {
    return this.#get<RevisionRow>('SELECT * FROM sfn_revisions WHERE id = ?', id)!;
  }

  execution(arn: string): ExecutionRow | undefined {
    return this.#get('SELECT * FROM sfn_executions WHERE arn = ?', arn);
  }

  running(): ExecutionRow[] {
    return this.#all("SELECT * FROM sfn_executions WHERE status = 'RUNNING' ORDER BY id");
  }

  /** The latest first, those before the row `before`. */
  executions(machine: string, status: string | undefined, before: number, limit: number): ExecutionRow[] {
    if (status === undefined) {
      return this.#all(
        'SELECT * FROM sfn_executions WHERE machine = ? AND id < ? ORDER BY id DESC LIMIT ?',
        machine,
        before,
        limit,
      );
    }
    const query = 'SELECT * FROM sfn_executions WHERE machine = ? AND status = ? AND id < ? ORDER BY id DESC LIMIT ?';
    return this.#all(query, machine, status, before, limit);
  }

  addExecution(row: ExecutionRow): number {
    const add = `INSERT INTO sfn_executions (arn, machine, revision, name, status, input, started, transitions)
      VALUES (?, ?, ?, ?, ?, ?, ?, 0)`;
    const { lastInsertRowid } = this.#run(
      add,
      row.arn,
      row.machine,
      row.revision,
      row.name,
      row.status,
      row.input,
      row.started,
    );
    return Number(lastInsertRowid);
  }

  saveExecution(row: ExecutionRow): void {
    const save =
      'UPDATE sfn_executions SET status = ?, output = ?, error = ?, cause = ?, stopped = ?, transitions = ? WHERE id = ?';
    this.#run(save, row.status, row.output, row.error, row.cause, row.stopped, row.transitions, row.id);
  }

  threads(execution: number): Thread[] {
    const rows = this.#all<{ thread: string }>('SELECT thread FROM sfn_threads WHERE execution = ? ORDER BY id', execution);
    return rows.map((row) => JSON.parse(row.thread) as Thread);
  }

  saveThread(execution: number, thread: Thread): void {
    const save = 'INSERT OR REPLACE INTO sfn_threads (execution, id, thread) VALUES (?, ?, ?)';
    this.#run(save, execution, thread.id, JSON.stringify(thread));
  }

  deleteThread(execution: number, id: number): void {
    this.#run('DELETE FROM sfn_threads WHERE execution = ? AND id = ?', execution, id);
  }

  deleteThreads(execution: number): void {
    this.#run('DELETE FROM sfn_threads WHERE execution = ?', execution);
  }

  addEvent(execution: number, event: EventRow): void {
    const add = 'INSERT INTO sfn_events (execution, id, previous, at, type, details) VALUES (?, ?, ?, ?, ?, ?)';
    this.#run(add, execution, event.id, event.previous, event.at, event.type, event.details);
  }

  lastEvent(execution: number): number {
    const last = this.#get<{ id: number | null }>('SELECT max(id) AS id FROM sfn_events WHERE execution = ?', execution);
    return last?.id ?? 0;
  }

  /** Events beyond the event `from`, upwards or downwards. */
  events(execution: number, from: number, limit: number, reverse: boolean): EventRow[] {
    const columns = 'SELECT id, previous, at, type, details FROM sfn_events WHERE execution = ?';
    const beyond = reverse ? 'id < ? ORDER BY id DESC' : 'id > ? ORDER BY id';
    return this.#all(`${columns} AND ${beyond} LIMIT ?`, execution, from, limit);
  }

  #prepare(sql: string): StatementSync {
    let statement = this.#statements.get(sql);
    if (statement === undefined) {
      statement = this.#db.prepare(sql);
      this.#statements.set(sql, statement);
    }
    return statement;
  }

  #run(sql: string, ...values: SQLInputValue[]) {
    return this.#prepare(sql).run(...values);
  }

  #get<Row>(sql: string, ...values: SQLInputValue[]): Row | undefined {
    return this.#prepare(sql).get(...values) as Row | undefined;
  }

  #all<Row>(sql: string, ...values: SQLInputValue[]): Row[] {
    return this.#prepare(sql).all(...values) as Row[];
  }
}
