import { ConditionalCheckFailedException, TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import {
  BatchGetCommand,
  DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
  TransactWriteCommand,
} from '@aws-sdk/lib-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { attempt, Contended } from '../../functions/platform/attempt.ts';
import { AlreadyDecided, Busy, Expired, Invalid } from '../../functions/platform/problems.ts';
import { commit, getAll, query } from '../../functions/platform/table.ts';
import type { Item, Write } from '../../functions/platform/writes.ts';

process.env.TABLE_NAME = 't';
const dynamo = mockClient(DynamoDBDocumentClient);
beforeEach(() => dynamo.reset());

const key = (sk: string) => ({ pk: 'a', sk });
const refuse = (seen?: (stored: Item | undefined) => void) => (stored: Item | undefined) => {
  seen?.(stored);
  return new AlreadyDecided();
};
/** The second of three writes has a refusal of its own. */
const writes = (otherwise: NonNullable<Write['otherwise']> = refuse()): Write[] => [
  { check: key('1'), where: { v: 1 } },
  { put: key('2'), where: 'absent', otherwise },
  { delete: key('3') },
];
const cancelled = (...codes: (string | { Code: string; Item?: Item })[]) => {
  const CancellationReasons = codes.map((it) =>
    typeof it === 'string' ? { Code: it } : { Code: it.Code, ...(it.Item && { Item: marshall(it.Item) }) },
  );
  return new TransactionCanceledException({ message: 'cancelled', $metadata: {}, CancellationReasons });
};
const outcome = (error: Error, what = writes()) => {
  dynamo.on(TransactWriteCommand).rejects(error);
  dynamo.on(PutCommand).rejects(error);
  return commit(what).catch((caught: Error) => caught);
};

describe('a cancelled transaction', () => {
  test('means what the first failed condition says', async () => {
    expect(await outcome(cancelled('None', 'ConditionalCheckFailed', 'None'))).toBeInstanceOf(AlreadyDecided);
  });

  test('whose failed condition has no meaning of its own is tried again', async () => {
    expect(await outcome(cancelled('ConditionalCheckFailed', 'ConditionalCheckFailed', 'None'))).toBeInstanceOf(Contended);
    expect(
      await outcome(
        cancelled('None', 'ConditionalCheckFailed', 'None'),
        writes(() => undefined),
      ),
    ).toBeInstanceOf(Contended);
  });

  test('hands the stored item to the refusal as the rules know it', async () => {
    const seen = vi.fn();
    const stored = { ...key('2'), state: 'decided', round: 2 };
    await outcome(cancelled('None', { Code: 'ConditionalCheckFailed', Item: stored }, 'None'), writes(refuse(seen)));
    expect(seen).toHaveBeenCalledWith(stored);
  });

  test('by another transaction on the same items is tried again', async () => {
    expect(await outcome(cancelled('None', 'TransactionConflict', 'None'))).toBeInstanceOf(Contended);
    expect(await outcome(cancelled('ThrottlingError', 'None', 'None'))).toBeInstanceOf(Contended);
  });

  test('without reasons, or with too few, tells nothing and is tried again', async () => {
    expect(await outcome(new TransactionCanceledException({ message: '', $metadata: {} }))).toBeInstanceOf(Contended);
    expect(await outcome(cancelled('None', 'ConditionalCheckFailed'))).toBeInstanceOf(Contended);
  });

  test('that can never succeed is a fault, not another try', async () => {
    const invalid = cancelled('None', 'ValidationError', 'None');
    expect(await outcome(invalid)).toBe(invalid);
  });
});

describe('a write that stands alone', () => {
  const single = (otherwise?: NonNullable<Write['otherwise']>): Write[] => [
    { put: key('1'), where: 'absent', ...(otherwise && { otherwise }) },
  ];
  const failed = (Item?: Item) =>
    new ConditionalCheckFailedException({ message: '', $metadata: {}, ...(Item && { Item: marshall(Item) }) });

  test('means what its condition says, with the stored item', async () => {
    const seen = vi.fn();
    expect(await outcome(failed({ ...key('1'), n: 1 }), single(refuse(seen)))).toBeInstanceOf(AlreadyDecided);
    expect(seen).toHaveBeenCalledWith({ ...key('1'), n: 1 });
    expect(
      await outcome(
        failed(),
        single(() => new Expired()),
      ),
    ).toBeInstanceOf(Expired);
  });

  test('without a meaning is tried again', async () => {
    expect(await outcome(failed(), single())).toBeInstanceOf(Contended);
  });

  test('is no transaction, because that would cost twice', async () => {
    await commit(single());
    expect(dynamo.commandCalls(TransactWriteCommand)).toHaveLength(0);
    expect(dynamo.commandCalls(PutCommand)).toHaveLength(1);
    await commit([]);
    expect(dynamo.calls()).toHaveLength(1);
  });
});

test.each([
  'ProvisionedThroughputExceededException',
  'ThrottlingException',
  'RequestLimitExceeded',
  'TransactionConflictException',
  'TransactionInProgressException',
])('%s is tried again', async (name) => {
  expect(await outcome(Object.assign(new Error(), { name }))).toBeInstanceOf(Contended);
});

test('any other fault is passed on as it is', async () => {
  const denied = Object.assign(new Error('no'), { name: 'AccessDeniedException' });
  expect(await outcome(denied)).toBe(denied);
});

describe('trying again', () => {
  test('reads consistently from the second time on, and ends with the answer', async () => {
    const reads: boolean[] = [];
    const answer = await attempt(async (consistent) => {
      reads.push(consistent);
      if (reads.length < 3) throw new Contended();
      return 'done';
    });
    expect(answer).toBe('done');
    expect(reads).toEqual([false, true, true]);
  });

  test('looks again before it refuses by how things stand: the first copy may have been stale', async () => {
    const reads: boolean[] = [];
    const answer = await attempt(async (consistent) => {
      reads.push(consistent);
      if (!consistent) throw new Expired();
      return 'done';
    });
    expect([answer, reads]).toEqual(['done', [false, true]]);
    const refused = vi.fn().mockRejectedValue(new Expired());
    await expect(attempt(refused)).rejects.toBeInstanceOf(Expired);
    expect(refused).toHaveBeenCalledTimes(2);
  });

  test('does not hide other errors, nor look twice at what was sent', async () => {
    for (const error of [new Invalid([]), new Error('a fault')]) {
      const work = vi.fn().mockRejectedValue(error);
      await expect(attempt(work)).rejects.toBe(error);
      expect(work).toHaveBeenCalledTimes(1);
    }
  });

  test('ends at last with “busy”, which names no detail', async () => {
    vi.spyOn(Math, 'random').mockReturnValue(0);
    await expect(attempt(() => Promise.reject(new Contended()))).rejects.toBeInstanceOf(Busy);
    vi.restoreAllMocks();
  });
});

describe('reading', () => {
  test('goes on through all pages of a query, but not beyond the limit', async () => {
    const page = (sk: string, more: boolean) => ({ Items: [key(sk)], ...(more && { LastEvaluatedKey: key(sk) }) });
    dynamo.on(QueryCommand).resolvesOnce(page('1', true)).resolvesOnce(page('2', true)).resolves(page('3', false));
    expect(await query('a')).toHaveLength(3);
    dynamo.on(QueryCommand).resolves(page('1', true));
    expect(await query('a', { limit: 2 })).toHaveLength(2);
  });

  test('asks again for keys that a batch left out, and for more than a hundred in batches', async () => {
    const all = Array.from({ length: 101 }, (_, i) => key(`${i}`));
    dynamo.on(BatchGetCommand).callsFake(({ RequestItems }) => {
      const [first, ...rest] = RequestItems.t.Keys;
      expect(rest.length).toBeLessThan(100);
      const answered = rest.length > 50 ? [first] : [first, ...rest];
      return {
        Responses: { t: answered },
        UnprocessedKeys: answered.length > 1 || rest.length === 0 ? {} : { t: { Keys: rest.slice(50) } },
      };
    });
    const found = await getAll(all);
    expect(found).toContainEqual(key('100'));
    expect(dynamo.commandCalls(BatchGetCommand).length).toBeGreaterThan(2);
    expect(dynamo.commandCalls(GetCommand)).toHaveLength(0);
  });
});
