import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openJournal } from '../../../local/journal.ts';
import { SentMessages } from '../../../local/providers/sent.ts';

const master = Buffer.alloc(32, 'm');
const message = (to: string) => ({ route: 'sms' as const, to, at: '2026-03-02T01:00:00.000Z', text: '示例' });

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sent-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

test('what was sent outlives a restart, and no number stands in the files', () => {
  const path = join(folder, 'journal.sqlite');
  const first = openJournal(path);
  new SentMessages(first, master).add(message('19066660123'));
  const files = readdirSync(folder).map((name) => readFileSync(join(folder, name), 'latin1'));
  first.close();
  files.push(readFileSync(path, 'latin1'));
  expect(files.filter((content) => content.includes('19066660123'))).toEqual([]);
  const second = openJournal(path);
  expect(new SentMessages(second, master).all()).toEqual([message('19066660123')]);
  second.close();
});

test('the newest thousand are kept, newest first', () => {
  const journal = openJournal(':memory:');
  const sent = new SentMessages(journal, master);
  for (let n = 1; n <= 1003; n++) sent.add(message(String(n)));
  const kept = sent.all().map(({ to }) => to);
  expect(kept).toHaveLength(1000);
  expect([kept[0], kept.at(-1)]).toEqual(['1003', '4']);
  journal.close();
});
