import { BlockList, isIPv4, isIPv6 } from 'node:net';

/** What IANA's registry of special-purpose addresses keeps from the public internet, and what is not one host's (multicast). */
const NOT_PUBLIC: readonly [string, number][] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
];

/** Inside 2000::/3, which alone is given out: protocols (Teredo among them), documentation, 6to4. */
const NOT_PUBLIC_6: readonly [string, number][] = [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
];

const listOf = (nets: readonly [string, number][], family: 'ipv4' | 'ipv6') => {
  const list = new BlockList();
  for (const [net, prefix] of nets) list.addSubnet(net, prefix, family);
  return list;
};
const special = listOf(NOT_PUBLIC, 'ipv4');
const special6 = listOf(NOT_PUBLIC_6, 'ipv6');
const global6 = listOf([['2000::', 3]], 'ipv6');

/**
 * Whether an address is a host of the public internet. Whatever carries an IPv4 address in an IPv6 one (mapped, NAT64, 6to4) is not:
 * nobody publishes such a name, and it would lead around the list.
 */
export function isPublic(address: string): boolean {
  if (isIPv4(address)) return !special.check(address, 'ipv4');
  // A zone (`fe80::1%eth0`) belongs to a network of our own.
  if (!isIPv6(address) || address.includes('%')) return false;
  return global6.check(address, 'ipv6') && !special6.check(address, 'ipv6');
}
