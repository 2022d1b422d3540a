import { visitStatuses } from '../../catalogue/visit-words.ts';
import { type Html, html } from '../../platform/html.ts';
import type { Language } from '../say.ts';

const GOOD = new Set(['confirmed', 'closed']);
const BAD = new Set(['unmatched', 'declined', 'expired', 'cancelled', 'not-held', 'stuck']);

/** A visit's status; the words say it, the colour only helps. */
export function statusTag(status: string, language: Language): Html {
  const entry = visitStatuses.find(({ code }) => code === status);
  const tone = GOOD.has(status) ? 'good' : BAD.has(status) ? 'bad' : 'warn';
  return html`<span class="tag ${tone}">${entry?.[language] ?? status}</span>`;
}
