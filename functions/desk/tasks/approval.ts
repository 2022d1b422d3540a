import type * as z from 'zod/mini';
import { honourLevels } from '../../catalogue/honours.ts';
import type { Language } from '../../deadlines/say.ts';
import type { TaskAnswer } from '../../decisions/answers.ts';
import { PART_NAMES } from '../../matching/part-names.ts';
import { maximum } from '../../matching/score.ts';
import { type Html, html } from '../../platform/html.ts';
import type { Sentence } from '../../platform/sentence.ts';
import { type Form, inLanguage } from '../desk.ts';
import { EMPTY, Fields } from '../forms.ts';
import { rowsTable } from '../tables.ts';

type Task = z.output<typeof TaskAnswer>;
type Candidate = NonNullable<Task['shortlist']>[number];

/** Who could come, side by side, and why: each part of the score as a bar. */
export function shortlistTable(candidates: readonly Candidate[], language: Language): Html {
  const say = inLanguage(language);
  const parts = Object.entries(PART_NAMES).filter(([part]) => candidates.some(({ why }) => (why?.parts[part] ?? 0) > 0));
  const bar = (part: string, name: Sentence, { why }: Candidate) => {
    const [value, most] = [why?.parts[part] ?? 0, maximum[part as keyof typeof maximum]];
    return html`<meter min="0" max="${most}" value="${value}" aria-label="${say(name)}"></meter> <small>${value}/${most}</small>`;
  };
  return rowsTable({
    label: say(CANDIDATES),
    heads: [{ zh: '人选', en: 'Speaker' }, TOTAL, ...parts.map(([, name]) => name)].map(say),
    rows: candidates.map((candidate) => [
      html`${candidate.name}<br><small>${described(candidate, language)}</small>`,
      candidate.why?.score,
      ...parts.map(([part, name]) => bar(part, name, candidate)),
    ]),
  });
}

/** What the shortlist is called. */
export const CANDIDATES: Sentence = { zh: '可选人选及理由', en: 'Who could come, and why' };
const TOTAL: Sentence = { zh: '总分', en: 'Score' };

function described({ trade, honour }: Candidate, language: Language): string {
  const level = honour && honourLevels.find(({ code }) => code === honour.level)?.[language];
  return [trade, level].filter(Boolean).join(' · ');
}

/** For each open seat whom the union approves; the proposed are chosen already. */
export function approvalChoice(
  { openSeats = [], speakers, shortlist = [], reserves = [] }: Task,
  language: Language,
  given: Form,
): Html {
  const fields = new Fields(language, { ...EMPTY, given });
  const candidates = new Map([...speakers, ...shortlist, ...reserves].map(({ id, name }) => [id, name]));
  const entries = [...candidates].map(([code, name]) => ({ code, zh: name, en: name }));
  const seats = openSeats.map((seat) =>
    fields.choice(
      { name: `seat.${seat}`, label: { zh: `第 ${seat} 位`, en: `Seat ${seat}` }, required: true },
      entries,
      speakers.find((speaker) => speaker.seat === seat)?.id ?? '',
    ),
  );
  return html`${seats}<input type="hidden" name="reserves" value="${reserves.map(({ id }) => id).join(' ')}">`;
}

/** What the union approves by this form: whom it chose, and as reserves those proposed who are not among them. */
export function approvalIn(form: Form): { outcome: 'approve'; speakers?: string[]; reserves?: string[] } {
  const speakers = Object.entries(form)
    .filter(([name]) => name.startsWith('seat.'))
    .sort(([a], [b]) => Number(a.slice(5)) - Number(b.slice(5)))
    .map(([, id]) => id);
  if (speakers.length === 0) return { outcome: 'approve' };
  const reserves = (form.reserves ?? '').split(' ').filter((id) => id !== '' && !speakers.includes(id));
  return { outcome: 'approve', speakers, reserves };
}
