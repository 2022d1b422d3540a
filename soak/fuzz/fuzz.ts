import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { type Crowd, type Ground, isForgery, type Table } from './ground.ts';
import { asksToChange, foreign, nobodys, type Own, ownKind, unitsOf } from './own.ts';
import { type Fuzzed, type OpenApi, requestsOver } from './requests.ts';
import { type Heard, send } from './send.ts';

export interface FuzzOptions {
  ground: Ground;
  seed: number;
  requests: number;
  /** Who sends them. Strangers change nothing; what parties send may be accepted, and only has to be understood. */
  crowd?: Crowd;
  /** Only these of them, by number: to send again what went wrong. */
  from?: number;
  to?: number;
  /** No new batch begins after so many real milliseconds. */
  budget?: number;
  tell?: (line: string) => void;
}

export interface FuzzReport {
  seed: number;
  sent: number;
  byStatus: Record<string, number>;
  /** How many of the sent were refused by type, and how many forgeries were. */
  byType: Record<string, number>;
  seconds: number;
  wrong: string[];
}

const BATCH = 250;
const AT_ONCE = 8;
/** Open to everybody. */
const OPEN = /^\/(openapi\.json|health)(\?|$)/;

/** Sends hostile requests, and says what should not have happened: a 5xx, a stranger's write, somebody else's data. */
export async function fuzz({
  ground,
  seed,
  requests,
  crowd = 'strangers',
  from = 0,
  to = requests,
  budget,
  tell,
}: FuzzOptions): Promise<FuzzReport> {
  const began = performance.now();
  const { cloud } = ground.city;
  const document = (await (await fetch(`${cloud.url}/openapi.json`)).json()) as OpenApi;
  const all = fc.sample(requestsOver(document), { seed, numRuns: requests });
  const report: FuzzReport = { seed, sent: 0, byStatus: {}, byType: {}, seconds: 0, wrong: [] };
  let before = await ground.table();
  for (let first = from; first < to; first += BATCH) {
    if (budget !== undefined && performance.now() - began > budget) break;
    const last = Math.min(first + BATCH, to);
    cloud.meter.start();
    const own = nobodys();
    const taken: (keyof Own)[] = [];
    await inParallel(last - first, async (i) => {
      const number = first + i;
      const fuzzed = all[number]!;
      const heard = await heardOf(ground, crowd, fuzzed);
      report.sent++;
      count(report, heard);
      const kind = ownKind(fuzzed, heard);
      if (kind) taken.push(kind);
      if (kind && !isForgery(fuzzed.as)) own[kind].add(ground.idOf(crowd, fuzzed.as));
      for (const what of wrongIn(ground, crowd, fuzzed, heard))
        report.wrong.push(`#${number} ${what}: ${shown(ground.whoIs(crowd, fuzzed.as), fuzzed, heard)}`);
    });
    await ground.city.settle();
    const after = await ground.table();
    const { write } = cloud.meter.stop();
    const changed = differences(before, after);
    const left = crowd === 'strangers' ? foreign(changed, before, after, own) : [];
    if (left.length > 0 || (crowd === 'strangers' && write > unitsOf(taken)))
      report.wrong.push(`#${first}–#${last - 1} wrote ${write} units: ${[...left, ...changed].slice(0, 5).join(', ')}`);
    before = after;
    tell?.(`${report.sent} sent, ${report.wrong.length} wrong`);
  }
  report.seconds = Math.round((performance.now() - began) / 100) / 10;
  return report;
}

async function heardOf(
  ground: Ground,
  crowd: Crowd,
  { method, path, as, headers, body }: Fuzzed,
): Promise<Heard | { failed: string }> {
  const authorization = ground.authorization(crowd, as);
  const filled = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, ground.filled(value)]));
  return send(ground.city.cloud.url, {
    method,
    path: ground.filled(path),
    headers: {
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...filled,
      ...(authorization !== undefined && { authorization }),
    },
    ...(body !== undefined && { body: ground.filled(body) }),
  }).catch((error: Error) => ({ failed: error.message }));
}

function wrongIn(ground: Ground, crowd: Crowd, fuzzed: Fuzzed, heard: Heard | { failed: string }): string[] {
  const { path, as } = fuzzed;
  if ('failed' in heard) return [`no answer (${heard.failed})`];
  const { status, text } = heard;
  const accepted = status < 300 && fuzzed.method !== 'OPTIONS';
  return [
    ...(status >= 500 ? ['broke'] : []),
    ...(accepted && isForgery(as) && !OPEN.test(path) ? ['a forged token was taken'] : []),
    ...(accepted && crowd === 'strangers' && asksToChange(fuzzed) && !allRefused(text) && !ownKind(fuzzed, heard)
      ? ['accepted']
      : []),
    ...ground
      .secretsFrom(crowd)
      .filter((secret) => text.includes(secret))
      .map((secret) => `told ${secret.slice(0, 12)}`),
  ];
}

/** Several decisions at once are answered 200, each with its own refusal. */
function allRefused(text: string): boolean {
  const statuses = [...text.matchAll(/"taskId":.*?"status":(\d+)/g)].map(([, status]) => Number(status));
  return statuses.length > 0 && statuses.every((status) => status >= 400 && status < 500);
}

function count({ byStatus, byType }: FuzzReport, heard: Heard | { failed: string }): void {
  const status = 'failed' in heard ? 'none' : String(heard.status);
  byStatus[status] = (byStatus[status] ?? 0) + 1;
  const type = 'failed' in heard ? undefined : /"type":"([a-z-]+)"/.exec(heard.text)?.[1];
  if (type) byType[type] = (byType[type] ?? 0) + 1;
}

const differences = (before: Table, after: Table): string[] =>
  [...new Set([...before.keys(), ...after.keys()])].filter((key) => !isDeepStrictEqual(before.get(key), after.get(key)));

function shown(who: string, { method, path, headers, body }: Fuzzed, heard: Heard | { failed: string }): string {
  const said = 'failed' in heard ? '' : ` → ${heard.status} ${heard.text.slice(0, 400)}`;
  const sent = `${method} ${path.slice(0, 200)} as ${who} ${JSON.stringify(headers)} ${(body ?? '').slice(0, 300)}`;
  return sent + said;
}

async function inParallel(count: number, work: (i: number) => Promise<void>): Promise<void> {
  let next = 0;
  const lane = async () => {
    while (next < count) await work(next++);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, lane));
}
