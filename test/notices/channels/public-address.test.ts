import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isPublic } from '../../../functions/notices/channels/public-address.ts';

const number = ([a, b, c, d]: readonly number[]) => ((a! << 24) | (b! << 16) | (c! << 8) | d!) >>> 0;
const dotted = (value: number) => [24, 16, 8, 0].map((shift) => (value >>> shift) & 255).join('.');

/** An address of an IPv4 net, given as 10.0.0.0/8. */
const within = (net: string): fc.Arbitrary<string> => {
  const [base = '', prefix = ''] = net.split('/');
  const size = 2 ** (32 - Number(prefix));
  return fc.integer({ min: 0, max: size - 1 }).map((host) => dotted((number(base.split('.').map(Number)) + host) >>> 0));
};

const PRIVATE = [
  ...['0.0.0.0/8', '10.0.0.0/8', '100.64.0.0/10', '127.0.0.0/8', '169.254.0.0/16', '172.16.0.0/12', '192.168.0.0/16'],
  ...['192.0.0.0/24', '192.0.2.0/24', '192.88.99.0/24', '198.18.0.0/15', '198.51.100.0/24', '203.0.113.0/24', '224.0.0.0/3'],
];

describe('an IPv4 address', () => {
  test('of a net that is private, reserved or shared is not public', () => {
    const any = fc.oneof(...PRIVATE.map(within));
    fc.assert(fc.property(any, (address) => !isPublic(address)));
  });

  test.each(['1.1.1.1', '8.8.8.8', '100.63.255.255', '100.128.0.1', '172.15.0.1', '172.32.0.1', '223.255.255.254'])(
    '%s is',
    (address) => expect(isPublic(address)).toBe(true),
  );
});

describe('an IPv6 address', () => {
  const group = fc.integer({ min: 0, max: 0xffff }).map((value) => value.toString(16));
  const tail = (groups: number) => fc.array(group, { minLength: groups, maxLength: groups }).map((all) => all.join(':'));

  test('is not public that carries an IPv4 address, whichever: mapped, compatible, NAT64, 6to4, Teredo', () => {
    const any = within('0.0.0.0/0');
    const hex = any.map((address) => {
      const value = number(address.split('.').map(Number));
      return `${(value >>> 16).toString(16)}:${(value & 0xffff).toString(16)}`;
    });
    const forms = fc.oneof(
      any.map((v4) => `::ffff:${v4}`),
      hex.map((v4) => `::ffff:${v4}`),
      any.map((v4) => `::${v4}`),
      any.map((v4) => `64:ff9b::${v4}`),
      hex.map((v4) => `64:ff9b:1::${v4}`),
      hex.map((v4) => `2002:${v4}::1`),
      hex.map((v4) => `2001:0:4136:e378:8000:63bf:${v4}`),
    );
    fc.assert(fc.property(forms, (address) => !isPublic(address)));
  });

  test('is not public outside of what is given out, nor in what is kept for documents', () => {
    const first = fc.oneof(fc.integer({ min: 0, max: 0x1fff }), fc.integer({ min: 0x4000, max: 0xffff }));
    const outside = fc.tuple(first, tail(7)).map(([head, rest]) => `${head.toString(16)}:${rest}`);
    const documents = tail(6).map((rest) => `2001:db8:${rest}`);
    fc.assert(fc.property(fc.oneof(outside, documents), (address) => !isPublic(address)));
    for (const address of ['::', '::1', 'fe80::1', 'fe80::1%eth0', 'fd00::1', 'ff02::1']) expect(isPublic(address)).toBe(false);
  });

  test.each(['2400:3200::1', '2606:4700:4700::1111', '2a00:1450::1'])('%s is', (address) =>
    expect(isPublic(address)).toBe(true),
  );
});

test('what is no address at all is not public', () => {
  fc.assert(fc.property(fc.string(), (text) => !isPublic(`${text}x`)));
  for (const text of ['', 'localhost', '1.2.3', '0x7f.1', '2130706433', '2606:4700::1%1']) expect(isPublic(text)).toBe(false);
});
