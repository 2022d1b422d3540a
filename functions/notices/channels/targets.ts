import { type LookupAddress, type LookupOptions, lookup } from 'node:dns';
import { isIP } from 'node:net';
import { NotDelivered } from './not-delivered.ts';
import { isPublic } from './public-address.ts';

type Found = (error: Error | null, addresses: LookupAddress[]) => void;
/** Finds all addresses of a name. */
export type Resolve = (host: string, found: Found) => void;
/** As `net.connect` calls it. */
type Answer = (error: Error | null, addresses?: string | LookupAddress[], family?: number) => void;
export type Lookup = (host: string, options: LookupOptions, answer: Answer) => void;

const byDns: Resolve = (host, found) => lookup(host, { all: true }, found);

/** Ports that mail is handed in by. 25 is for servers among themselves. */
const SMTP_PORTS = new Set(['465', '587', '994', '2465', '2587']);

const refused = () => new NotDelivered('target-refused', true);

/** How the trusted are written, and compared: `https://host`, `smtp://host:25`, whose `origin` the URL standard leaves empty. */
export const originOf = ({ protocol, host }: URL): string => `${protocol}//${host}`;

/**
 * Checks where a connection is about to go: by TLS, to a usual port, to the public internet, so that no address that somebody has
 * entered reaches what only we can reach. What the operator trusts, in a network of their own, goes through.
 * @returns how the connection must look its host up. It answers only addresses that it has checked itself, so that a name which
 * points elsewhere a moment later gains nothing.
 * @throws NotDelivered `target-refused`, permanent; the lookup fails with the same
 */
export function checkTarget(url: URL, trusted: ReadonlySet<string>, resolve: Resolve = byDns): Lookup | undefined {
  if (trusted.has(originOf(url))) return undefined;
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1');
  if (!passes(url) || host === '' || (isIP(host) !== 0 && !isPublic(host))) throw refused();
  return (name, { all }, answer) =>
    resolve(name, (error, addresses) => {
      if (error) return answer(error);
      const [first] = addresses;
      if (!first || !addresses.every(({ address }) => isPublic(address))) return answer(refused());
      return all ? answer(null, addresses) : answer(null, first.address, first.family);
    });
}

/** Mail servers are named with whom we are to them. */
function passes({ protocol, port, username, password }: URL): boolean {
  if (protocol === 'smtps:' || protocol === 'smtp:') return SMTP_PORTS.has(port);
  return protocol === 'https:' && port === '' && username === '' && password === '';
}
