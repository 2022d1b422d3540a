import type { Outgoing } from '../notice.ts';

/** In one line: control characters would end a header, or hide what follows. */
export const oneLine = (text: string): string => text.replaceAll(/[\p{Cc}\u2028\u2029]+/gu, ' ').trim();

/** Without tags: chats read some of them in plain text (a link, `@everybody`), and a text may quote what somebody has typed. */
export const untagged = (text: string): string => text.replaceAll('<', '＜').replaceAll('>', '＞');

/** At most so many bytes of UTF-8, never half a character; what was cut ends with an ellipsis. */
export function cutBytes(text: string, most: number): string {
  if (Buffer.byteLength(text) <= most) return text;
  let kept = '';
  let room = most - Buffer.byteLength('…');
  for (const character of text) {
    room -= Buffer.byteLength(character);
    if (room < 0) break;
    kept += character;
  }
  return `${kept}…`;
}

/** At most so many characters. */
export const cutCharacters = (text: string, most: number): string => {
  const characters = [...text];
  return characters.length <= most ? text : `${characters.slice(0, most - 1).join('')}…`;
};

/** Title, text and link below each other, for chats without cards; the text gives way so that the link stays whole. */
export function inOnePiece({ title, text, link }: Outgoing, most: number): string {
  const head = untagged(oneLine(title));
  const end = link === undefined ? '' : `\n${link}`;
  return `${cutBytes(`${head}\n${untagged(text)}`, most - Buffer.byteLength(end))}${end}`;
}
