import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { explain } from '../../local/failures.ts';
import { synthesize } from '../../local/synthesize.ts';
import { blockOf, NotShown, withBlock } from './document.ts';
import { type Machine, visitMachine } from './machine.ts';
import { mermaid } from './mermaid.ts';

/**
 * Draws the procedure into docs/visit.md as the template has it. With `--check` it only says whether the document shows it
 * already; with `--full` it prints a diagram of every technical state instead, for those who maintain the machine.
 */
const path = resolve(import.meta.dirname, '..', '..', 'docs', 'visit.md');
try {
  const { values } = parseArgs({ options: { check: { type: 'boolean' }, full: { type: 'boolean' } } });
  const machine = visitMachine(JSON.parse(readFileSync(await synthesize(), 'utf8')));
  if (values.full) console.log(mermaid(machine, { full: true }));
  else update(machine, values.check ?? false);
} catch (error) {
  console.error(error instanceof NotShown ? error.message : explain(error));
  process.exitCode = 1;
}

function update(machine: Machine, onlyCheck: boolean): void {
  if (!existsSync(path)) throw new NotShown('docs/visit.md does not exist, so that there is no place for the diagram.');
  const present = readFileSync(path, 'utf8');
  const wanted = withBlock(present, blockOf(machine));
  if (present === wanted) return;
  if (onlyCheck) throw new NotShown('docs/visit.md shows an earlier procedure; run `npx node tools/diagram/main.ts`.');
  writeFileSync(path, wanted);
}
