/** What placeholders stand for: words, or objects and lists of words. */
export type Fields = Record<string, string | string[] | Record<string, string>>;

/**
 * A JSON value with every `{{name}}` of its texts filled in, `{{params.name}}` from inside an object. A text that is nothing but a
 * placeholder becomes what it stands for, an object too; within a longer text, and behind `{{json:name}}`, an object is its JSON. What is
 * not known is empty.
 */
export function fill(value: unknown, fields: Fields): unknown {
  if (typeof value === 'string') return filledText(value, fields);
  if (Array.isArray(value)) return value.map((each) => fill(each, fields));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, fill(each, fields)]));
}

const PLACEHOLDER = /\{\{(json:)?([\w.-]+)\}\}/g;

function filledText(text: string, fields: Fields): unknown {
  const whole = /^\{\{([\w.-]+)\}\}$/.exec(text)?.[1];
  if (whole !== undefined) return found(whole, fields);
  return text.replaceAll(PLACEHOLDER, (_, json: string | undefined, name: string) => {
    const value = found(name, fields);
    return typeof value === 'string' && json === undefined ? value : JSON.stringify(value);
  });
}

function found(name: string, fields: Fields): Fields[string] {
  const [head = '', ...rest] = name.split('.');
  const value = Object.hasOwn(fields, head) ? fields[head]! : '';
  if (rest.length === 0) return value;
  const inner = rest.join('.');
  return typeof value === 'object' && !Array.isArray(value) && Object.hasOwn(value, inner) ? value[inner]! : '';
}
