import { execFile } from 'node:child_process';
import { createHash, type Hash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const root = resolve(fileURLToPath(import.meta.url), '..', '..');
const kept = join(root, '.build', 'synthesized');
/** What the template and the bundles are made from. */
const sources = ['infra', 'workflows', 'functions', 'data', 'cdk.json', 'package-lock.json', 'tsconfig.json'];

/** The CDK app, which also bundles the functions, failed; the message is what it said. */
export class SynthesisFailed extends Error {
  override name = 'SynthesisFailed';
}

/**
 * The path of the synthesized template. Made anew only when the sources have changed: each state of the sources has a folder of
 * its own, which appears all at once, so that several runs side by side do not disturb each other.
 * @throws SynthesisFailed
 */
export async function synthesize(): Promise<string> {
  const folder = join(kept, fingerprint());
  if (!existsSync(folder)) {
    const draft = `${folder}.${process.pid}`;
    mkdirSync(draft, { recursive: true });
    try {
      await run('infra/app.ts', draft);
      forgetOthers();
      publish(draft, folder);
    } finally {
      rmSync(draft, { recursive: true, force: true });
    }
  }
  const templates = readdirSync(folder).filter((name) => name.endsWith('.template.json'));
  if (templates.length !== 1) throw new SynthesisFailed(`one stack was expected, the app has ${templates.length}`);
  return join(folder, templates[0] as string);
}

/** What the CDK's command line would give the app, so that both synthesize the same. */
const context = () => JSON.stringify(JSON.parse(readFileSync(join(root, 'cdk.json'), 'utf8')).context);

async function run(script: string, outdir: string): Promise<void> {
  // CDK's own validation takes longer than the rest together; it has its place where the template is deployed.
  const cdk = { CDK_OUTDIR: outdir, CDK_CONTEXT_JSON: context(), CDK_VALIDATION: 'false', CDK_DISABLE_CLI_TELEMETRY: '1' };
  const env = { ...process.env, ...cdk };
  try {
    await promisify(execFile)(process.execPath, [join(root, script)], { cwd: root, env, maxBuffer: 64 * 1024 * 1024 });
  } catch (error) {
    const { stderr, message } = error as { stderr?: string; message: string };
    throw new SynthesisFailed(`${script}: ${stderr?.trim() || message}`);
  }
}

function publish(draft: string, folder: string): void {
  try {
    renameSync(draft, folder);
  } catch (error) {
    // Another run was faster; its result is the same.
    if (!existsSync(folder)) throw error;
  }
}

/** Keeps the two before: a cloud that runs beside this one may still load functions from its own. */
function forgetOthers(): void {
  // A name with a point is a draft that somebody may still be working on.
  const folders = readdirSync(kept).filter((name) => !name.includes('.'));
  const age = (name: string) => statSync(join(kept, name)).mtimeMs;
  const old = folders.sort((a, b) => age(b) - age(a)).slice(2);
  for (const name of old) rmSync(join(kept, name), { recursive: true, force: true });
}

function fingerprint(): string {
  const hash = createHash('sha256').update(process.version);
  for (const source of sources) {
    const path = join(root, source);
    if (existsSync(path)) add(hash, path, source);
  }
  return hash.digest('hex').slice(0, 24);
}

function add(hash: Hash, path: string, name: string): void {
  if (!statSync(path).isDirectory()) {
    hash.update(`${name}\0`).update(readFileSync(path)).update('\0');
    return;
  }
  for (const child of readdirSync(path).sort()) add(hash, join(path, child), `${name}/${child}`);
}
