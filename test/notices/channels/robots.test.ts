import { describe, expect, test } from 'vitest';
import type { RobotKind } from '../../../functions/access/organisation.ts';
import { robotChannel, signatureForFeishu, signedForDingTalk } from '../../../functions/notices/channels/robot.ts';
import { robotUrl } from '../../../functions/notices/channels/robot-url.ts';
import { fieldError } from '../../../functions/platform/reasons.ts';
import { message } from './message.ts';

const URLS = {
  wecom: 'https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=0a1b-2c3d',
  dingtalk: 'https://oapi.dingtalk.com/robot/send?access_token=abc123',
  feishu: 'https://open.feishu.cn/open-apis/bot/v2/hook/0a1b-2c3d',
};

const now = new Date('2026-03-02T02:00:00Z');

describe('a signature', () => {
  // Both computed with `openssl dgst -sha256`.
  test('for DingTalk stands in the address, encoded for it', () => {
    const { href } = signedForDingTalk(new URL(URLS.dingtalk), 'SECsample', now);
    const sign = encodeURIComponent('zF8E99W5Pe8xaGZSQV3JofTNyNDuw1cKX05+s3e7e3I=');
    expect(href).toBe(`${URLS.dingtalk}&timestamp=1772416800000&sign=${sign}`);
  });

  test('for Feishu stands in the body', () => {
    expect(signatureForFeishu('sample', now)).toEqual({
      timestamp: '1772416800',
      sign: 'tGRsifxvXnnRegiJjwbtkEEOHFmrUA6zuWx0X7kqHmI=',
    });
  });
});

describe('the address of a robot', () => {
  test.each(Object.entries(URLS))('of %s is taken as it was copied', (kind, url) => {
    expect(robotUrl(kind as RobotKind, url)?.href).toBe(url);
  });

  test('of Feishu abroad, too', () => {
    expect(robotUrl('feishu', 'https://open.larksuite.com/open-apis/bot/v2/hook/0a1b')).toBeInstanceOf(URL);
  });

  test.each([
    ['another vendor’s', 'wecom', URLS.dingtalk],
    ['another host', 'dingtalk', 'https://oapi.dingtalk.com.evil.example/robot/send?access_token=abc'],
    ['somebody’s name before the host', 'dingtalk', 'https://oapi.dingtalk.com@evil.example/robot/send?access_token=abc'],
    ['a port', 'wecom', 'https://qyapi.weixin.qq.com:8443/cgi-bin/webhook/send?key=a'],
    ['without TLS', 'wecom', 'http://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=a'],
    ['another of the vendor’s calls', 'wecom', 'https://qyapi.weixin.qq.com/cgi-bin/message/send?access_token=a'],
    ['a step up', 'feishu', 'https://open.feishu.cn/open-apis/bot/v2/hook/../../../x'],
    ['more behind it', 'wecom', `${URLS.wecom}&key=other`],
    ['the metadata of the cloud', 'feishu', 'https://169.254.169.254/open-apis/bot/v2/hook/a'],
    ['no address', 'feishu', '示例'],
  ])('is not %s', (_, kind, url) => {
    expect(robotUrl(kind as RobotKind, url)).toBeUndefined();
  });

  test('has a reason for whoever refuses it', () => {
    expect(fieldError('robots.0.url', 'robot-url')).toMatchObject({ code: 'robot-url', zh: expect.any(String) });
  });
});

describe('a robot', () => {
  const signal = new AbortController().signal;
  const sends = async (kind: RobotKind, url: string, answer: object, secret?: string) => {
    const calls: { url: URL; content: unknown }[] = [];
    const call = async (to: URL, { content }: { content?: unknown }) => {
      calls.push({ url: to, content });
      return JSON.stringify(answer);
    };
    const address = { route: 'robot' as const, kind, url, ...(secret !== undefined && { secret }) };
    await robotChannel(undefined)(address, message, { call, trusted: new Set(), signal });
    return calls;
  };

  test('that is signed is called with its signature, in the vendor’s form', async () => {
    const [feishu] = await sends('feishu', URLS.feishu, { code: 0 }, 'sample');
    expect(feishu!.content).toMatchObject({
      sign: expect.any(String),
      msg_type: 'text',
      content: { text: expect.any(String) },
    });
    const [dingtalk] = await sends('dingtalk', URLS.dingtalk, { errcode: 0 }, 'SECsample');
    expect(dingtalk!.url.searchParams.get('sign')).toHaveLength(44);
    const [wecom] = await sends('wecom', URLS.wecom, { errcode: 0 });
    expect(wecom).toEqual({
      url: new URL(URLS.wecom),
      content: { msgtype: 'text', text: { content: `${message.title}\n${message.text}` } },
    });
  });

  test.each([
    ['wecom', { errcode: 93000 }, true],
    ['wecom', { errcode: 45009 }, false],
    ['dingtalk', { errcode: 310000 }, true],
    ['dingtalk', { errcode: 130101 }, false],
    ['feishu', { code: 19021 }, true],
    ['feishu', { code: 11232 }, false],
    ['feishu', { msg: 'nothing of a code' }, false],
  ] as const)('of %s that answers %j is tried again or not', async (kind, answer, permanent) => {
    await expect(sends(kind, URLS[kind], answer)).rejects.toMatchObject({ name: 'NotDelivered', permanent });
  });

  test('whose stored address is no vendor’s is not called at all', async () => {
    const sent = sends('wecom', 'https://10.0.0.1/', { errcode: 0 });
    await expect(sent).rejects.toMatchObject({ code: 'target-refused', permanent: true });
  });
});
