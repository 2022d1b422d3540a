import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { RobotKind } from '../../../functions/access/organisation.ts';
import { robotUrl } from '../../../functions/notices/channels/robot-url.ts';

const WECOM = 'https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=0a1b-2c3d';
const GOOD: [RobotKind, string][] = [
  ['wecom', WECOM],
  ['dingtalk', 'https://oapi.dingtalk.com/robot/send?access_token=0a1b2c'],
  ['feishu', 'https://open.feishu.cn/open-apis/bot/v2/hook/0a1b-2c3d'],
  ['feishu', 'https://open.larksuite.com/open-apis/bot/v2/hook/0a1b-2c3d'],
];

describe('the address of a robot', () => {
  test.each(GOOD)('of %s is what the vendor gives: %s; it serves for no other kind', (kind, url) => {
    expect(RobotKind.options.filter((each) => robotUrl(each, url))).toEqual([kind]);
  });

  test.each([
    WECOM.replace('https', 'http'),
    WECOM.replace('qyapi', 'qyapi.weixin.qq.com.example'),
    WECOM.replace('weixin.qq.com/', 'weixin.qq.com./'),
    WECOM.replace('https://', 'https://somebody@'),
    WECOM.replace('.com/', '.com:8443/'),
    WECOM.replace('.com/', '.com:443/'),
    WECOM.replace('webhook/send', 'gettoken'),
    WECOM.replace('webhook/send', 'webhook/../gettoken'),
    WECOM.replace('?key=0a1b-2c3d', ''),
    WECOM.replace('0a1b-2c3d', ''),
    `${WECOM}&key=other`,
    `${WECOM}#x`,
    ` ${WECOM}`,
    `https://example.org/?${WECOM}`,
    'https://169.254.169.254/latest/meta-data',
    'not an address',
    '',
  ])('is not %j', (url) => {
    expect(robotUrl('wecom', url)).toBeUndefined();
  });

  test('leads to the vendor’s host, whatever is written around it', () => {
    const around = fc.oneof(fc.constantFrom('', '@', '/', '\\', '?', '#', ':', '.', '//'), fc.string({ maxLength: 8 }));
    fc.assert(
      fc.property(fc.constantFrom(...GOOD), around, around, fc.nat({ max: 70 }), ([kind, url], text, more, at) => {
        const tried = `${url.slice(0, at)}${text}${url.slice(at)}${more}`;
        const taken = robotUrl(kind, tried);
        if (!taken) return;
        const { origin, username, hash } = taken;
        expect([origin, username, hash]).toEqual([new URL(url).origin, '', '']);
      }),
    );
  });
});
