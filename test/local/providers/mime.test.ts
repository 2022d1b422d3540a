import MailComposer from 'nodemailer/lib/mail-composer';
import { expect, test } from 'vitest';
import { leaves, readMime } from '../../../local/providers/mime.ts';

const composed = (mail: object) => new MailComposer(mail).compile().build();

test('a plain mail is read as it was written', async () => {
  const mail = readMime(await composed({ subject: 'Please decide', text: 'one\r\ntwo = 2\r\n', to: 'a@mail.example' }));
  expect(mail).toMatchObject({ type: 'text/plain', parts: [], text: 'one\r\ntwo = 2\r\n' });
  expect(mail.headers.get('subject')).toBe('Please decide');
  expect(mail.headers.get('to')).toBe('a@mail.example');
});

test.each(['quoted-printable', 'base64'] as const)(
  'Chinese in %s, in long headers and file names is decoded',
  async (textEncoding) => {
    const subject = '请于三月六日前办理示例第一中学的劳模工匠进校园活动申请'.repeat(3);
    const mail = readMime(
      await composed({
        ...{ subject, text: '三月六日\r\n', textEncoding },
        attachments: [{ filename: '示例活动安排表.txt', contentType: 'text/plain', content: '内容' }],
      }),
    );
    expect(mail.headers.get('subject')).toBe(subject);
    expect(leaves(mail).map(({ text, name }) => [text.trim(), name])).toEqual([
      ['三月六日', undefined],
      ['内容', '示例活动安排表.txt'],
    ]);
  },
);

test('what is no mail is read as what there is', () => {
  expect(readMime(Buffer.from('nothing'))).toMatchObject({ type: 'text/plain', parts: [] });
  expect(leaves(readMime(Buffer.from('Content-Type: multipart/mixed\r\n\r\nx')))).toHaveLength(1);
});
