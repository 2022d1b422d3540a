import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fill } from '../../../functions/notices/channels/fill.ts';
import { messageToken } from '../../../functions/notices/channels/message-token.ts';
import { mobileOf } from '../../../functions/notices/channels/mobile.ts';
import { cutBytes, cutCharacters, inOnePiece, oneLine } from '../../../functions/notices/channels/words.ts';
import { message } from './message.ts';

describe('what a provider of SMS is sent', () => {
  const fields = { to: '13900000000', params: { code: '123456', 'due.at': '3月6日' }, values: ['123456', '3月6日'], sign: '' };

  test('has each placeholder filled in, at any depth; alone it becomes an object or a list', () => {
    const body = { phone: ['{{to}}'], data: { params: '{{params}}', set: '{{values}}' }, n: 1, on: true, no: null };
    expect(fill(body, fields)).toEqual({
      phone: ['13900000000'],
      data: { params: fields.params, set: fields.values },
      n: 1,
      on: true,
      no: null,
    });
  });

  test('can take a parameter by its name, or all of them as JSON', () => {
    expect(fill('{{params.code}}', fields)).toBe('123456');
    expect(fill('{{params.due.at}}前', fields)).toBe('3月6日前');
    expect(fill('{{json:params}}', fields)).toBe(JSON.stringify(fields.params));
  });

  test('leaves out what is not known, and nothing of an object’s own workings', () => {
    expect(fill(['[{{nothing}}]', '{{params.nothing}}', '{{constructor}}', '{{params.__proto__}}'], fields)).toEqual([
      '[]',
      ...['', '', ''],
    ]);
  });

  test('is not filled in twice: a parameter with a placeholder in it stays as it is', () => {
    expect(fill('{{to}}!', { to: '{{sign}}', sign: 'x' })).toBe('{{sign}}!');
  });
});

test.each([
  ['139-0000-0001', '13900000001', '+8613900000001'],
  ['+86 139 0000 0001', '13900000001', '+8613900000001'],
  ['0086 13900000001', '13900000001', '+8613900000001'],
  ['8613900000001', '13900000001', '+8613900000001'],
  ['+852 5123 4567', '+85251234567', '+85251234567'],
])('%s takes SMS', (number, national, e164) => expect(mobileOf(number)).toEqual({ national, e164 }));

test.each(['0791-8888 1234', '+86 791 88881234', '12900000001', '139000000011', '1390000', ''])('%s takes none', (number) =>
  expect(mobileOf(number)).toBeUndefined(),
);

describe('a text that is too long', () => {
  test('is cut to so many bytes, at the end of a character', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 3, max: 60 }), (text, most) => {
        const cut = cutBytes(text, most);
        expect(Buffer.byteLength(cut)).toBeLessThanOrEqual(most);
        expect(cut.isWellFormed()).toBe(true);
        expect(cut === text || (cut.endsWith('…') && text.startsWith(cut.slice(0, -1)))).toBe(true);
      }),
    );
    expect(cutCharacters('请于三月六日前办理', 5)).toBe('请于三月…');
  });

  test('gives way to the link', () => {
    const piece = inOnePiece({ ...message, text: '很长'.repeat(2000), link: 'https://visits.example/t/abc' }, 2048);
    expect(Buffer.byteLength(piece)).toBeLessThanOrEqual(2048);
    expect(piece).toMatch(/^请办理\n很长.*…\nhttps:\/\/visits\.example\/t\/abc$/);
  });
});

test('in a chat, tags are shown instead of followed, and a title is one line', () => {
  const piece = inOnePiece({ ...message, title: 'a\r\nb', text: '<at user_id="all">所有人</at>' }, 2048);
  expect(piece).toBe('a b\n＜at user_id="all"＞所有人＜/at＞');
  expect(oneLine('a\u2028b\u0000\tc ')).toBe('a b c');
});

test('a message’s token is the same for the same id, and fits wherever one is asked for', () => {
  expect(messageToken('nc|notice|1')).toBe(messageToken('nc|notice|1'));
  expect(messageToken('nc|notice|1')).not.toBe(messageToken('nc|notice|2'));
  expect(messageToken('洪城|notice|1')).toMatch(/^[0-9a-f]{32}$/);
});
