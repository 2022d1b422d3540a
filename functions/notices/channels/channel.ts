import type { RobotKind } from '../../access/organisation.ts';
import type { Outgoing, Route } from '../notice.ts';
import type { Caller } from './call.ts';

/** Where a message goes. Whoever calls has opened the sealed addresses; nothing here keeps one. */
export type Address =
  | { route: 'sms'; phone: string }
  | { route: 'email'; email: string }
  | { route: 'wecom'; member: string }
  | { route: 'official-account'; openid: string }
  | { route: 'robot'; kind: RobotKind; url: string; secret?: string };

/** What a channel sends with; all of it ends with the signal. */
export interface Means {
  call: Caller;
  trusted: ReadonlySet<string>;
  signal: AbortSignal;
}

/** One way out. It resolves when the provider has taken the message over, which is all that anybody can know. */
export type Channel<R extends Route> = (to: Extract<Address, { route: R }>, message: Outgoing, means: Means) => Promise<void>;

/**
 * The provider did not take the message. `permanent`: trying again will not help (no such address, no template); else it may.
 * `code` says why in one machine word, without address or text, so that it may stand in a log.
 */
export class NotDelivered extends Error {
  override readonly name = 'NotDelivered';
  readonly code: string;
  readonly permanent: boolean;

  constructor(code: string, permanent: boolean) {
    super(code);
    this.code = code;
    this.permanent = permanent;
  }
}
