import { expect, test } from 'vitest';
import { hostCookie } from '../../functions/identity/host-cookie.ts';

const NOW = new Date('2026-03-02T01:00:00.000Z');

test.each([
  ['__Host-a=1; path=/oidc/x; httponly', '__Host-a=1; path=/; secure; httponly'],
  ['__Host-a=1; Path=/; Secure; Domain=example.cn; samesite=lax', '__Host-a=1; path=/; secure; samesite=lax'],
  // By how long it lasts rather than until when: a phone's clock may be wrong.
  ['__Host-a=1; expires=Mon, 02 Mar 2026 01:30:00 GMT', '__Host-a=1; path=/; secure; max-age=1800'],
  ['__Host-a=; expires=Thu, 01 Jan 1970 00:00:00 GMT', '__Host-a=; path=/; secure; max-age=0'],
])('%s becomes a cookie of this host alone', (given, wanted) => {
  expect(hostCookie(given, NOW)).toBe(wanted);
});
