import { gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { compressed } from '../../functions/platform/compressed.ts';

const answer = (body: string) => ({ statusCode: 200, headers: { 'content-type': 'text/html' }, body });
const long = '劳模工匠进校园'.repeat(300);

test('a long text goes out small and whole to who takes gzip', () => {
  for (const accepted of ['gzip', 'br, gzip', 'gzip;q=0.8, br', 'deflate, gzip;q=1.0']) {
    const { body, headers, isBase64Encoded } = compressed({ ...answer(long), isBase64Encoded: false }, accepted);
    expect([isBase64Encoded, headers['content-encoding' as never], headers['vary' as never]]).toEqual([
      true,
      'gzip',
      'accept-encoding',
    ]);
    expect(gunzipSync(Buffer.from(body, 'base64')).toString()).toBe(long);
    expect(body.length).toBeLessThan(1000);
  }
});

test('what is short, is bytes already, or is not wanted so, stays as it is', () => {
  for (const accepted of [undefined, '', 'br', 'gzip;q=0', 'gzip;q=0.0', 'xgzip'])
    expect(compressed(answer(long), accepted)).toEqual(answer(long));
  expect(compressed(answer('short'), 'gzip')).toEqual(answer('short'));
  const bytes = { ...answer(long), isBase64Encoded: true };
  expect(compressed(bytes, 'gzip')).toBe(bytes);
});
