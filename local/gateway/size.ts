/** A value as DynamoDB's JSON writes it: `{ S: 'text' }`, `{ M: { … } }` and so on. */
export type Attribute = Readonly<Record<string, unknown>>;
export type Item = Readonly<Record<string, Attribute>>;

/** Bytes of an item by AWS's published rules: names and values, UTF-8; see the prose in units.ts. */
export function itemSize(item: Item): number {
  let size = 0;
  for (const [name, value] of Object.entries(item)) size += Buffer.byteLength(name) + valueSize(value);
  return size;
}

function valueSize(attribute: Attribute): number {
  const [type, value] = Object.entries(attribute)[0] ?? [];
  switch (type) {
    case 'S':
      return Buffer.byteLength(value as string);
    case 'N':
      return numberSize(value as string);
    case 'B':
      return Buffer.byteLength(value as string, 'base64');
    case 'BOOL':
    case 'NULL':
      return 1;
    case 'SS':
    case 'NS':
    case 'BS': {
      const member = type.slice(0, 1);
      return (value as string[]).reduce((sum, each) => sum + valueSize({ [member]: each }), 0);
    }
    case 'L':
      return 3 + (value as Attribute[]).reduce((sum, each) => sum + 1 + valueSize(each), 0);
    case 'M': {
      const members = value as Item;
      return 3 + Object.keys(members).length + itemSize(members);
    }
    default:
      throw new TypeError(`no such type of attribute: ${type}`);
  }
}

/** One byte for two significant digits, one for the number, one for the sign when negative. */
function numberSize(text: string): number {
  const digits = text
    .replace(/e.*$/i, '')
    .replace(/[^0-9]/g, '')
    .replace(/^0+|0+$/g, '');
  return Math.ceil(digits.length / 2) + 1 + (text.startsWith('-') && digits !== '' ? 1 : 0);
}
