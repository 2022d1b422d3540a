import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Address, NotDelivered } from '../../../functions/notices/channels/port.ts';
import type { Outgoing } from '../../../functions/notices/notice.ts';
import type { Sent } from '../../../local/providers/sent.ts';
import { message } from './message.ts';
import { beginSending, type Sending } from './sending.ts';

const LINK = 'https://visits.example/t/abc';
const ADDRESSES: readonly Address[] = [
  { route: 'sms', phone: '190-0000-0001' },
  { route: 'email', email: 'sample@mail.example' },
  { route: 'wecom', member: 'sample.member' },
  { route: 'official-account', openid: 'o-Sample_1' },
  { route: 'robot', kind: 'dingtalk', url: 'https://oapi.dingtalk.com/robot/send?access_token=abc', secret: 'SECsample' },
];
const [sms, email, wecom, account, robot] = ADDRESSES as [Address, Address, Address, Address, Address];

let sending: Sending;
beforeAll(async () => {
  sending = await beginSending();
});
afterAll(() => sending?.end());

/** What arrives when this is sent. */
async function sent(to: Address, more: Partial<Outgoing> = {}, settings: Record<string, string> = {}): Promise<Sent> {
  const before = sending.providers.messages().length;
  await sending.portWith(settings).send(to, { ...message, ...more });
  const all = sending.providers.messages();
  expect(all).toHaveLength(before + 1);
  return all[0]!;
}

const refused = (to: Address, more: Partial<Outgoing> = {}, settings: Record<string, string> = {}) =>
  sending
    .portWith(settings)
    .send(to, { ...message, ...more })
    .catch((error: NotDelivered) => error);

test('all channels are there that are set, and robots in any case', () => {
  expect([...sending.port.configured()].sort()).toEqual(['email', 'official-account', 'robot', 'sms', 'wecom']);
  const bare = sending.portWith({
    SMS_PROVIDER: '',
    SMTP_URL: '',
    MAIL_FROM: '',
    WECOM_CORP: '',
    WECOM_AGENT: '',
    WECOM_SECRET: '',
  });
  expect([...bare.configured()].sort()).toEqual(['official-account', 'robot']);
});

test('by a channel that is not set nothing can be sent', async () => {
  const unset = { SMTP_URL: '', MAIL_FROM: '' };
  expect(await refused(email, {}, unset)).toMatchObject({ code: 'not-configured', permanent: true });
});

describe('SMS', () => {
  test('goes to the number as the provider wants it, with the text in one line and the message’s id', async () => {
    expect(await sent(sms, { text: '第一行\n第二行', link: LINK })).toMatchObject({
      ...{ route: 'sms', to: '19000000001', kind: 'asked', id: message.id, at: '2026-03-02T01:00:00.000Z' },
      text: `第一行 第二行 ${LINK}`,
      link: LINK,
    });
  });

  test('to a landline is not sent, now or later', async () => {
    expect(await refused({ route: 'sms', phone: '0791-88881234' })).toMatchObject({
      code: 'not-a-mobile-number',
      permanent: true,
    });
  });

  /** The local provider, called otherwise. */
  const provider = (more: object) => {
    const usual = JSON.parse(sending.providers.parameters.SmsProvider!) as object;
    return { SMS_PROVIDER: JSON.stringify({ ...usual, ...more }) };
  };

  test('names the registered template of its kind, or the one for all others', async () => {
    const body = { to: '{{to}}', text: '{{template}}:{{json:values}}' };
    const SMS_TEMPLATES = JSON.stringify({ asked: { code: 'T1', params: ['visit', 'due'] }, '*': 'T0' });
    const settings = { ...provider({ body, text: false }), SMS_TEMPLATES };
    expect((await sent(sms, {}, settings)).text).toBe('T1:["示例活动","3月6日"]');
    expect((await sent(sms, { kind: 'moved', params: {} }, settings)).text).toBe('T0:["请办理",""]');
  });

  test('without a template is not sent where the provider takes no free text', async () => {
    const settings = { ...provider({ text: false }), SMS_TEMPLATES: '{"moved":"T1"}' };
    expect(await refused(sms, {}, settings)).toMatchObject({ code: 'no-template', permanent: true });
  });

  test('is taken when the answer says so: another value is told, and stays or not as the operator has set', async () => {
    const other = { success: { pointer: '/code', equals: 'TAKEN' } };
    expect(await refused(sms, {}, provider(other))).toMatchObject({ code: 'refused-OK', permanent: false });
    expect(await refused(sms, {}, provider({ ...other, permanent: ['OK'] }))).toMatchObject({ permanent: true });
    const deeper = { success: { pointer: '/code/0', equals: 0 } };
    expect(await refused(sms, {}, provider(deeper))).toMatchObject({ code: 'refused' });
  });
});

describe('a mail', () => {
  test('has subject, text, link and a Message-ID of its own that is the same at every try', async () => {
    const mail = await sent(email, { link: LINK });
    expect(mail).toMatchObject({ route: 'email', to: 'sample@mail.example', title: '请办理', link: LINK });
    expect(mail.text).toBe(`${message.text}\n\n${LINK}`);
    expect(mail.id).toMatch(/^<[0-9a-f]{32}@local\.invalid>$/);
    expect((await sent(email)).id).toBe(mail.id);
    expect((await sent(email, { id: 'another' })).id).not.toBe(mail.id);
  });

  test('carries an invitation for the calendar, and other files as they are', async () => {
    const content = 'BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nSUMMARY:示例活动\r\nEND:VCALENDAR\r\n';
    const mail = await sent(email, {
      attachments: [
        { name: '活动.ics', type: 'text/calendar; charset=utf-8; method=REQUEST', content },
        { name: 'a.txt', type: 'text/plain', content: '附件' },
      ],
    });
    expect(mail.attachments).toEqual([
      { name: 'a.txt', type: 'text/plain', content: '附件' },
      { name: '活动.ics', type: 'application/ics', content },
    ]);
    expect(mail.text).toBe(message.text);
  });

  test('takes no header from a title, and no second reader from an address', async () => {
    const mail = await sent(email, { title: '请办理\r\nBcc: other@mail.example\r\n\r\nx' });
    expect(mail.title).toBe('请办理 Bcc: other@mail.example x');
    for (const address of [
      'a@mail.example, other@mail.example',
      'a@mail.example\r\nBcc: other@mail.example',
      'a@mail.example\r\nRCPT TO:<other@mail.example>',
      '<a@mail.example>',
      '"a b"@mail.example',
      'nobody',
    ])
      expect(await refused({ route: 'email', email: address }), address).toMatchObject({ code: 'no-such-address' });
  });
});

describe('the chats', () => {
  test('of WeCom show a card where there is a link, else a text', async () => {
    expect(await sent(wecom, { link: LINK, text: '见 <b>附件</b>' })).toMatchObject({
      ...{ route: 'wecom', to: 'sample.member', title: '请办理', link: LINK },
      text: '见 ＜b＞附件＜/b＞',
    });
    expect(await sent(wecom)).toMatchObject({ text: `请办理\n${message.text}` });
  });

  test('of WeCom are not for everybody, or for several', async () => {
    for (const member of ['@all', 'a|b', ''])
      expect(await refused({ route: 'wecom', member })).toMatchObject({ code: 'no-such-member', permanent: true });
  });

  test('of the official account fill in its template, each field as long as it may be', async () => {
    const OFFICIAL_ACCOUNT_TEMPLATES = JSON.stringify({ asked: { id: 'T', data: { thing1: '{{text}}', time2: '{{due}}' } } });
    const settings = { OFFICIAL_ACCOUNT_TEMPLATES };
    expect(await sent(account, { link: LINK }, settings)).toMatchObject({
      ...{ route: 'official-account', to: 'o-Sample_1', link: LINK },
      text: `${[...message.text].slice(0, 19).join('')}…\n3月6日`,
    });
    expect(await sent(account, { link: LINK }, { ...settings, OFFICIAL_ACCOUNT_MESSAGE: 'subscribe' })).toMatchObject({
      link: LINK,
    });
    expect(await refused(account, { kind: 'moved' }, settings)).toMatchObject({ code: 'no-template', permanent: true });
  });

  test('of a group are reached through the gateway, at the vendor’s own address', async () => {
    expect(await sent(robot, { link: LINK })).toMatchObject({
      ...{ route: 'robot', to: 'oapi.dingtalk.com/robot/send', id: message.id },
      text: `请办理\n${message.text}\n${LINK}`,
    });
  });
});

test.each(ADDRESSES)('while the provider of $route is away it may be tried again, and later it is taken', async (address) => {
  sending.providers.away(address.route, true);
  const error = await refused(address);
  expect(error).toBeInstanceOf(NotDelivered);
  expect(error).toMatchObject({ permanent: false });
  sending.providers.away(address.route, false);
  expect(await sent(address)).toMatchObject({ route: address.route });
});
