import { createHash } from 'node:crypto';
import type { Answer } from './api.ts';
import { Html, html } from './html.ts';

/**
 * Makes pages of one style. Nothing else is loaded, nothing is run, a page stands in no frame, and its forms go nowhere but back to
 * where it came from.
 */
export function htmlPage(style: string): (status: number, title: string, body: Html) => Answer {
  const policy = [
    "default-src 'none'",
    `style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'`,
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
  return (status, title, body) => ({
    statusCode: status,
    headers: { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': policy, 'x-frame-options': 'DENY' },
    body: html`<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="robots" content="noindex">
<title>${title} · 劳模工匠进校园</title>
<style>${new Html(style)}</style>
</head>
<body>
${body}
</body>
</html>
`.text,
  });
}
