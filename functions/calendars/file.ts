import { isSecret } from '../platform/secret.ts';

/** The last part of a private calendar's address: programs know by the ending what it is. */
export const fileOf = (secret: string): string => `${secret}.ics`;

/** What stands in such an address; undefined for what cannot be one. */
export function secretIn(file: string): string | undefined {
  const secret = file.replace(/\.ics$/, '');
  return fileOf(secret) === file && isSecret(secret) ? secret : undefined;
}
