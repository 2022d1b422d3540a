import { momentAs } from '../../deadlines/say.ts';
import { listLetters } from '../../letters/contract.ts';
import { TITLES } from '../../letters/words.ts';
import { type Html, html } from '../../platform/html.ts';
import { inLanguage, type Visitor } from '../desk.ts';
import { at, DESK } from '../paths.ts';
import { rowsTable } from '../tables.ts';
import type { Visit } from '../visits/visit-facts.ts';
import { issuing } from './issuing.ts';
import { type Letter, letterPath } from './letter.ts';

/** Before somebody was approved there is nothing to write about. */
const TOO_EARLY = new Set(['requested', 'matching', 'awaiting-union']);

/** The letters of a visit that concern the reader, and for unions which could be written. */
export async function lettersSection(visit: Visit, visitor: Visitor): Promise<Html | false> {
  const { client, language } = visitor;
  if (TOO_EARLY.has(visit.status)) return false;
  const { letters } = await client.call(listLetters, { params: { id: visit.id } });
  const possible = await issuing(visit, letters, visitor);
  if (letters.length === 0 && !possible) return false;
  const say = inLanguage(language);
  return html`<section id="letters"><h2>${say({ zh: '函件', en: 'Letters' })}</h2>${
    letters.length > 0 ? listed(letters, visit, visitor) : html`<p class="soft">${say(NONE)}</p>`
  }${possible}</section>`;
}

function listed(letters: readonly Letter[], { id }: Visit, { language, now }: Visitor): Html {
  const say = inLanguage(language);
  return rowsTable({
    label: say({ zh: '函件', en: 'Letters' }),
    heads: [
      { zh: '文号', en: 'Number' },
      { zh: '种类', en: 'Kind' },
      { zh: '致', en: 'To' },
      { zh: '签发', en: 'Issued' },
      { zh: '盖章件', en: 'Stamped copy' },
    ].map(say),
    rows: letters.map(({ number, kind, addressee, issuedAt, changed, copies }) => [
      html`<a href="${letterPath(DESK.letter, id, number)}">${number}</a>`,
      html`${say(TITLES[kind])}${changed && html` <span class="tag bad">${say(CHANGED)}</span>`}`,
      addressee.name,
      momentAs(issuedAt, language, now),
      copies.length > 0 ? html`<span class="tag good">${say(BACK)}</span>` : say(NOT_BACK),
    ]),
  });
}

/** Leads back to where the letters of a visit stand. */
export const lettersOf = (id: string): string => `${at(DESK.visit, id)}#letters`;

/** What a letter says does not hold any more. */
export const CHANGED = { zh: '已变更', en: 'changed since' };
const BACK = { zh: '已交回', en: 'came back' };
const NOT_BACK = { zh: '未交回', en: 'not yet' };
const NONE = {
  zh: '还没有函件。对方要看盖章的公文时，可在这里签发、打印。',
  en: 'There are none yet. Where somebody wants it on paper with a seal, issue and print it here.',
};
