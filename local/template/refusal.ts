/** The template asks for something that does not exist on one machine; the sentence names the logical id and the thing. */
export class TemplateRefused extends Error {
  override name = 'TemplateRefused';
}

/** Throws {@link TemplateRefused}; an expression, so that it can stand where a value is missing. */
export function refuse(where: string, what: string): never {
  throw new TemplateRefused(`${where}: ${what}`);
}
