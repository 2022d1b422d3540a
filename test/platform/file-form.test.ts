import { expect, test } from 'vitest';
import { readFileForm } from '../../functions/platform/file-form.ts';
import { NotOurForm } from '../../functions/platform/problems.ts';

/** A form as the gateway hands it on. */
async function sent(parts: [string, string | File][]) {
  const form = new FormData();
  for (const [name, value] of parts) form.append(name, value);
  const answer = new Response(form);
  const body = Buffer.from(await answer.arrayBuffer()).toString('base64');
  return { headers: { 'content-type': answer.headers.get('content-type')! }, body, isBase64Encoded: true };
}
const every = Uint8Array.from({ length: 256 }, (_, i) => i);

test('fields and file come as they were sent, whatever bytes and names they have', async () => {
  const file = new File([every, '\r\n--x\r\n'], '盖章 "件".PDF', { type: 'application/octet-stream' });
  const form = await readFileForm(
    await sent([
      ['csrf', 'x'],
      ['number', '工函〔2026〕1号'],
      ['file', file],
    ]),
  );
  expect(form.fields).toEqual({ csrf: 'x', number: '工函〔2026〕1号' });
  expect(form.file).toEqual({ type: 'application/pdf', bytes: Buffer.concat([every, Buffer.from('\r\n--x\r\n')]) });
});

test('a table is known by the end of its name, whatever the browser calls it', async () => {
  const typeOf = async (name: string, type: string) =>
    (await readFileForm(await sent([['file', new File(['x'], name, { type })]]))).file?.type;
  expect(await typeOf('学校.CSV', 'application/vnd.ms-excel')).toBe('text/csv');
  expect(await typeOf('a.html', 'text/html')).toBe('text/html');
  expect(await typeOf('a', '')).toBe('application/octet-stream');
});

test('where none was chosen there is none', async () => {
  expect(
    (
      await readFileForm(
        await sent([
          ['csrf', 'x'],
          ['file', new File([], '')],
        ]),
      )
    ).file,
  ).toBeUndefined();
  expect((await readFileForm(await sent([['csrf', 'x']]))).file).toBeUndefined();
});

test('what no form of ours sends is refused', async () => {
  const file = new File(['x'], 'a.pdf');
  const good = await sent([['file', file]]);
  for (const wrong of [
    await sent([
      ['file', file],
      ['file', file],
    ]),
    await sent([['other', file]]),
    { ...good, headers: { 'content-type': 'multipart/form-data' } },
    { ...good, headers: { 'content-type': 'multipart/form-data; boundary=another' } },
    { ...good, headers: { 'content-type': 'application/x-www-form-urlencoded' } },
    { ...good, body: good.body.slice(0, 60) },
  ])
    await expect(readFileForm(wrong)).rejects.toThrow(NotOurForm);
});
