import type { Outgoing, Route } from '../notice.ts';
import { callerFor } from './call.ts';
import type { Address, Channel } from './channel.ts';
import { emailChannel } from './email.ts';
import { NotDelivered } from './not-delivered.ts';
import { officialAccountChannel } from './official-account.ts';
import { robotChannel } from './robot.ts';
import { type Settings, settings } from './settings.ts';
import { smsChannel } from './sms.ts';
import { wecomChannel } from './wecom.ts';

export type { Address } from './channel.ts';
export { NotDelivered } from './not-delivered.ts';

/** How long sending may take, in milliseconds, all of it: a token that has to be fetched first, too. */
const PATIENCE = 10_000;

/** The way out of this system: every message to somebody outside leaves here. */
export interface Port {
  /** By what this deployment can send. Robots need no setting: an office brings its own. */
  configured(): Set<Route>;
  /** As `send`. */
  send(address: Address, message: Outgoing): Promise<void>;
}

export function portOf({ trusted, sms, email, wecom, officialAccount, robotGateway }: Settings): Port {
  const channels: { [R in Route]?: Channel<R> } = {
    ...(sms && { sms: smsChannel(sms) }),
    ...(email && { email: emailChannel(email) }),
    ...(wecom && { wecom: wecomChannel(wecom) }),
    ...(officialAccount && { 'official-account': officialAccountChannel(officialAccount) }),
    robot: robotChannel(robotGateway),
  };
  return {
    configured: () => new Set(Object.keys(channels) as Route[]),
    async send(address, message) {
      const channel = channels[address.route] as Channel<Route> | undefined;
      if (!channel) throw new NotDelivered('not-configured', true);
      const signal = AbortSignal.timeout(PATIENCE);
      await channel(address, message, { call: callerFor(trusted, signal), trusted, signal });
    },
  };
}

let port: Port | undefined;

const ours = (): Port => {
  port ??= portOf(settings());
  return port;
};

/** By what this deployment can send. @throws WrongSetting */
export const configured = (): Set<Route> => ours().configured();

/**
 * Sends one message by one channel, once. `message.id` goes along wherever a provider has a place for it; but most will send a
 * message twice that is given to them twice.
 * @throws NotDelivered within 10 s, WrongSetting for what the operator has got wrong; nothing else
 */
export const send = (address: Address, message: Outgoing): Promise<void> => ours().send(address, message);
