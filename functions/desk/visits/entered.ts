import { momentAs } from '../../deadlines/say.ts';
import { type Html, html } from '../../platform/html.ts';
import type { getTimeline, getVisit } from '../../visits/contract.ts';
import type { Answered } from '../client.ts';
import { inLanguage, type Visitor } from '../desk.ts';
import { organisationName } from '../names.ts';
import { at, DESK } from '../paths.ts';
import { recordedAs } from '../tasks/recording.ts';

type Event = Answered<typeof getTimeline>['timeline'][number];

/** Who did it; and for whom, where another's word was entered. */
export async function doneBy({ by, type }: Event, seats: Seats, visitor: Visitor): Promise<Html | undefined> {
  if (!by?.onBehalfOf) return by && html`<br><small>${by.name}</small>`;
  const { party } = by.onBehalfOf;
  return html`<br><small>${await recordedAs(by, await nameOf(type, party, seats, visitor), visitor)}</small>`;
}

/** What a union enters for a speaker. */
const OF_SPEAKERS = /^(speaker-|absence-|withdrawn)/;
type Seats = Answered<typeof getVisit>['seats'];

/** Who sits there is known; of others, who sat there, nobody has to know more than that they are speakers. */
function nameOf(type: string, party: string, seats: Seats, { client, me, language }: Visitor): string | Promise<string> {
  if (party === me.speakerId) return me.name;
  if (!OF_SPEAKERS.test(type)) return organisationName(client, party);
  return seats.find(({ speakerId }) => speakerId === party)?.speakerName ?? { zh: '劳模工匠', en: 'the speaker' }[language];
}

/** The answers that a union entered for the reader, and to which nobody has objected since. */
export async function enteredForReader(timeline: readonly Event[], seats: Seats, visitor: Visitor): Promise<Html | false> {
  const { me, language, now } = visitor;
  const say = inLanguage(language);
  const isBy = ({ by }: Event, party?: string) => (by?.organisation ?? me.speakerId) === party;
  const isReader = (party: string) => party === me.speakerId || me.organisations.some(({ id }) => id === party);
  const entered = timeline.filter(({ by, data }, i) => {
    const { task, party } = by?.onBehalfOf ?? {};
    const objected = timeline
      .slice(i + 1)
      .some((later) => later.type === 'objected' && later.data.seat === data.seat && isBy(later, party));
    return task !== undefined && party !== undefined && isReader(party) && !objected;
  });
  if (entered.length === 0) return false;
  const items = await Promise.all(
    entered.map(
      async (event) =>
        html`<li>${say(event)} · ${momentAs(event.at, language, now)}${await doneBy(event, seats, visitor)}<br><a href="${at(DESK.task, event.by!.onBehalfOf!.task!)}">${say({ zh: '查看；如与事实不符，可提出异议', en: 'Look at it, and object if it was not so' })}</a></li>`,
    ),
  );
  return html`<section><h2>${say({ zh: '工会代您登记的答复', en: 'What a union entered for you' })}</h2><ul>${items}</ul></section>`;
}
