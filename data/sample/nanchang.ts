import { defaultPolicy } from '../../functions/deadlines/policy.ts';
import { areas, citySchools, districtsOfNanchang, unitsOfNanchang } from './areas.ts';
import { authoritiesOfNanchang } from './authorities.ts';
import type { SampleSpeaker } from './city.ts';
import { planOf, type SampleCity } from './city.ts';
import { employersOfNanchang, workplacesOfNanchang } from './employers.ts';
import { knownSpeakers } from './known-speakers.ts';
import { headsFor, peopleFor, secondPeopleFor, somebody, speakersAsPeople, withContacts } from './people.ts';
import { schoolsOfNanchang } from './schools.ts';
import { generatedSpeakers, type Setting } from './speakers.ts';

/** How many speakers the sample city has, the eight known ones included. */
const SPEAKERS = 360;

/** Of the unions, who has two people; every unit's first school has two as well. */
const TWO_PEOPLE = new Set(['union-city', 'union-education', 'union-donghu', 'union-xihu']);

/** Who has a head (分管领导) besides all unions. */
const WITH_HEAD = new Set([
  'education-city',
  'education-donghu',
  'education-xihu',
  'school-donghu-01',
  'school-donghu-02',
  'school-xihu-01',
  'employer-01',
  'employer-02',
]);

const setting = (): Setting => ({
  prefix: '',
  districts: areas.map(({ code }) => code),
  workplaces: workplacesOfNanchang(),
  numbersAfter: 0,
});

/**
 * Nanchang: the plan of 2024 with its 13 units, invented organisations in its two trees, and a pool of 360. Names and phones are
 * numbered: speakers from 1, organisations from 3001, second people from 4001, heads from 4501.
 */
export function nanchang(seed: number): SampleCity {
  const id = 'nanchang';
  const units = unitsOfNanchang();
  const organisations = withContacts([...authoritiesOfNanchang(), ...schoolsOfNanchang(), ...employersOfNanchang()], 3000);
  const speakers = manySpeakers(SPEAKERS, seed);
  const people = peopleFor(id, organisations);
  const withSecond = people.filter(({ memberships: [first] }) => {
    const { organisation, role } = first!;
    return TWO_PEOPLE.has(organisation) || (role === 'school' && organisation.endsWith('-01'));
  });
  const withHead = organisations.filter(({ id: of, kinds }) => kinds[0] === 'union' || WITH_HEAD.has(of));
  return {
    id,
    name: '南昌市',
    catalogue: {
      city: id,
      name: '南昌市',
      districts: districtsOfNanchang(),
      units: [...districtsOfNanchang(), { code: citySchools.code, zh: citySchools.zh, en: citySchools.en }],
      additions: { activityTypes: [{ code: 'speakers-team-tour', zh: '宣讲团巡讲', en: 'Tour of the speakers’ team' }] },
    },
    policy: structuredClone(defaultPolicy),
    plan: planOf(units),
    units,
    organisations,
    people: [
      ...people,
      ...secondPeopleFor(id, withSecond, 4000),
      ...headsFor(id, withHead, 4500),
      // A teacher on loan to the authority: two roles in two organisations.
      somebody('person-two-roles', id, 4900, [
        { role: 'school', organisation: 'school-xihu-01' },
        { role: 'education', organisation: 'education-xihu' },
      ]),
      ...speakersAsPeople(id, speakers),
    ],
    speakers,
  };
}

/** Nanchang's pool with any number of speakers, the known ones first: what a measurement with a large roster needs. */
export function manySpeakers(count: number, seed: number): SampleSpeaker[] {
  const known = knownSpeakers();
  return [...known, ...generatedSpeakers(setting(), known.length + 1, count, seed)];
}
