import { SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
import { mockClient } from 'aws-sdk-client-mock';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { organisationEventWrite } from '../../functions/audit/organisation-events.ts';
import { handler as seal } from '../../functions/audit/seal.handler.ts';
import { ledgerKey } from '../../functions/platform/keys.ts';
import { handler } from '../../functions/visits/run-visit.handler.ts';
import { CITY, cityItems } from '../support/city.ts';
import { allDone, awsError, batch, failedFrom } from '../support/stream.ts';
import { fakeTable } from '../support/table.ts';
import { visit } from '../support/visit.ts';

process.env.VISIT_MACHINE_ARN = 'arn:aws-cn:states:cn-north-1:111111111111:stateMachine:Visits';
const stepFunctions = mockClient(SFNClient);
const table = fakeTable();
let said: { mock: { calls: unknown[][] }; mockRestore(): void };
beforeAll(() => {
  vi.useFakeTimers({ toFake: ['Date'] });
  said = vi.spyOn(console, 'log').mockImplementation(() => {});
});
afterAll(() => {
  vi.useRealTimers();
  said.mockRestore();
});
beforeEach(() => {
  table.fill(cityItems());
  stepFunctions.reset();
  stepFunctions.onAnyCommand().resolves({});
  at('2026-03-02T10:00:00+08:00');
});

const at = (instant: string) => vi.setSystemTime(new Date(instant));
const chained = (events: number, id = 'v1') => visit({ id, events, head: `${id}-${events}` });
const under = (kind: string) => table.all().filter(({ pk }) => (pk as string).startsWith(`${CITY}#${kind}`));
const ledger = () => under('LEDGER').map(({ sk, hash }) => `${sk} ${hash}`);
const seals = () => under('SEAL#').map(({ organisation, day, n, entries }) => [organisation, day, n, entries]);
const event = () =>
  (
    organisationEventWrite({ city: CITY, organisation: 'employer-1' }, 'permission-changed', new Date(), undefined, {
      speaker: 's1',
    }) as { put: { sk: string } }
  ).put;

describe('the ledger of the day', () => {
  test('takes where a chain ends, once for several changes in one batch, under the visit’s union', async () => {
    const changes = [1, 2, 3].map((n) => [n > 1 ? chained(n - 1) : undefined, chained(n)] as [object | undefined, object]);
    expect(await handler(batch(...changes, [undefined, chained(1, 'v2')]))).toEqual(allDone);
    expect(ledger()).toEqual(['2026-03-02#district-union#VISIT#v1#3 v1-3', '2026-03-02#district-union#VISIT#v2#1 v2-1']);
  });

  test('takes nothing of a change without an event, nor when a visit is deleted', async () => {
    await handler(batch([chained(1), { ...chained(1), round: 2 }], [chained(1), undefined]));
    expect(ledger()).toEqual([]);
  });

  test('takes an organisation’s event when it is written, and not what is done to it afterwards', async () => {
    const written = event();
    await handler(batch([undefined, written]));
    expect(ledger()).toEqual([expect.stringContaining(`2026-03-02#employer-1#EVENT#${written.sk} `)]);
    const before = ledger();
    await handler(batch([written, { ...written, data: {} }], [written, undefined]));
    expect(ledger()).toEqual(before);
  });

  test('keeps its first row when the same comes twice, or with another hash', async () => {
    await handler(batch([undefined, chained(1)]));
    expect(await handler(batch([undefined, chained(1)], [undefined, { ...chained(1), head: 'forged' }]))).toEqual(allDone);
    expect(ledger()).toEqual(['2026-03-02#district-union#VISIT#v1#1 v1-1']);
  });

  test('that cannot be written does not keep a visit from starting, and is tried again', async () => {
    table.meanwhile(() => {
      throw awsError('ThrottlingException');
    });
    expect(await handler(batch([undefined, chained(1)]))).toEqual(failedFrom(1));
    expect(stepFunctions.commandCalls(StartExecutionCommand)).toHaveLength(1);
    await handler(batch([undefined, chained(1)]));
    expect(ledger()).toHaveLength(1);
  });
});

describe('at night', () => {
  test('each organisation’s day that is over is sealed; the present one is not, nor one that an hour ago was not over', async () => {
    await handler(batch([undefined, chained(1)], [undefined, event()]));
    at('2026-03-03T00:30:00+08:00');
    await handler(batch([chained(1), chained(2)]));
    expect(await seal()).toEqual({});
    expect(seals()).toEqual([]);
    at('2026-03-03T01:15:00+08:00');
    expect(await seal()).toEqual({});
    expect(seals()).toEqual([
      ['district-union', '2026-03-02', 1, 1],
      ['employer-1', '2026-03-02', 1, 1],
    ]);
    at('2026-03-04T01:15:00+08:00');
    expect(await seal()).toEqual({ idleUntil: null });
    await handler(batch([chained(2), chained(3)]));
    at('2026-03-05T01:15:00+08:00');
    await seal();
    expect(seals().filter(([organisation]) => organisation === 'district-union')).toEqual([
      ['district-union', '2026-03-02', 1, 1],
      ['district-union', '2026-03-03', 2, 1],
      ['district-union', '2026-03-04', 3, 1],
    ]);
  });

  test('nights that were missed are made up for, in their order; what comes a day late enters the day on which it comes', async () => {
    await handler(batch([undefined, chained(1)]));
    at('2026-03-05T09:00:00+08:00');
    await handler(batch([chained(1), chained(2)]));
    at('2026-03-09T01:15:00+08:00');
    await seal();
    expect(seals()).toEqual([
      ['district-union', '2026-03-02', 1, 1],
      ['district-union', '2026-03-05', 2, 1],
    ]);
  });

  test('sealing twice, and once more after it stopped half-way, makes the same seals', async () => {
    await handler(batch([undefined, chained(1)], [undefined, event()]));
    at('2026-03-03T01:15:00+08:00');
    await seal();
    const made = under('SEAL#');
    await seal();
    table.fill([...cityItems(), ...table.all().filter(({ pk }) => pk !== `${CITY}#SEALED`)]);
    await seal();
    expect(under('SEAL#')).toEqual(made);
  });

  test('of two that seal at the same moment both are right', async () => {
    await handler(batch([undefined, chained(1)]));
    at('2026-03-03T01:15:00+08:00');
    table.meanwhile(() => void table.change(`${CITY}#SEAL#district-union`, '2026-03-02', { n: 1 }));
    expect(await seal()).toEqual({ idleUntil: null });
    expect(under('SEAL#')).toHaveLength(1);
  });

  test('the hash is told to the log as well, for whoever can write only the table', async () => {
    await handler(batch([undefined, chained(1)]));
    at('2026-03-03T01:15:00+08:00');
    await seal();
    const [{ hash }] = under('SEAL#') as [{ hash: string }];
    const lines = said.mock.calls.map(([line]) => JSON.parse(line as string));
    expect(lines).toContainEqual(
      expect.objectContaining({ message: 'sealed', organisation: 'district-union', n: 1, sha256: hash }),
    );
  });

  test('one city that cannot be sealed is told as a failure', async () => {
    table.fill([...cityItems(), { ...ledgerKey(CITY, '2026-03-01', 'district-union', 'VISIT#v1#1'), hash: 'a' }]);
    table.meanwhile(() => {
      throw awsError('InternalServerError');
    });
    await expect(seal()).rejects.toThrow('NotSealed');
    expect(seals()).toEqual([]);
    expect(await seal()).toEqual({ idleUntil: null });
    expect(seals()).toHaveLength(1);
  });
});
