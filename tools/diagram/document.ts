import { legend } from './looks.ts';
import type { Machine } from './machine.ts';
import { levels, mermaid, shown } from './mermaid.ts';

const BEGIN = '<!-- diagram: begin -->';
const END = '<!-- diagram: end -->';
const PLACE = new RegExp(`^${BEGIN}$[^]*?^${END}$`, 'm');

/** A document does not show the procedure as it is; the message says in a sentence why. */
export class NotShown extends Error {
  override name = 'NotShown';
}

/** What a document shows of a machine: the diagram, and below it how to read it. */
export function blockOf(machine: Machine): string {
  const kinds = levels(shown(machine)).flatMap(({ nodes }) => nodes.map(({ kind }) => kind));
  return `\`\`\`mermaid\n${mermaid(machine)}\n\`\`\`\n\n${legend(kinds)}`;
}

/**
 * A document with a new block between its two marks.
 * @throws NotShown
 */
export function withBlock(document: string, block: string): string {
  if (!PLACE.test(document)) throw new NotShown(`The document lacks the lines ${BEGIN} and ${END}.`);
  return document.replace(PLACE, () => `${BEGIN}\n${block}\n${END}`);
}
