import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { Activity } from './activity.ts';
import type { Message } from './bus/queues.ts';
import type { Clients } from './clients.ts';
import { VirtualClock } from './clock.ts';
import { dynamoDbClient } from './dynamodb/client.ts';
import { type Database, databaseOn, startDynamoDb } from './dynamodb/server.ts';
import { ensureTable } from './dynamodb/tables.ts';
import { Ending } from './ending.ts';
import type { Outcome } from './functions/instance.ts';
import { type LogLine, Logs } from './functions/logs.ts';
import type { Faults } from './gateway/faults.ts';
import type { Meter } from './gateway/meter.ts';
import { localDoors } from './http/doors.ts';
import { instantOf } from './http/duration.ts';
import { HttpFront } from './http/front.ts';
import type { LocalPerson } from './http/person.ts';
import { AUDIENCE, ISSUER, openTokens } from './http/tokens.ts';
import { type Journal, openJournal } from './journal.ts';
import { openMasterKey } from './kms/master-key.ts';
import { readMail } from './mail.ts';
import { type Providers, startProviders } from './providers/providers.ts';
import { startServices } from './services.ts';
import { InvalidSetting } from './settings.ts';
import type { StepFunctions } from './step-functions/index.ts';
import { checkDatabase, checkStoreId, isSeeded, markSeeded, openFolder } from './store.ts';
import { synthesize } from './synthesize.ts';
import { loadTemplate } from './template/load.ts';
import type { CloudModel, TableDefinition } from './template/model.ts';

export interface CloudOptions {
  /** The synthesized template, or 'synthesize' to have it made from the sources where they changed. */
  readonly template: string;
  /** Where the data lasts; absent: all in memory. */
  readonly dir?: string;
  /** The endpoint of a DynamoDB Local in which a cloud in memory takes a database of its own; absent: it starts one for itself. */
  readonly dynamodb?: string | undefined;
  /** Functions are loaded at their first call rather than before the cloud is ready, as on Lambda; most tests need half of them. */
  readonly lazy?: boolean;
  /** The stream begins behind what the store is sown with, which costs less; whoever reads it from its beginning misses that. */
  readonly sownUnseen?: boolean;
  /** 0, the default, takes a free one. */
  readonly port?: number;
  /** Where the virtual clock begins on a fresh store: ISO 8601 with its offset. Now, by default. */
  readonly clock?: string;
  /** Fills a fresh store; may be called again when it was interrupted. */
  readonly seed?: (clients: Clients) => Promise<void>;
  /** Whom `/_local/people` lists and who may have a token. */
  readonly people?: () => Promise<readonly LocalPerson[]> | readonly LocalPerson[];
  /** Hears each line that a function logs. */
  readonly log?: (line: LogLine) => void;
  readonly region?: string;
  readonly partition?: string;
}

export interface Cloud {
  readonly url: string;
  readonly stepFunctionsUrl: string;
  readonly dynamodbUrl: string;
  readonly model: CloudModel;
  readonly clock: VirtualClock;
  readonly activity: Activity;
  readonly meter: Meter;
  readonly faults: Faults;
  readonly stepFunctions: StepFunctions;
  readonly aws: Clients['aws'];
  /** What stands for the providers of SMS, mail and chats. */
  readonly providers: Providers;
  /** Calls a function by its name, its ARN or the beginning of its logical id. */
  invoke(name: string, payload: unknown): Promise<Outcome>;
  /** What the functions logged, or one of them. */
  logs(name?: string): string[];
  deadLetters(): Message[];
  /** Lets a rule, by the beginning of its logical id, be away, or come again. */
  silence(rule: string, on: boolean): void;
  /** Resolves with the reason should the cloud fail while it runs. */
  readonly failed: Promise<Error>;
  /** Ends everything; no child process stays. */
  stop(): Promise<void>;
}

/**
 * Starts the whole cloud of a template and resolves when it is ready. What has begun is ended again when a later part fails.
 * @throws the errors that `explain` has sentences for
 */
export async function startCloud(options: CloudOptions): Promise<Cloud> {
  // Lambda's zone. Workers cannot have one of their own.
  process.env.TZ = 'UTC';
  const ending = new Ending();
  try {
    return await start(options, ending);
  } catch (error) {
    await ending.run().catch(() => {});
    throw error;
  }
}

async function start(options: CloudOptions, ending: Ending): Promise<Cloud> {
  const { dir, people = () => [] } = options;
  const journal = dir === undefined ? openJournal(':memory:') : openFolder(dir);
  ending.later(() => journal.close());
  const activity = new Activity();
  const clock = openClock(journal, activity, options.clock);
  ending.later(() => clock.stop());
  // The address is needed before the API can be served: the template's parameters name it.
  const front = await HttpFront.listen(options.port ?? 0);
  ending.later(() => front.stop());

  const template = options.template === 'synthesize' ? synthesize() : options.template;
  const [dynamodb, path] = await together(openDatabase(options, journal, ending), template);
  const call = dynamoDbClient(dynamodb);
  ending.later(() => call.close());
  await checkStoreId(call, journal);
  const masterKey = openMasterKey(dir);
  const providers = await startProviders({ journal, masterKey, now: () => clock.now(), ending });
  const model = loadTemplate(
    path,
    surroundings(options, front.url, { CursorSecret: cursorSecret(journal), ...providers.parameters }),
  );
  for (const { definition } of model.tables)
    await ensureTable(call, options.sownUnseen ? withoutStream(definition) : definition);

  const logs = new Logs(options.log);
  const services = await startServices({
    model,
    journal,
    activity,
    clock,
    dynamodb,
    call,
    logs,
    masterKey,
    ending,
  });
  const { gateway, functions, stepFunctions, queues, bus, invoke } = services;
  const credentials = { accessKeyId: 'LOCAL', secretAccessKey: 'local' };
  const aws = { endpoint: gateway.url, region: model.scope.region, credentials };
  const clients: Clients = {
    model,
    call,
    aws,
    lasts: dir !== undefined,
    tableName: (id) => find(model.tables, id).name,
    now: () => clock.now(),
  };
  const seeded = sow(options, journal, clients);
  await together(options.lazy ? undefined : functions.start(), seeded);
  if (options.sownUnseen) for (const { definition } of model.tables) await ensureTable(call, definition);
  await services.begin();

  const tokens = await openTokens(dir === undefined ? undefined : join(dir, 'issuer.json'));
  const [api] = model.apis;
  front.open(
    api && { api, scope: model.scope, clock, activity, invoke },
    localDoors({
      ...{ url: front.url, clock, tokens, people },
      mail: () => readMail(clients, providers.messages()),
    }),
  );
  ending.later(() => front.stop());

  let stopping = false;
  return {
    url: front.url,
    stepFunctionsUrl: gateway.url,
    dynamodbUrl: gateway.url,
    model,
    clock,
    activity,
    meter: gateway.meter,
    faults: gateway.faults,
    stepFunctions,
    aws,
    providers,
    invoke: (name, payload) => invoke(find(model.functions, name).name, payload),
    logs: (name) => functions.logs.lines(name === undefined ? undefined : find(model.functions, name).name),
    deadLetters: () => queues.messages(),
    silence: (rule, on) => bus.silence(rule, on),
    failed: new Promise((resolve) => {
      void dynamodb.ended.then(() => stopping || resolve(new Error('DynamoDB Local has ended unexpectedly')));
    }),
    stop: () => {
      stopping = true;
      return ending.run();
    },
  };
}

/** The clock goes on from where the journal knows it, a fresh one from the given instant. */
function openClock(journal: Journal, activity: Activity, begins: string | undefined): VirtualClock {
  const remember = (offset: number) => journal.set('clock offset', String(offset));
  const known = journal.get('clock offset');
  if (known !== undefined) return new VirtualClock(activity, Number(known), remember);
  const first = begins === undefined ? Date.now() : instantOf(begins);
  if (first === undefined) throw new InvalidSetting(`${begins} is not an instant with its offset`);
  const offset = begins === undefined ? 0 : first - Date.now();
  remember(offset);
  return new VirtualClock(activity, offset, remember);
}

async function openDatabase({ dir, dynamodb }: CloudOptions, journal: Journal, ending: Ending): Promise<Database> {
  if (dir === undefined && dynamodb !== undefined) return databaseOn(dynamodb);
  if (dir !== undefined) await checkDatabase(dir, journal);
  const server = await startDynamoDb(dir === undefined ? {} : { dir });
  ending.later(() => server.stop());
  return server;
}

function surroundings(
  { region = 'us-east-1', partition = 'aws' }: CloudOptions,
  url: string,
  parameters: Record<string, string>,
) {
  return {
    region,
    partition,
    accountId: '111111111111',
    urlSuffix: partition === 'aws-cn' ? 'amazonaws.com.cn' : 'amazonaws.com',
    apiEndpoint: url,
    parameters: { OidcIssuer: ISSUER, OidcAudience: AUDIENCE, OidcJwksUri: `${url}/_local/jwks.json`, ...parameters },
  };
}

async function sow({ seed }: CloudOptions, journal: Journal, clients: Clients): Promise<void> {
  if (isSeeded(journal)) return;
  await seed?.(clients);
  markSeeded(journal);
}

/** What signs page cursors: a secret of this store, so that a cursor outlives a restart. */
function cursorSecret(journal: Journal): string {
  const known = journal.get('cursor secret') ?? randomBytes(32).toString('hex');
  journal.set('cursor secret', known);
  return known;
}

const withoutStream = ({ StreamSpecification: _, ...definition }: TableDefinition): TableDefinition => definition;

/** Both results; when one fails the other is awaited all the same, so that what it began can be ended. */
async function together<A, B>(a: Promise<A> | A, b: Promise<B> | B): Promise<[A, B]> {
  await Promise.allSettled([a, b]);
  return [await a, await b];
}

/** The one with this name, ARN or beginning of its logical id; the only one when no name is given. */
function find<T extends { logicalId: string; name: string; arn: string }>(all: readonly T[], name?: string): T {
  const exact = all.filter((each) => each.name === name || each.arn === name || each.logicalId === name);
  const found = exact.length > 0 ? exact : all.filter((each) => each.logicalId.startsWith(name ?? ''));
  if (found.length === 1) return found[0] as T;
  throw new Error(`${found.length} of ${all.length} fit the name ${name}: ${all.map((each) => each.logicalId).join(', ')}`);
}
