import { createHash } from 'node:crypto';

/** What a local page is sent with: it loads and runs nothing, and its forms go back to where it came from. */
export const pageHeaders = (style: string): Record<string, string> => ({
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': `default-src 'none'; style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'; form-action 'self'`,
});
