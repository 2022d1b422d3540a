import { synthesize } from '../local/synthesize.ts';

/** Before all tests: every cloud then finds the template already made. */
export async function setup(): Promise<void> {
  await synthesize();
}
