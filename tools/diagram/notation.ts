/** Characters that mermaid, Markdown or HTML would take for their own. */
const SPECIAL = /[#&"<>`*_~$:\\]/g;

/** A text as mermaid shows it, whatever is in it. */
export const escaped = (text: string): string =>
  text
    .replaceAll(/\s+/g, ' ')
    .trim()
    .replaceAll(SPECIAL, (character) => `#${character.charCodeAt(0)};`);

export const small = (text: string): string => `<small>${escaped(text)}</small>`;

/** Names by which a diagram's lines refer to its steps: readable, so that a change shows in a diff as what it is. */
export class Ids {
  readonly #given = new Map<string, string>();

  of(name: string): string {
    const known = this.#given.get(name);
    if (known !== undefined) return known;
    const words = name.replaceAll(/[^A-Za-z0-9]+/g, '_').replaceAll(/^_+|_+$/g, '') || 'state';
    // Mermaid's own words, such as `end`, are small.
    const wanted = `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
    const taken = new Set(this.#given.values());
    let id = wanted;
    for (let n = 2; taken.has(id); n++) id = `${wanted}_${n}`;
    this.#given.set(name, id);
    return id;
  }
}
