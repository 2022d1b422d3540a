import type { Outgoing, Route } from '../notice.ts';
import { type Address, type Channel, NotDelivered } from './channel.ts';

export { type Address, NotDelivered } from './channel.ts';

type Channels = { [R in Route]?: Channel<R> };

const channels = (): Channels => ({});

/** By what this deployment can send. Robots need no setting: an office brings its own. */
export const configured = (): Set<Route> => new Set(Object.keys(channels()) as Route[]);

/**
 * Sends one message by one channel, once. `message.id` goes along wherever a provider has a place for it; but most will send a
 * message twice that is given to them twice.
 * @throws NotDelivered within 10 s (fetching a token first: 20 s); nothing else
 */
export async function send(address: Address, message: Outgoing): Promise<void> {
  const channel = channels()[address.route] as Channel<Route> | undefined;
  if (!channel) throw new NotDelivered('not-configured', true);
  await channel(address, message);
}
