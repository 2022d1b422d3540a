import type { Unit } from '../../functions/access/organisation.ts';
import { defaultPolicy } from '../../functions/deadlines/policy.ts';
import type { SampleOrganisation } from './city.ts';
import { planOf, type SampleCity } from './city.ts';
import type { Workplace } from './employers.ts';
import { headsFor, peopleFor, speakersAsPeople, withContacts } from './people.ts';
import { generatedSpeakers } from './speakers.ts';

/** Its two districts, each a unit of its plan. */
const AREAS = [
  { code: 'shili-east', zh: '示例小城东区', en: 'East of the sample town' },
  { code: 'shili-west', zh: '示例小城西区', en: 'West of the sample town' },
];

const WORKPLACES: readonly (Workplace & { name: string; district: string })[] = [
  { id: 'shili-employer-01', name: '示例小城机械厂', sort: 'factory', union: 'shili-union-east', district: 'shili-east' },
  { id: 'shili-employer-02', name: '示例小城茶场', sort: 'farm', union: 'shili-union-west', district: 'shili-west' },
  { id: 'shili-employer-03', name: '示例小城医院', sort: 'hospital', union: 'shili-union-city', district: 'shili-east' },
];

/** A second, small city of its own: whoever belongs to one city must never see the other. Numbers start at 9001. */
export function shili(seed: number): SampleCity {
  const id = 'shili';
  const units = unitsOfShili();
  const organisations = withContacts([...authorities(), ...schools(), ...employers()], 9000);
  const districts = AREAS.map(({ code }) => code);
  const speakers = generatedSpeakers({ prefix: 'shili-', districts, workplaces: WORKPLACES, numbersAfter: 9500 }, 1, 12, seed);
  return {
    id,
    name: '示例市',
    catalogue: {
      city: id,
      name: '示例市',
      districts: AREAS.map((area) => ({ ...area })),
      units: AREAS.map((area) => ({ ...area })),
      additions: { honours: [{ code: 'shili-craftsman', zh: '示例工匠', en: 'Craftsman of the sample town' }] },
    },
    policy: structuredClone(defaultPolicy),
    plan: planOf(units),
    units,
    organisations,
    people: [
      ...peopleFor(id, organisations),
      ...headsFor(
        id,
        organisations.filter(({ kinds: [kind] }) => kind === 'union'),
        9400,
      ),
      ...speakersAsPeople(id, speakers),
    ],
    speakers,
  };
}

function unitsOfShili(): Unit[] {
  return AREAS.map(({ code, zh }, index) => ({
    id: code,
    name: zh,
    union: code.replace('shili-', 'shili-union-'),
    education: code.replace('shili-', 'shili-education-'),
    minimumSessions: index + 1,
  }));
}

function authorities(): SampleOrganisation[] {
  return [
    { id: 'shili-union-city', name: '示例小城总工会', kinds: ['union'] },
    { id: 'shili-union-east', name: '示例小城东区总工会', kinds: ['union'], parent: 'shili-union-city' },
    { id: 'shili-union-west', name: '示例小城西区总工会', kinds: ['union'], parent: 'shili-union-city' },
    { id: 'shili-education-city', name: '示例小城教育局', kinds: ['education'] },
    { id: 'shili-education-east', name: '示例小城东区教体局', kinds: ['education'], parent: 'shili-education-city' },
    { id: 'shili-education-west', name: '示例小城西区教体局', kinds: ['education'], parent: 'shili-education-city' },
  ];
}

function schools(): SampleOrganisation[] {
  const school = (number: number, side: 'east' | 'west', name: string, levels: string[]): SampleOrganisation => ({
    id: `shili-school-0${number}`,
    name: `示例小城${name}`,
    kinds: ['school'],
    parent: `shili-education-${side}`,
    unit: `shili-${side}`,
    district: `shili-${side}`,
    levels,
    address: `示例小城示例路${number}号`,
  });
  return [
    school(1, 'east', '东区小学', ['primary-lower', 'primary-middle', 'primary-upper']),
    school(2, 'east', '东区中学', ['junior-secondary', 'senior-secondary']),
    school(3, 'west', '西区幼儿园', ['kindergarten']),
    school(4, 'west', '西区职业学校', ['vocational-secondary']),
  ];
}

function employers(): SampleOrganisation[] {
  return WORKPLACES.map(({ id, name, union, district }) => ({ id, name, kinds: ['employer'], parent: union, district }));
}
