import { AccessToken } from './access-token.ts';
import { tokenOf, wellOr } from './answers.ts';
import type { Channel } from './channel.ts';
import { fill } from './fill.ts';
import { messageToken } from './message-token.ts';
import { NotDelivered } from './not-delivered.ts';
import type { Settings } from './settings.ts';
import { cutCharacters, oneLine } from './words.ts';

/** Codes that stay: not a follower, refused, or a template that is not there or wants something else. */
const PERMANENT = new Set([
  40_003, 40_037, 40_165, 41_028, 41_030, 43_004, 43_019, 43_101, 43_102, 43_107, 45_109, 47_003, 48_001, 48_004, 50_002,
]);

const ADDRESS = { template: 'cgi-bin/message/template/send', subscribe: 'cgi-bin/message/subscribe/bizsend' };

/** Characters that a field holds, by the beginning of its name; a longer value is refused whole. */
const LONGEST: readonly [string, number][] = [
  ['thing', 20],
  ['phrase', 5],
  ['name', 10],
  ['character_string', 32],
  ['const', 20],
];

/** Template messages (模板消息, or 订阅通知) of the official account (公众号) to its followers. */
export function officialAccountChannel(account: NonNullable<Settings['officialAccount']>): Channel<'official-account'> {
  const { app, secret, url, message: form, templates } = account;
  // The stable token: each instance of a function has the same one, where `cgi-bin/token` would end that of the others.
  const tokens = new AccessToken(async (call) =>
    tokenOf(
      await call(new URL('cgi-bin/stable_token', url), { content: { grant_type: 'client_credential', appid: app, secret } }),
    ),
  );
  return ({ openid }, message, { call }) => {
    const template = templates[message.kind] ?? templates['*'];
    if (template === undefined) throw new NotDelivered('no-template', true);
    const { id, link, title, text, params } = message;
    const fields = { title, text, link: link ?? '', ...params };
    const values = Object.entries(fill(template.data, fields) as Record<string, string>);
    const content = {
      touser: openid,
      template_id: template.id,
      data: Object.fromEntries(values.map(([name, value]) => [name, { value: fitting(name, value) }])),
      ...(form === 'template' ? { client_msg_id: messageToken(id) } : {}),
      ...(link !== undefined && { [form === 'template' ? 'url' : 'page']: link }),
    };
    return tokens.use(call, async (token) => {
      const address = new URL(ADDRESS[form], url);
      address.searchParams.set('access_token', token);
      wellOr(PERMANENT, await call(address, { content, id }));
    });
  };
}

/** An empty value is refused, too. */
function fitting(name: string, value: string): string {
  const longest = LONGEST.find(([kind]) => name.startsWith(kind))?.[1] ?? 200;
  return cutCharacters(oneLine(value), longest) || '-';
}
