/** Stands in for nodemailer's table of media types and endings: a file that we attach has both. */
export const detectMimeType = (): string => 'application/octet-stream';
export const detectExtension = (): string => 'bin';

/** Stands in for its fetch: whatever a mail consists of is in memory. */
export default function fetchNothing(): never {
  throw new Error('a mail is not made from what lies elsewhere');
}
