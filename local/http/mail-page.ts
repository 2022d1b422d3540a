import type { LocalMessage } from '../mail.ts';
import { escaped } from './escaped.ts';
import { pageHeaders } from './page-headers.ts';

const CHANNELS = {
  sms: '短信 SMS',
  email: '邮件 e-mail',
  wecom: '企业微信 WeCom',
  'official-account': '公众号 official account',
  robot: '群机器人 robot',
};

const STYLE = `
body{font:16px/1.5 system-ui,sans-serif;max-width:50em;margin:1em auto;padding:0 1em;color:#222;background:#fff}
article{border:1px solid #bbb;border-radius:.4em;padding:.6em 1em;margin:1em 0}
h2{font-size:1em;margin:0}
p{white-space:pre-wrap;overflow-wrap:anywhere;margin:.4em 0}
pre{white-space:pre-wrap;overflow-wrap:anywhere}
small{color:#555}
`;

/** Nothing is loaded or run. */
export const MAIL_HEADERS = pageHeaders(STYLE);

const clock = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai', dateStyle: 'short', timeStyle: 'medium' });

/** Everything that was sent, newest first, for somebody who tries the system out. */
export const mailPage = (messages: readonly LocalMessage[]): string => `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<title>已发送的消息 · Messages</title>
<style>${STYLE}</style>
</head>
<body>
<h1>已发送的消息 <small lang="en">Everything that was sent, newest first</small></h1>
${messages.map(shown).join('') || '<p>还没有消息。 <small lang="en">Nothing yet.</small></p>'}
</body>
</html>
`;

function shown({ route, to, kind, title, text, link, attachments = [], at, sent }: LocalMessage): string {
  const facts = [CHANNELS[route], to, clock.format(new Date(at)), kind, sent ? undefined : '待发送 waiting'];
  const words = text.zh === text.en ? [text.zh] : [text.zh, text.en];
  return `<article>
<small>${escaped(facts.filter(Boolean).join(' · '))}</small>
${title === undefined ? '' : `<h2>${escaped(title)}</h2>`}
${words.map((each) => `<p>${withLinks(each)}</p>`).join('\n')}
${link === undefined || text.zh.includes(link) ? '' : `<p>${withLinks(link)}</p>`}
${attachments.map((file) => `<details><summary>${escaped(`${file.name} (${file.type})`)}</summary><pre>${escaped(file.content)}</pre></details>`).join('')}
</article>
`;
}

/** A text whose addresses of pages can be followed. */
const withLinks = (text: string): string =>
  text
    .split(/(https?:\/\/[\w.:/?#[\]@!$&'()*+,;=%~-]+)/)
    .map((piece, n) => (n % 2 === 0 ? escaped(piece) : `<a href="${escaped(piece)}" rel="noreferrer">${escaped(piece)}</a>`))
    .join('');
