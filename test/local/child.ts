import { startCloud } from '../../local/cloud.ts';
import { explain } from '../../local/failures.ts';

/** A cloud in a process of its own, to be killed: node child.ts <template> <dir>. Says its address, or why it cannot start. */
const [template, dir] = process.argv.slice(2) as [string, string];
try {
  const cloud = await startCloud({ template, dir });
  console.log(cloud.url);
  process.once('SIGTERM', () => void cloud.stop().then(() => process.exit(0)));
} catch (error) {
  console.error(explain(error));
  process.exit(1);
}
