import type { Person } from '../access/person.ts';
import { organisationEventWrite } from '../audit/organisation-events.ts';
import { attempt } from '../platform/attempt.ts';
import type { Sealed } from '../platform/schema.ts';
import { commit } from '../platform/table.ts';
import type { Actor } from '../visits/visit.ts';
import { keyRing } from './key-ring.ts';
import type { Place } from './sealing.ts';

/** Whose number it is: a speaker's, or that of a visit's contact; and in which visit it was seen. */
export interface Whose {
  speaker?: string;
  contactOf?: string;
  visit?: string;
}

interface Seen {
  by: Actor;
  speakers: Set<string>;
  contacts: Set<string>;
  visits: Set<string>;
}

/**
 * One look of somebody at phone numbers (domain.md: "each view is audited"). What an answer shows is opened here, and whoever has opened
 * some records it before the answer goes out: an answer whose record failed is not given. What is held about one person is written out
 * elsewhere (export.ts), with a record of its own.
 */
export class Look {
  readonly person: Person;
  readonly now: Date;
  /** Whether numbers are wanted at all; where they are not, nobody sees any. */
  readonly isOpen: boolean;
  readonly #seen = new Map<string, Seen>();

  constructor(person: Person, now: Date, { numbers = 'true' }: { numbers?: 'true' | 'false' | undefined } = {}) {
    this.person = person;
    this.now = now;
    this.isOpen = numbers === 'true';
  }

  /**
   * Opens a number.
   * @param by in which capacity it may be seen
   * @param under the organisation under which it is recorded where the person acts for none
   */
  async at(sealed: Sealed, place: Place, whose: Whose, by: Actor, under?: string): Promise<string> {
    const number = (await keyRing(sealed)).open(sealed, place);
    const organisation = by.organisation ?? under;
    const own = whose.speaker !== undefined && whose.speaker === this.person.speakerId && by.role === 'speaker';
    if (organisation !== undefined && !own) this.#remember(organisation, whose, by);
    return number;
  }

  #remember(organisation: string, { speaker, contactOf, visit }: Whose, by: Actor): void {
    const seen = this.#seen.get(organisation) ?? { by, speakers: new Set(), contacts: new Set(), visits: new Set() };
    this.#seen.set(organisation, seen);
    if (speaker !== undefined) seen.speakers.add(speaker);
    if (contactOf !== undefined) seen.contacts.add(contactOf);
    if (visit !== undefined) seen.visits.add(visit);
  }

  /** Records what was seen, in one write; nothing where no number was. */
  async record(): Promise<void> {
    const { city } = this.person;
    const writes = [...this.#seen].map(([organisation, { by, speakers, contacts, visits }]) => {
      const data = { speakers: [...speakers], contacts: [...contacts], visits: [...visits] };
      return organisationEventWrite({ city, organisation }, 'numbers-seen', this.now, by, data);
    });
    await attempt(() => commit(writes));
  }
}
