/** A part of a mail, or a mail: its headers by small name, unfolded and decoded, and what it holds. */
export interface Part {
  readonly headers: ReadonlyMap<string, string>;
  /** The media type, small. */
  readonly type: string;
  readonly name?: string;
  readonly text: string;
  readonly parts: readonly Part[];
}

/** Reads a mail as nodemailer writes one; enough to show it, not a reader for whatever the world sends. */
export const readMime = (mail: Buffer): Part => read(mail.toString('latin1'));

/** A character is a byte, until what a part holds is decoded. */
function read(raw: string): Part {
  const [, head = '', body = ''] = /^([\s\S]*?)\r?\n\r?\n([\s\S]*)$/.exec(raw) ?? [raw, raw];
  const headers = readHeaders(head);
  const contentType = headers.get('content-type') ?? 'text/plain';
  const type = contentType.split(';')[0]!.trim().toLowerCase();
  const name = parameter(headers.get('content-disposition') ?? '', 'filename') ?? parameter(contentType, 'name');
  const boundary = type.startsWith('multipart/') ? parameter(contentType, 'boundary') : undefined;
  const inner = boundary === undefined ? [] : split(body, boundary).map(read);
  const text = inner.length > 0 ? '' : decoded(body, headers.get('content-transfer-encoding') ?? '7bit');
  return { headers, type, text, parts: inner, ...(name !== undefined && { name }) };
}

/** All parts that hold something, in their order. */
export const leaves = (part: Part): Part[] => (part.parts.length === 0 ? [part] : part.parts.flatMap(leaves));

function readHeaders(head: string): Map<string, string> {
  const lines = head.replaceAll(/\r?\n[ \t]+/g, ' ').split(/\r?\n/);
  return new Map(
    lines.flatMap((line) => {
      const [, name, value] = /^([\w-]+):\s*(.*)$/.exec(line) ?? [];
      return name === undefined ? [] : [[name.toLowerCase(), words(value!)] as const];
    }),
  );
}

/** Encoded words (RFC 2047); the space between two of them belongs to neither. */
const words = (value: string) =>
  value
    .replaceAll(/\?=\s+=\?/g, '?==?')
    .replaceAll(/=\?utf-8\?([bq])\?([^?]*)\?=/gi, (_, form: string, text: string) =>
      form.toLowerCase() === 'b' ? Buffer.from(text, 'base64').toString() : quoted(text.replaceAll('_', ' ')),
    );

/** A header's parameter, also in RFC 2231's way of writing what is not ASCII. */
function parameter(value: string, name: string): string | undefined {
  const plain = new RegExp(`;\\s*${name}=(?:"([^"]*)"|([^;\\s]+))`, 'i').exec(value);
  if (plain) return plain[1] ?? plain[2];
  const pieces = [...value.matchAll(new RegExp(`;\\s*${name}\\*(?:\\d+\\*?)?=(?:"([^"]*)"|([^;\\s]+))`, 'gi'))];
  if (pieces.length === 0) return undefined;
  return decodeURIComponent(
    pieces
      .map((piece) => piece[1] ?? piece[2])
      .join('')
      .replace(/^utf-8'[^']*'/i, ''),
  );
}

function split(body: string, boundary: string): string[] {
  const [, ...pieces] = `\r\n${body}`.split(`\r\n--${boundary}`);
  return pieces.filter((piece) => !piece.startsWith('--')).map((piece) => piece.replace(/^\r\n/, ''));
}

function decoded(body: string, encoding: string): string {
  if (/base64/i.test(encoding)) return Buffer.from(body, 'base64').toString();
  if (/quoted-printable/i.test(encoding)) return quoted(body.replaceAll(/=\r?\n/g, ''));
  return Buffer.from(body, 'latin1').toString();
}

const quoted = (text: string) =>
  Buffer.from(
    text.replaceAll(/=([0-9A-F]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    'latin1',
  ).toString();
