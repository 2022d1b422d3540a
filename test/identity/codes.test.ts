import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { beforeEach, expect, test, vi } from 'vitest';
import { sendCode, tryCode } from '../../functions/identity/codes.ts';
import { fakeTable } from '../support/table.ts';

const table = fakeTable();
beforeEach(() => {
  process.env.CURSOR_SECRET = 'x'.repeat(32);
  table.fill([]);
});

const NOW = new Date('2026-03-02T01:00:00.000Z');
const later = (seconds: number) => new Date(NOW.getTime() + seconds * 1000);
const about = { subject: 'digest', purpose: 'sign-in' } as const;
const aim = { zh: '登录', en: 'sign in' };
const sending = { ...about, to: '190-0000-0001', address: '192.0.2.1', aim };
const texts = () => table.under('MAIL#').map(({ text }) => (text as { zh: string }).zh);
const lastCode = () => /\d{6}/.exec(texts().at(-1)!)![0];

test('the code goes to the phone, and is right once', async () => {
  await sendCode(sending, NOW);
  expect(await tryCode(about, lastCode(), NOW)).toBe('right');
  expect(await tryCode(about, lastCode(), NOW)).toBe('gone');
});

test('of two who try the right code at the same moment one gets in', async () => {
  await sendCode(sending, NOW);
  const code = lastCode();
  const verdicts = await Promise.all([tryCode(about, code, NOW), tryCode(about, code, NOW)]);
  expect(verdicts.sort()).toEqual(['gone', 'right']);
});

test('a new code takes the place of the old one', async () => {
  await sendCode(sending, NOW);
  const first = lastCode();
  await sendCode(sending, later(60));
  if (lastCode() === first) return;
  expect(await tryCode(about, first, later(61))).toBe('wrong');
  expect(await tryCode(about, lastCode(), later(61))).toBe('right');
});

test('a phone that nobody knows is answered and counted like a known one, and gets nothing', async () => {
  const unknown = { ...sending, to: undefined };
  await sendCode(unknown, NOW);
  expect(texts()).toEqual([]);
  await expect(sendCode(unknown, later(10))).rejects.toMatchObject({ status: 429, headers: { 'retry-after': '50' } });
  expect(await tryCode(about, '123456', later(11))).not.toBe('gone');
});

test('the same phone waits a minute from any address; another phone does not', async () => {
  await sendCode(sending, NOW);
  await expect(sendCode({ ...sending, address: '192.0.2.2' }, later(1))).rejects.toMatchObject({ status: 429 });
  await sendCode({ ...sending, subject: 'another' }, later(1));
  expect(texts()).toHaveLength(2);
});

test('an address that asks for many phones has to wait', async () => {
  for (let i = 0; i < 10; i++) await sendCode({ ...sending, subject: `phone-${i}` }, NOW);
  await expect(sendCode({ ...sending, subject: 'phone-11' }, NOW)).rejects.toMatchObject({ type: 'too-many-codes' });
  await sendCode({ ...sending, subject: 'phone-11', address: '192.0.2.2' }, NOW);
});

test('two wishes at the same moment send one code', async () => {
  const results = await Promise.allSettled([sendCode(sending, NOW), sendCode(sending, NOW)]);
  expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  expect(texts()).toHaveLength(1);
});

test('when the write fails nothing was sent and nothing counted', async () => {
  table.meanwhile(() => {
    throw new TransactionCanceledException({ message: '', $metadata: {}, CancellationReasons: [{ Code: 'ValidationError' }] });
  });
  await expect(sendCode(sending, NOW)).rejects.toThrow();
  expect(table.all()).toEqual([]);
});

test('neither code nor phone nor address stands in a log or, in the clear, among codes and counts', async () => {
  const log = vi.spyOn(console, 'log');
  await sendCode(sending, NOW);
  await tryCode(about, '000000', NOW);
  await tryCode(about, lastCode(), NOW);
  expect(log).not.toHaveBeenCalled();
  const kept = JSON.stringify(table.all().filter(({ pk }) => !String(pk).startsWith('MAIL#')));
  expect(kept).not.toContain(lastCode());
  expect(kept).not.toContain(sending.address);
  expect(kept).not.toContain(sending.to);
});
