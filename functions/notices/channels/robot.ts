import { createHmac } from 'node:crypto';
import type { RobotKind } from '../../access/organisation.ts';
import type { Outgoing } from '../notice.ts';
import { wellOr } from './answers.ts';
import type { Channel } from './channel.ts';
import { NotDelivered } from './not-delivered.ts';
import { robotUrl } from './robot-url.ts';
import { inOnePiece } from './words.ts';

/** What goes to a robot: where exactly, and what. */
interface Told {
  url: URL;
  content: unknown;
}

interface Vendor {
  /** What the vendor takes, in bytes of text. */
  most: number;
  /** Where its answers tell how it went. */
  field: 'errcode' | 'code';
  /** Codes that stay: no such robot, a wrong signature, a keyword or an address that the office has asked for. */
  permanent: ReadonlySet<number>;
  told(url: URL, text: string, secret: string | undefined, now: Date): Told;
}

const VENDORS: Record<RobotKind, Vendor> = {
  wecom: {
    most: 2048,
    field: 'errcode',
    permanent: new Set([40_008, 40_058, 93_000, 93_008, 93_017]),
    told: (url, content) => ({ url, content: { msgtype: 'text', text: { content } } }),
  },
  dingtalk: {
    most: 16_000,
    field: 'errcode',
    permanent: new Set([
      40_035, 43_004, 300_001, 300_005, 310_000, 400_013, 400_101, 400_102, 400_105, 400_106, 430_101, 430_104,
    ]),
    told: (url, content, secret, now) => ({
      url: secret === undefined ? url : signedForDingTalk(url, secret, now),
      content: { msgtype: 'text', text: { content } },
    }),
  },
  feishu: {
    most: 16_000,
    field: 'code',
    permanent: new Set([9499, 10_003, 19_001, 19_002, 19_021, 19_022, 19_024]),
    told: (url, text, secret, now) => ({
      url,
      content: { ...(secret !== undefined && signatureForFeishu(secret, now)), msg_type: 'text', content: { text } },
    }),
  },
};

/** DingTalk (钉钉) wants time in milliseconds and signature in the address: the secret signs time and secret. */
export function signedForDingTalk(url: URL, secret: string, now: Date): URL {
  const timestamp = String(now.getTime());
  const signed = new URL(url);
  signed.searchParams.set('timestamp', timestamp);
  signed.searchParams.set('sign', createHmac('sha256', secret).update(`${timestamp}\n${secret}`).digest('base64'));
  return signed;
}

/** Feishu (飞书) wants them in the body, in seconds: time and secret are the key, and nothing is signed. */
export function signatureForFeishu(secret: string, now: Date): { timestamp: string; sign: string } {
  const timestamp = String(Math.floor(now.getTime() / 1000));
  return { timestamp, sign: createHmac('sha256', `${timestamp}\n${secret}`).update('').digest('base64') };
}

/**
 * Robots of group chats (WeCom, DingTalk, Feishu), each at the address that an office has entered. What they say is the caller's to choose:
 * nothing of persons.
 * @param gateway stands between us and the vendors: host and path follow its own
 */
export const robotChannel =
  (gateway: URL | undefined): Channel<'robot'> =>
  async ({ kind, url, secret }, message: Outgoing, { call }) => {
    const own = robotUrl(kind, url);
    if (!own) throw new NotDelivered('target-refused', true);
    const { most, field, permanent, told } = VENDORS[kind];
    const { url: to, content } = told(own, inOnePiece(message, most), secret, new Date());
    const through = gateway ? new URL(`${to.host}${to.pathname}${to.search}`, gateway) : to;
    wellOr(permanent, await call(through, { content, id: message.id }), field);
  };
