import fc from 'fast-check';
import { expect, test } from 'vitest';
import { mailPage } from '../../../local/http/mail-page.ts';
import type { LocalMessage } from '../../../local/mail.ts';

const message = (more: Partial<LocalMessage> = {}): LocalMessage => ({
  route: 'email',
  to: 'sample@mail.example',
  text: { zh: '请办理', en: '请办理' },
  at: '2026-03-02T01:00:00.000Z',
  sent: true,
  ...more,
});

test('shows of each message how, to whom, when in Shanghai, about what and with which files', () => {
  const page = mailPage([
    message({ title: '活动确认', attachments: [{ name: '活动.ics', type: 'text/calendar', content: 'BEGIN:VCALENDAR' }] }),
    message({ route: 'sms', to: '19000000001', kind: 'one-time-code', text: { zh: '验证码', en: 'code' }, sent: false }),
  ]);
  for (const part of [
    '邮件 e-mail · sample@mail.example · 2026-03-02 09:00:00',
    '<h2>活动确认</h2>',
    '活动.ics',
    'BEGIN:VCALENDAR',
  ])
    expect(page).toContain(part);
  for (const part of ['短信 SMS · 19000000001', 'one-time-code · 待发送 waiting', '<p>验证码</p>', '<p>code</p>'])
    expect(page).toContain(part);
  expect(mailPage([])).toContain('Nothing yet.');
});

test('links can be followed, once, and only those to pages', () => {
  const link = 'https://visits.example/t/a-b_c?x=1&y=2';
  const anchor = '<a href="https://visits.example/t/a-b_c?x=1&#38;y=2" rel="noreferrer">';
  expect(mailPage([message({ link })]).split(anchor)).toHaveLength(2);
  const said = `请打开 ${link}，三天内有效`;
  expect(mailPage([message({ link, text: { zh: said, en: said } })]).split(anchor)).toHaveLength(2);
  expect(mailPage([message({ link: 'javascript:alert(1)' })])).not.toContain('href');
});

test('nothing that somebody has written becomes part of the page', () => {
  const plain = mailPage([message()]);
  const tags = (page: string) => page.match(/<[^>]*>/g)!.filter((tag) => !/^<\/?(a|h2|p|details|summary|pre)\b/.test(tag));
  const nasty = fc.oneof(
    fc.string(),
    fc.constantFrom(
      '<script>alert(1)</script>',
      '"><img src=x onerror=alert(1)>',
      "'--></style><b>",
      'https://x.example/"onclick="a',
    ),
  );
  const any = fc.record({ title: nasty, to: nasty, kind: nasty, link: nasty, said: nasty, name: nasty });
  fc.assert(
    fc.property(any, ({ said, name, ...more }) => {
      const file = { name, type: name, content: said };
      const page = mailPage([message({ ...more, text: { zh: said, en: said }, attachments: [file] })]);
      expect(tags(page)).toEqual(tags(plain));
      for (const tag of page.match(/<[ap][^>]*>/g)!)
        expect(tag).toMatch(/^<(p|pre|article|a href="[^"<>]*" rel="noreferrer")>$/);
    }),
  );
});
