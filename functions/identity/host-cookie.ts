/**
 * A cookie as `__Host-` asks for it: secure, for the whole host and no other. The library gives some a path of their own, takes
 * `Secure` from a connection that ends at API Gateway, and says when they end by our clock, which many a phone does not share.
 */
export function hostCookie(header: string, now: Date): string {
  const [pair = '', ...attributes] = header.split(/;\s*/);
  const kept = attributes.filter((attribute) => !/^(path|domain|secure|expires)\b/i.test(attribute));
  const expires = attributes.map((attribute) => /^expires=(.*)$/i.exec(attribute)?.[1]).find(Boolean);
  const seconds = expires && Math.max(0, Math.floor((Date.parse(expires) - now.getTime()) / 1000));
  return [pair, 'path=/', 'secure', ...(seconds === undefined ? [] : [`max-age=${seconds}`]), ...kept].join('; ');
}
