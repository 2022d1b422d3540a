import { may } from '../access/may.ts';
import type { Look } from '../personal/look.ts';
import { requestNumber, speakerNumber } from '../personal/sealing.ts';
import type { Speaker } from '../talent/speaker.ts';
import { partiesOf } from './parties.ts';
import { isConfirmed } from './status.ts';
import type { VisitCore } from './store.ts';

/** The phone numbers of a visit, for those who may see them (domain.md, "Personal data"). */

/** Whether both sides have agreed, from when on they may call each other. */
const agreed = ({ visit, seats }: VisitCore) => (isConfirmed(visit, seats) ? 'agreed' : 'pending');

/** The contact, with the number where this person may see it. */
export async function shownContact(core: VisitCore, look: Look): Promise<{ name: string; phone?: string }> {
  const { visit, request } = core;
  const { phone, ...contact } = request.contact;
  const by = may('see-contact-number', look.person, await partiesOf(core), look.now.toISOString(), agreed(core));
  if (!by || !look.isOpen || phone === undefined) return contact;
  const whose = { contactOf: visit.id, visit: visit.id };
  return { ...contact, phone: await look.at(phone, requestNumber(visit.city, visit.id), whose, by, visit.union) };
}

/** The number of somebody who sits in the visit; undefined for who may not see it. */
export async function seatedNumber(core: VisitCore, speaker: Speaker, look: Look): Promise<string | undefined> {
  const { visit } = core;
  const { unions, schools } = await partiesOf(core);
  const related = { unions, schools, speakers: [speaker.id], 'pool-unions': [speaker.union] };
  const by = may('see-seated-number', look.person, related, look.now.toISOString(), agreed(core));
  const whose = { speaker: speaker.id, visit: visit.id };
  if (!by || !look.isOpen || speaker.phone === undefined) return undefined;
  return look.at(speaker.phone, speakerNumber(visit.city, speaker.id), whose, by);
}
