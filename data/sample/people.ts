import type { Membership, Role } from '../../functions/access/person.ts';
import type { SampleOrganisation, SamplePerson, SampleSpeaker } from './city.ts';
import { sampleName, samplePhone } from './names.ts';

/** In which role people act for an organisation. An association nominates for the pool, which is a union's work. */
const ROLE = { school: 'school', union: 'union', employer: 'employer', education: 'education', association: 'union' } as const;

/** The same organisations, each with a contact whom `peopleFor` lets sign in. */
export function withContacts(organisations: readonly SampleOrganisation[], numbersAfter: number): SampleOrganisation[] {
  return organisations.map((organisation, index) => {
    const number = numbersAfter + index + 1;
    return { ...organisation, contact: { name: sampleName(number), phone: samplePhone(number) } };
  });
}

/** `person-{organisation}`: its contact, in every role that the organisation has, who also administers it. */
export function peopleFor(city: string, organisations: readonly SampleOrganisation[]): SamplePerson[] {
  return organisations.map(({ id, kinds, contact }) => ({
    id: `person-${id}`,
    city,
    name: contact!.name,
    phone: contact!.phone,
    memberships: [...new Set<Role>([...kinds.map((kind) => ROLE[kind]), 'administrator'])].map((role) => ({
      ...{ role, organisation: id },
    })),
  }));
}

/** `person-{organisation}-2`: a second person for some, so that one may act where the other is away. */
export function secondPeopleFor(city: string, people: readonly SamplePerson[], numbersAfter: number): SamplePerson[] {
  return people.map(({ id, memberships }, index) =>
    somebody(
      `${id}-2`,
      city,
      numbersAfter + index + 1,
      memberships.filter(({ role }) => role !== 'administrator').map((membership) => ({ ...membership })),
    ),
  );
}

/** `person-{organisation}-head`: its head (分管领导), who holds the role in which its people decide. */
export function headsFor(city: string, organisations: readonly SampleOrganisation[], numbersAfter: number): SamplePerson[] {
  return organisations.map(({ id, kinds: [kind] }, index) =>
    somebody(`person-${id}-head`, city, numbersAfter + index + 1, [{ role: ROLE[kind!], organisation: id, head: true }]),
  );
}

/** Somebody without an entry in the pool. */
export function somebody(id: string, city: string, number: number, memberships: Membership[]): SamplePerson {
  return { id, city, name: sampleName(number), phone: samplePhone(number), memberships };
}

/** `person-{speaker}`: every speaker can sign in, for the union that owns the entry. */
export function speakersAsPeople(city: string, speakers: readonly SampleSpeaker[]): SamplePerson[] {
  return speakers.map(({ id, name, phone, union }) => ({
    id: `person-${id}`,
    city,
    name,
    phone,
    speakerId: id,
    memberships: [{ role: 'speaker', organisation: union }],
  }));
}
