import { actualsIn } from './statistics-form.ts';

/** What a form decides, as the API takes it; what was left empty is left out. */
export function decisionIn({ outcome, reasonCode, scope, text, ...given }: Record<string, string>): Record<string, unknown> {
  if (outcome === 'submit') return { outcome, ...actualsIn(given) };
  const words = { reasonCode, scope, text: text?.replaceAll('\r\n', '\n').trim() };
  return { outcome, ...Object.fromEntries(Object.entries(words).filter(([, value]) => value !== undefined && value !== '')) };
}
