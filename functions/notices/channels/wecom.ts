import type { Outgoing } from '../notice.ts';
import { AccessToken } from './access-token.ts';
import { tokenOf, wellOr } from './answers.ts';
import type { Channel } from './channel.ts';
import { NotDelivered } from './not-delivered.ts';
import type { Settings } from './settings.ts';
import { cutBytes, inOnePiece, oneLine, untagged } from './words.ts';

/** What the vendor reads of a message, in bytes. */
const TITLE = 128;
const DESCRIPTION = 512;
const TEXT = 2048;

/** Codes of 全局错误码 that stay: nobody of that name, nobody who may be written to, or an application that may not. */
const PERMANENT = new Set([
  40_003, 40_008, 40_031, 40_056, 40_058, 41_011, 44_004, 45_002, 48_002, 60_011, 60_111, 81_013, 82_001, 301_002,
]);

/** Messages to members in the WeCom (企业微信) of the union, from its own application. */
export function wecomChannel({ corp, agent, secret, url }: NonNullable<Settings['wecom']>): Channel<'wecom'> {
  const tokens = new AccessToken(async (call) => {
    const address = new URL('cgi-bin/gettoken', url);
    address.search = new URLSearchParams({ corpid: corp, corpsecret: secret }).toString();
    return tokenOf(await call(address, {}));
  });
  return ({ member }, message, { call }) => {
    // `|` stands between several, `@all` is everybody.
    if (!/^[\w.-][\w.@-]{0,63}$/.test(member)) throw new NotDelivered('no-such-member', true);
    return tokens.use(call, async (token) => {
      const address = new URL('cgi-bin/message/send', url);
      address.searchParams.set('access_token', token);
      const content = {
        ...{ touser: member, agentid: agent, ...card(message) },
        // The same once more within half an hour is not shown twice.
        ...{ enable_duplicate_check: 1, duplicate_check_interval: 1800 },
      };
      const { invaliduser, unlicenseduser } = wellOr(PERMANENT, await call(address, { content, id: message.id }));
      if (invaliduser || unlicenseduser) throw new NotDelivered('no-such-member', true);
    });
  };
}

/** A card where there is somewhere to go, else a text. */
function card(message: Outgoing) {
  const { title, text, link, language } = message;
  if (link === undefined) return { msgtype: 'text', text: { content: inOnePiece(message, TEXT) } };
  const [head, description] = [cutBytes(untagged(oneLine(title)), TITLE), cutBytes(untagged(text), DESCRIPTION)];
  return {
    msgtype: 'textcard',
    textcard: { title: head, description, url: link, btntxt: language === 'en' ? 'Open' : '查看' },
  };
}
