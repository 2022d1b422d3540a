/** HTML that may stand in a page as it is; only `html` makes it. */
export class Html {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

type Content = Html | string | number | undefined | false | readonly Content[];

/** HTML with values put in; whatever is not HTML itself is escaped, what is undefined or false is left out. */
export const html = (strings: TemplateStringsArray, ...values: Content[]): Html =>
  new Html(strings.map((text, i) => text + (i < values.length ? textOf(values[i]) : '')).join(''));

function textOf(content: Content): string {
  if (content === undefined || content === false) return '';
  if (content instanceof Html) return content.text;
  if (typeof content === 'object') return content.map(textOf).join('');
  return String(content).replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
