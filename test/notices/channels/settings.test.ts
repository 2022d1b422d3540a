import { expect, test } from 'vitest';
import { readSettings, WrongSetting } from '../../../functions/notices/channels/settings.ts';
import { manners } from '../../../functions/notices/channels/smtp.ts';

const SECRET = 'sample-secret-77';
const sms = (more: object) => JSON.stringify({ url: 'https://sms.example/send', body: { key: SECRET }, ...more });

test('with nothing set there is no channel but robots, and nothing is trusted', () => {
  expect(readSettings({ SMS_PROVIDER: '', WECOM_URL: 'https://qyapi.weixin.qq.com' })).toEqual({ trusted: new Set() });
});

test('a mail server has its usual port, and a sender a name', () => {
  const { email } = readSettings({
    SMTP_URL: 'smtps://user:p%40ss@mail.example',
    MAIL_FROM: '示例市总工会 <visits@mail.example>',
  });
  expect(email).toMatchObject({ from: { name: '示例市总工会', address: 'visits@mail.example' } });
  expect(email!.server.href).toBe('smtps://user:p%40ss@mail.example:465');
  const bare = readSettings({ SMTP_URL: 'smtp://mail.example', MAIL_FROM: 'visits@mail.example' });
  expect(bare.email).toMatchObject({ from: { name: '', address: 'visits@mail.example' } });
  expect(bare.email!.server.port).toBe('587');
});

test('a mail server is spoken to by TLS, unless the operator trusts it', () => {
  const nobody = { trusted: new Set<string>() };
  expect(manners(new URL('smtps://mail.example:465'), nobody)).toMatchObject({ secure: true, requireTLS: false });
  expect(manners(new URL('smtp://mail.example:587'), nobody)).toMatchObject({ secure: false, requireTLS: true });
  const trusted = { trusted: new Set(['smtp://10.0.0.6:25']) };
  expect(manners(new URL('smtp://user:secret@10.0.0.6:25'), trusted)).toMatchObject({ secure: false, requireTLS: false });
});

test.each([
  ['SMS_PROVIDER', sms({ bdy: {} })],
  ['SMS_PROVIDER', sms({ url: `ftp://${SECRET}` })],
  ['SMS_PROVIDER', sms({ success: { pointer: 'code', equals: SECRET } })],
  ['SMS_PROVIDER', `{"url": ${SECRET}`],
  ['SMS_TEMPLATES', `{"askd":"${SECRET}"}`, { SMS_PROVIDER: sms({}) }],
  ['SMTP_URL', `https://${SECRET}`],
  ['MAIL_FROM', `${SECRET}\r\nBcc: a@b.example`, { SMTP_URL: 'smtp://mail.example' }],
  ['WECOM_AGENT', SECRET, { WECOM_CORP: 'c', WECOM_SECRET: SECRET, WECOM_URL: 'https://qyapi.weixin.qq.com' }],
  ['TRUSTED_TARGETS', `http://10.0.0.5/${SECRET}`],
  ['ROBOT_GATEWAY', SECRET],
])('a wrong %s is named, and its value is not', (name: string, value: string, others: Record<string, string> = {}) => {
  const read = () => readSettings({ ...others, [name]: value });
  expect(read).toThrow(WrongSetting);
  expect(read).toThrow(expect.objectContaining({ code: name, message: expect.not.stringContaining(SECRET) }));
});

test.each([
  ['MAIL_FROM', { SMTP_URL: 'smtp://mail.example' }],
  ['SMTP_URL', { MAIL_FROM: 'visits@mail.example' }],
  ['WECOM_SECRET', { WECOM_CORP: 'c', WECOM_AGENT: '1', WECOM_URL: 'https://qyapi.weixin.qq.com' }],
  [
    'OFFICIAL_ACCOUNT_TEMPLATES',
    {
      OFFICIAL_ACCOUNT_APP: 'a',
      OFFICIAL_ACCOUNT_SECRET: 's',
      OFFICIAL_ACCOUNT_URL: 'https://a.example',
      OFFICIAL_ACCOUNT_MESSAGE: 'template',
    },
  ],
])('%s is missing where others of its channel are there', (code, env: Record<string, string>) => {
  expect(() => readSettings(env)).toThrow(expect.objectContaining({ code }));
});
