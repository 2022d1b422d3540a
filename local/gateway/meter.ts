import type { DynamoDbCall } from '../dynamodb/client.ts';
import { item, measureRead } from './reads.ts';
import { errorReply, type Reply } from './reply.ts';
import { type Body, type Touched, touched } from './touched.ts';
import { itemUnits, type Schema, writeUnits } from './units.ts';

export interface Units {
  write: number;
  read: number;
}

export interface Bill extends Units {
  /** By the name of the calling function. */
  readonly byCaller: Record<string, Units>;
  /** By the action, such as `TransactWriteItems`, with how often it was called. */
  readonly byAction: Record<string, Units & { calls: number }>;
}

export interface MeteredCall {
  readonly caller: string;
  readonly action: string;
  readonly body: Buffer;
}

/**
 * Counts capacity units while it is switched on, by the formula at the head of units.ts. To know an item before and after, it reads
 * it directly, which costs nothing here but makes metered calls slower; calls that change one item at the same time may be billed
 * by each other's images. Switched off, it only passes calls on.
 */
export class Meter {
  readonly #call: DynamoDbCall;
  #bill: Bill | undefined;
  #schemas = new Map<string, Promise<Schema>>();

  /** @param call a direct way to the database, past the meter. */
  constructor(call: DynamoDbCall) {
    this.#call = call;
  }

  /** Begins a new bill. */
  start(): void {
    this.#schemas.clear();
    this.#bill = { write: 0, read: 0, byCaller: {}, byAction: {} };
  }

  /** Ends the bill and returns it. */
  stop(): Bill {
    const bill = this.#bill;
    if (!bill) throw new Error('the meter was not started');
    this.#bill = undefined;
    return bill;
  }

  /** Forwards a call and bills it. */
  async measure(call: MeteredCall, forward: () => Promise<Reply>): Promise<Reply> {
    const bill = this.#bill;
    if (!bill) return forward();
    if (/Statement|^ExecuteTransaction$/.test(call.action))
      return errorReply(400, 'ValidationException', `the meter has no formula for ${call.action}`);
    const body = JSON.parse(call.body.toString()) as Body;
    const items = await touched(call.action, body, (table) => this.#schema(table)).catch(() => []);
    const before = await this.#images(items);
    const reply = await forward();
    if (reply.status === 200) {
      const read = items.length > 0 ? 0 : await measureRead(this.#call, call.action, body);
      const after = await this.#images(items);
      const write = await this.#written(items, before, after);
      add(bill, call, { write, read });
    } else if (conditionFailed(reply)) {
      add(bill, call, { write: refused(items, before), read: 0 });
    }
    return reply;
  }

  #images(items: readonly Touched[]): Promise<Awaited<ReturnType<typeof item>>[]> {
    return Promise.all(items.map(({ table, key }) => item(this.#call, { TableName: table, Key: key }).catch(() => undefined)));
  }

  async #written(items: readonly Touched[], before: Images, after: Images): Promise<number> {
    let units = 0;
    for (const [index, each] of items.entries()) {
      if (each.checkOnly) units += 2 * itemUnits(before[index]);
      else units += writeUnits(await this.#schema(each.table), before[index], after[index], each.transactional);
    }
    return units;
  }

  #schema(table: string): Promise<Schema> {
    const known = this.#schemas.get(table);
    if (known) return known;
    const asked = this.#call<{ Table: Schema }>('DescribeTable', { TableName: table }).then((answer) => answer.Table);
    this.#schemas.set(table, asked);
    return asked;
  }
}

type Images = Awaited<ReturnType<typeof item>>[];

function refused(items: readonly Touched[], before: Images): number {
  const units = items.map((each, index) => itemUnits(before[index], each.put) * (each.transactional ? 2 : 1));
  return units.reduce((total, each) => total + each, 0);
}

function conditionFailed(reply: Reply): boolean {
  const text = reply.body.toString();
  return text.includes('#ConditionalCheckFailedException') || /#TransactionCanceled.*"ConditionalCheckFailed"/s.test(text);
}

function add(bill: Bill, { caller, action }: MeteredCall, { write, read }: Units): void {
  bill.byCaller[caller] ??= { write: 0, read: 0 };
  bill.byAction[action] ??= { write: 0, read: 0, calls: 0 };
  bill.byAction[action].calls++;
  for (const account of [bill, bill.byCaller[caller], bill.byAction[action]]) {
    account.write += write;
    account.read += read;
  }
}
