import type { RobotKind } from '../access/organisation.ts';

/** The vendors' own hosts at which robots of each kind are written to; nothing is ever sent to another one. */
export const ROBOT_HOSTS: Record<RobotKind, readonly string[]> = {
  wecom: ['qyapi.weixin.qq.com'],
  dingtalk: ['oapi.dingtalk.com'],
  feishu: ['open.feishu.cn', 'open.larksuite.com'],
};

/** The one door there that takes messages, with what names the robot. */
const DOORS: Record<RobotKind, RegExp> = {
  wecom: /^\/cgi-bin\/webhook\/send\?key=[\w-]+$/,
  dingtalk: /^\/robot\/send\?access_token=[\w-]+$/,
  feishu: /^\/open-apis\/bot\/v2\/hook\/[\w-]+$/,
};

/**
 * Whether this is the address of a robot of this kind as its vendor gives it: nobody has this system call an address of their own
 * choosing, or another door of a vendor.
 */
export function isRobotUrl(kind: RobotKind, address: string): boolean {
  const url = URL.parse(address);
  const isTheirs = url !== null && ROBOT_HOSTS[kind].some((host) => url.origin === `https://${host}`);
  // The address as it was given, so that it holds nothing besides: no user, no port, no anchor.
  return (
    isTheirs && address === `${url.origin}${url.pathname}${url.search}` && DOORS[kind].test(`${url.pathname}${url.search}`)
  );
}

/** Whether robots of this kind sign what they are sent; a WeCom robot has nothing but its address. */
export const isSigned = (kind: RobotKind): boolean => kind !== 'wecom';
