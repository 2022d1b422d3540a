import { expect, test } from 'vitest';
import { hostCookie } from '../../functions/identity/host-cookie.ts';

test.each([
  ['__Host-a=1; path=/oidc/x; httponly', '__Host-a=1; path=/; secure; httponly'],
  ['__Host-a=1; Path=/; Secure; Domain=example.cn; samesite=lax', '__Host-a=1; path=/; secure; samesite=lax'],
  ['__Host-a=; expires=Thu, 01 Jan 1970 00:00:00 GMT', '__Host-a=; path=/; secure; expires=Thu, 01 Jan 1970 00:00:00 GMT'],
])('%s becomes a cookie of this host alone', (given, wanted) => {
  expect(hostCookie(given)).toBe(wanted);
});
