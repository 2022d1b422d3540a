import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { portOf } from '../../functions/notices/channels/port.ts';
import { readSettings } from '../../functions/notices/channels/settings.ts';
import { type Cloud, startCloud } from '../../local/cloud.ts';
import { merged, type Waiting } from '../../local/mail.ts';
import type { Sent } from '../../local/providers/sent.ts';
import { message } from '../notices/channels/message.ts';
import { environmentOf } from '../notices/channels/sending.ts';
import { things } from './fixture.ts';

describe('what waits in the table and what was sent', () => {
  const code = (n: number): Waiting => ({
    sk: `MAIL#2026-03-02T01:00:0${n}.000Z#m${n}`,
    to: '190-0000-0001',
    kind: 'one-time-code',
    text: { zh: `验证码 ${n}`, en: `code ${n}` },
    at: `2026-03-02T01:00:0${n}.000Z`,
  });
  const sms = (id: string, at: string): Sent => ({ route: 'sms', to: '19000000001', id, at, text: '验证码' });

  test('is listed together, newest first', () => {
    const all = merged([code(3), code(1)], [sms('other', '2026-03-02T01:00:02.000Z')]);
    expect(all.map(({ at, sent }) => [at.slice(17, 19), sent])).toEqual([
      ['03', false],
      ['02', true],
      ['01', false],
    ]);
    expect(all[1]!.text).toEqual({ zh: '验证码', en: '验证码' });
  });

  test.each(['m1', code(1).sk])('is listed once where it is the same: sent as %s', (id) => {
    const [one, ...others] = merged([code(1)], [sms(id, '2026-03-02T01:00:05.000Z')]);
    expect(others).toEqual([]);
    expect(one).toMatchObject({ kind: 'one-time-code', text: code(1).text, to: '19000000001', sent: true });
  });

  test('is listed twice when a provider was given it twice', () => {
    expect(merged([code(1)], [sms('m1', '2026-03-02T01:00:05.000Z'), sms('m1', '2026-03-02T01:00:06.000Z')])).toHaveLength(2);
  });
});

describe('on a running cloud', () => {
  const stack = things();
  let cloud: Cloud;
  beforeAll(async () => {
    const dynamodb = process.env.DYNAMODB_LOCAL_ENDPOINT;
    cloud = await startCloud({ template: stack.template, dynamodb, clock: '2026-03-02T09:00:00+08:00' });
    const port = portOf(readSettings(environmentOf(cloud.providers.parameters)));
    await port.send({ route: 'wecom', member: 'sample' }, { ...message, title: '<b>请办理</b>' });
  });
  afterAll(async () => {
    await cloud?.stop();
    stack.remove();
  });
  const mail = (accept?: string) => fetch(`${cloud.url}/_local/mail`, { headers: accept === undefined ? {} : { accept } });

  test('programs read what was sent as JSON', async () => {
    const answer = await mail();
    expect(answer.headers.get('content-type')).toBe('application/json');
    const { messages } = (await answer.json()) as { messages: unknown[] };
    expect(messages).toEqual([
      {
        ...{ route: 'wecom', to: 'sample', sent: true, at: expect.stringMatching(/^2026-03-02T01:00:/) },
        text: { zh: expect.stringContaining(message.text), en: expect.stringContaining(message.text) },
      },
    ]);
  });

  test('browsers read it as a page on which nothing runs', async () => {
    const answer = await mail('text/html,application/xhtml+xml,*/*;q=0.8');
    expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'");
    const page = await answer.text();
    expect(page).toContain('企业微信 WeCom · sample · 2026-03-02 09:00:');
    expect(page).not.toContain('<b>');
  });
});
