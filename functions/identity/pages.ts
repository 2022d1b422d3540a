import { createHash } from 'node:crypto';
import type { Sentence } from '../platform/sentence.ts';

/** One column, big letters and buttons, no script: it must work on an old phone, and for somebody who seldom uses one. */
const STYLE = `
body{font:20px/1.6 system-ui,sans-serif;max-width:22em;margin:2em auto;padding:0 1em;color:#222}
h1{font-size:1.4em}
p.en,small{color:#555;font-size:.75em}
p.wrong{color:#a00}
label{display:block;margin:1em 0 .3em}
input,button{box-sizing:border-box;width:100%;font:inherit;padding:.6em;border:2px solid #767676;border-radius:.4em}
button{margin-top:1em;background:#a4161a;border-color:#a4161a;color:#fff}
button.second{background:#fff;color:#a4161a}
`;

/** The only style that the policy of these pages lets in. */
const STYLE_HASH = `'sha256-${createHash('sha256').update(STYLE).digest('base64')}'`;

/**
 * What every answer of the issuer carries: nothing is loaded, framed or run, nothing tells the next page where one came from. Forms go
 * here, and on from here to the client's pages, which browsers hold against the same list.
 */
export const securityHeaders = (redirectUris: readonly string[]): Record<string, string> => ({
  'content-security-policy': [
    "default-src 'none'",
    "script-src 'none'",
    `style-src ${STYLE_HASH}`,
    `form-action 'self' ${[...new Set(redirectUris.map((uri) => new URL(uri).origin))].join(' ')}`,
    "frame-ancestors 'none'",
    "base-uri 'none'",
  ].join('; '),
  'strict-transport-security': 'max-age=63072000',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=()',
});

/** Where the form of a sign-in goes, and what shows that it came from our own page. */
export interface Form {
  readonly action: string;
  readonly csrf: string;
}

/** The page that asks for a phone number. */
export const phonePage = (form: Form, wrong?: Sentence): string =>
  page({ zh: '登录', en: 'Sign in' }, [
    ...complaint(wrong),
    formOf(form, [
      '<label for="phone">手机号码 <small>Phone number</small></label>',
      '<input id="phone" name="phone" type="tel" inputmode="tel" autocomplete="tel" required maxlength="20" autofocus>',
      button('获取验证码', 'Send me a code'),
    ]),
  ]);

/** The page that asks for the code; the same for every number. */
export const codePage = (form: Form, phone: string, wrong?: Sentence): string =>
  page({ zh: '输入验证码', en: 'Enter the code' }, [
    ...complaint(wrong),
    `<p>如果 ${escaped(phone)} 已登记，验证码已发送到该手机，5 分钟内有效。</p>`,
    `<p class="en">If ${escaped(phone)} is registered, a code was sent to it. It is good for 5 minutes.</p>`,
    formOf(form, [
      hidden('phone', phone),
      '<label for="code">验证码 <small>Code</small></label>',
      '<input id="code" name="code" inputmode="numeric" autocomplete="one-time-code" required maxlength="6" autofocus>',
      button('登录', 'Sign in'),
    ]),
    formOf(form, [hidden('phone', phone), button('重新获取验证码', 'Send another code', 'second')]),
    formOf(form, [button('更换手机号码', 'Another phone number', 'second')]),
  ]);

/** The page for a phone that serves in several cities. */
export const choicePage = (form: Form, people: readonly { subject: string; name: string; city: string }[]): string =>
  page({ zh: '请选择身份', en: 'Choose as whom to sign in' }, [
    ...people.map(({ subject, name, city }) =>
      formOf(form, [hidden('person', subject), `<button>${escaped(city)} · ${escaped(name)}</button>`]),
    ),
  ]);

/** The page that asks whether to sign out; `form` is the library's, with its own token. */
export const signOutPage = (form: string): string =>
  page({ zh: '退出登录', en: 'Sign out' }, [
    form,
    '<p>退出后，本设备再次登录需要验证码。</p><p class="en">This device will need a code to sign in again.</p>',
    '<button form="op.logoutForm" name="logout" value="yes">退出登录 <small>Sign out</small></button>',
    '<button form="op.logoutForm" class="second">保持登录 <small>Stay signed in</small></button>',
  ]);

/** A page that says one thing. */
export const messagePage = (sentence: Sentence): string => page(sentence, []);

export const SIGNED_IN: Sentence = { zh: '登录成功，可以关闭此页', en: 'You are signed in and may close this page' };
export const SIGNED_OUT: Sentence = { zh: '已退出登录，可以关闭此页', en: 'You are signed out and may close this page' };
export const BEGIN_ANEW: Sentence = {
  zh: '本次登录已失效，请回到原页面重新登录',
  en: 'This sign-in is no longer valid; go back and begin anew',
};

const page = (title: Sentence, body: readonly string[]): string => `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="robots" content="noindex">
<title>${title.zh} · 劳模工匠进校园</title>
<style>${STYLE}</style>
</head>
<body>
<h1>${title.zh}</h1>
<p class="en">${title.en}</p>
${body.join('\n')}
</body>
</html>
`;

const complaint = (wrong: Sentence | undefined): string[] =>
  wrong ? [`<p class="wrong" role="alert">${wrong.zh}<br><small>${wrong.en}</small></p>`] : [];

const formOf = ({ action, csrf }: Form, content: readonly string[]): string =>
  `<form method="post" action="${escaped(action)}">${hidden('csrf', csrf)}${content.join('\n')}</form>`;

const hidden = (name: string, value: string) => `<input type="hidden" name="${name}" value="${escaped(value)}">`;

const button = (zh: string, en: string, kind = 'first') => `<button class="${kind}">${zh} <small>${en}</small></button>`;

const escaped = (text: string) => text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
