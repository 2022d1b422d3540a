import { appendFileSync } from 'node:fs';
import type { CloudModel } from '../template/model.ts';
import { allGrants, type Witness } from './guard.ts';

/** What a line begins with; then come the stack, the logical id of the function or machine, and the grant, or what was refused. */
export type Noted = 'granted' | 'exercised' | 'refused';

const written = new Set<string>();

/**
 * Keeps a record of what the policies of a template grant and which of it calls take, in the file that GRANTS_FILE names; without
 * the variable there is none. Each line is appended once and at once: many processes may write to the file, and one that is killed
 * has written what it saw.
 */
export function witness(model: CloudModel): Witness {
  const file = process.env.GRANTS_FILE;
  if (!file) return () => {};
  const { stack } = model.scope;
  const line = (noted: Noted, by: string, what: string) => `${noted} ${stack} ${by} ${what}\n`;
  const write = (lines: readonly string[]) => {
    const fresh = lines.filter((each) => !written.has(each));
    for (const each of fresh) written.add(each);
    if (fresh.length > 0) appendFileSync(file, fresh.join(''));
  };
  write([...allGrants(model)].flatMap(([by, grants]) => grants.map((grant) => line('granted', by, grant))));
  return (by, what, allowed) => write([line(allowed ? 'exercised' : 'refused', by, what)]);
}
