import { issueLetter } from '../../letters/contract.ts';
import { TITLES } from '../../letters/words.ts';
import { type Html, html } from '../../platform/html.ts';
import type { Sentence } from '../../platform/sentence.ts';
import { Refused, type Wish } from '../client.ts';
import { inLanguage, takes, type Visitor } from '../desk.ts';
import { organisationsBy } from '../names.ts';
import { at, DESK } from '../paths.ts';
import { isResponsible } from '../visits/leading.ts';
import type { Visit } from '../visits/visit-facts.ts';
import { type Letter, letterPath } from './letter.ts';

type New = NonNullable<Wish<typeof issueLetter>['body']>;

/** Issues a letter, and leads to it; about the same again it is the same letter. */
export const letterIssued = takes(DESK.letters, async (visitor, { about = '' }) => {
  const { client, params, language } = visitor;
  const id = params.id ?? '';
  try {
    const { number } = await client.call(issueLetter, { params: { id }, body: newOf(about) });
    return { statusCode: 303, headers: { location: `${letterPath(DESK.letter, id, number)}?issued` } };
  } catch (error) {
    if (!(error instanceof Refused && [409, 422, 429, 503].includes(error.status))) throw error;
    const say = inLanguage(language);
    const sentences = error.errors.length > 0 ? error.errors : [error];
    return {
      ...{ title: { zh: '函件没有签发', en: 'The letter was not issued' }, here: DESK.visits, status: error.status },
      body: html`${sentences.map((sentence) => html`<p class="wrong" role="alert">${say(sentence)}</p>`)}<p><a class="button" href="${at(DESK.visit, id)}">${say({ zh: '返回活动', en: 'Back to the visit' })}</a></p>`,
    };
  }
});

/** What a button stands for, as the API takes it: kind, seat, employer. */
function newOf(about: string): New {
  const [kind, seat, employerId] = about.split(' ');
  if (kind === 'confirmation') return { kind };
  if (kind === 'invitation') return { kind, seat: Number(seat) };
  return { kind: kind as 'release-request', seat: Number(seat), ...(employerId && { employerId }) };
}

interface Possible {
  about: string;
  kind: Letter['kind'];
  /** Whom it is about, or for. */
  whom: string;
}

/** For the unions responsible a button for each letter that makes sense now and is not there yet. */
export async function issuing(visit: Visit, letters: readonly Letter[], visitor: Visitor): Promise<Html | false> {
  const { client, language, csrf } = visitor;
  if (!(await isResponsible(visit.union, visitor))) return false;
  const asked = visit.seats.flatMap(({ releases }) => releases.map(({ employerId }) => employerId));
  const employers = await organisationsBy(client, asked);
  const possible = possibleLetters(visit, (id) => employers.get(id)?.name ?? id).filter((one) => !isThere(one, letters));
  if (possible.length === 0) return false;
  const say = inLanguage(language);
  const buttons = possible.map(
    ({ about, kind, whom }) =>
      html`<button class="second" name="about" value="${about}">${say(issue(kind))}${say({ zh: '：', en: ': ' })}${whom}</button>`,
  );
  return html`<form class="stack" method="post" action="${at(DESK.letters, visit.id)}"><input type="hidden" name="csrf" value="${csrf}">${buttons}</form>`;
}

const issue = (kind: Letter['kind']): Sentence => ({
  zh: `签发${TITLES[kind].zh}`,
  en: `Issue: ${TITLES[kind].en.toLowerCase()}`,
});

const SEATED = new Set(['awaiting-release', 'awaiting-speaker', 'agreed']);
const AGREED = new Set(['confirmed', 'awaiting-statistics', 'closed']);
/** Nobody is asked any more to come to what has been. */
const AHEAD = new Set(['awaiting-release', 'awaiting-school', 'confirmed', 'stuck']);

function possibleLetters({ status, seats, school }: Visit, nameOf: (employer: string) => string): Possible[] {
  const seated = AHEAD.has(status) ? seats.filter((seat) => seat.speakerId !== undefined && SEATED.has(seat.status)) : [];
  const requests = seated.flatMap(({ seat, speakerName, status: stands, releases }) =>
    releases
      .filter(({ need, releasedAt }) => need === 'required' && (releasedAt !== undefined || stands === 'awaiting-release'))
      .map(({ employerId }) => ({
        ...{ about: `release-request ${seat} ${employerId}`, kind: 'release-request' as const },
        whom: [nameOf(employerId), speakerName].filter(Boolean).join(' · '),
      })),
  );
  const invitations = seated.map(({ seat, speakerId, speakerName }) => ({
    ...{ about: `invitation ${seat}`, kind: 'invitation' as const, whom: speakerName ?? speakerId! },
  }));
  const confirmation = { about: 'confirmation', kind: 'confirmation' as const, whom: school.name };
  return [...requests, ...invitations, ...(AGREED.has(status) ? [confirmation] : [])];
}

/** One that still holds; of what has changed since another is written. */
const isThere = ({ about, kind }: Possible, letters: readonly Letter[]): boolean =>
  letters.some((letter) => {
    const same = [kind, letter.seat, ...(kind === 'release-request' ? [letter.addressee.id] : [])].filter(
      (each) => each !== undefined,
    );
    return letter.kind === kind && !letter.changed && same.join(' ') === about;
  });
