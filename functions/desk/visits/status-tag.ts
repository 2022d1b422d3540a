import { visitStatuses } from '../../catalogue/visit-words.ts';
import type { Language } from '../../deadlines/say.ts';
import { type Html, html } from '../../platform/html.ts';
import type { Sentence } from '../../platform/sentence.ts';

const GOOD = new Set(['confirmed', 'closed']);
const BAD = new Set(['unmatched', 'declined', 'expired', 'cancelled', 'not-held', 'stuck']);

/** A visit's status; the words say it, the colour only helps. */
export function statusTag(status: string, language: Language): Html {
  const entry = visitStatuses.find(({ code }) => code === status);
  const tone = GOOD.has(status) ? 'good' : BAD.has(status) ? 'bad' : 'warn';
  return html`<span class="tag ${tone}">${entry?.[language] ?? status}</span>`;
}

/** What becomes of visits, as far as whoever looks at many of them tells them apart. */
export const STANDINGS = {
  held: { zh: '已举办', en: 'Held' },
  agreed: { zh: '已确认', en: 'Agreed' },
  underway: { zh: '办理中', en: 'Underway' },
  ended: { zh: '未成行', en: 'Not to be' },
} satisfies Record<string, Sentence>;
export type Standing = keyof typeof STANDINGS;

/** A visit that has begun without numbers yet counts as held. */
export function standingOf(status: string): Standing {
  if (status === 'closed' || status === 'awaiting-statistics') return 'held';
  if (status === 'confirmed') return 'agreed';
  return BAD.has(status) && status !== 'stuck' ? 'ended' : 'underway';
}
