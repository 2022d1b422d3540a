/**
 * A cookie as `__Host-` asks for it: secure, for the whole host and no other. The library gives some a path of their own, and takes
 * `Secure` from a connection that ends at API Gateway.
 */
export function hostCookie(header: string): string {
  const [pair = '', ...attributes] = header.split(/;\s*/);
  const kept = attributes.filter((attribute) => !/^(path|domain|secure)\b/i.test(attribute));
  return [pair, 'path=/', 'secure', ...kept].join('; ');
}
