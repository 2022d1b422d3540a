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
