import type { RobotKind } from '../../access/organisation.ts';

/** Where the vendors' robots live. Nothing else may be entered as one. */
const VENDORS: Record<RobotKind, readonly RegExp[]> = {
  wecom: [/^https:\/\/qyapi\.weixin\.qq\.com\/cgi-bin\/webhook\/send\?key=[\w-]+$/],
  dingtalk: [/^https:\/\/oapi\.dingtalk\.com\/robot\/send\?access_token=\w+$/],
  feishu: [/^https:\/\/open\.(?:feishu\.cn|larksuite\.com)\/open-apis\/bot\/v2\/hook\/[\w-]+$/],
};

/**
 * The address of a vendor's robot as an office has copied it; undefined for any other. Whoever stores one refuses it with the reason
 * `robot-url`; it is checked again when it is used.
 */
export function robotUrl(kind: RobotKind, text: string): URL | undefined {
  return VENDORS[kind].some((pattern) => pattern.test(text)) ? new URL(text) : undefined;
}
