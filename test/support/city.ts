import type { City } from '../../functions/access/directory.ts';
import type { Organisation, Unit } from '../../functions/access/organisation.ts';
import type { Person } from '../../functions/access/person.ts';
import { catalogueOf } from '../../functions/catalogue/catalogue.ts';
import { organisationNumber } from '../../functions/personal/sealing.ts';
import {
  cityKey,
  organisationKey,
  personKey,
  policyKey,
  rosterKey,
  speakerKey,
  unitKey,
} from '../../functions/platform/keys.ts';
import type { Item } from '../../functions/platform/writes.ts';
import type { Honour, Speaker } from '../../functions/talent/speaker.ts';
import { policy, speaker } from '../matching/sample.ts';
import { keyItem, ring } from './numbers.ts';

/** One small invented city: a district union below the city's, two schools, two employers, five speakers. */
export const CITY = 'nc';

export const city: City = {
  city: CITY,
  name: '示例市',
  districts: [{ code: 'donghu', zh: '东湖区', en: 'Donghu' }],
  units: [{ code: 'unit-1', zh: '示例区', en: 'Sample district' }],
  policy: policy.version,
};
export const catalogue = catalogueOf(city);

const organisationOf = (id: string, kind: Organisation['kinds'][number], more: Partial<Organisation> = {}): Organisation => ({
  id,
  name: `示例${id}`,
  kinds: [kind],
  ...more,
});
const school = (id: string) =>
  organisationOf(id, 'school', {
    parent: 'district-education',
    unit: 'unit-1',
    levels: ['junior-secondary'],
    district: 'donghu',
    address: '示例路1号',
    contact: { name: '示例老师', phone: ring.seal('000-1234567', organisationNumber(CITY, id)) },
  });

export const organisations: Record<string, Organisation> = Object.fromEntries(
  [
    organisationOf('city-union', 'union'),
    organisationOf('district-union', 'union', { parent: 'city-union' }),
    organisationOf('city-education', 'education'),
    organisationOf('district-education', 'education', { parent: 'city-education' }),
    school('school-1'),
    school('school-2'),
    organisationOf('employer-1', 'employer', { parent: 'district-union' }),
    organisationOf('employer-2', 'employer', { parent: 'city-union' }),
  ].map((one) => [one.id, one]),
);

export const unit: Unit = {
  id: 'unit-1',
  name: '示例区',
  union: 'district-union',
  education: 'district-education',
  minimumSessions: 1,
};

export const honour = (code: string, level: Honour['level'], more: Partial<Honour> = {}): Honour => ({
  code,
  level,
  body: '示例总工会',
  year: 2015,
  verifiedBy: 'city-union',
  ...more,
});

/** s1 has one employer, s2 two, s3 is retired, s4 and s5 are employed by nobody either. */
export const speakers: Record<string, Speaker> = Object.fromEntries(
  [
    speaker('s1', {
      employments: [{ kind: 'employed', employer: 'employer-1' }],
      honours: [honour('model-worker', 'national')],
    }),
    speaker('s2', {
      employments: [
        { kind: 'employed', employer: 'employer-1' },
        { kind: 'rehired', employer: 'employer-2' },
      ],
    }),
    speaker('s3', { employments: [{ kind: 'retired' }] }),
    speaker('s4'),
    speaker('s5'),
  ].map((one) => [one.id, one]),
);

const personOf = (id: string, memberships: Person['memberships'], more: Partial<Person> = {}): Person => ({
  id,
  city: CITY,
  name: `示例${id}`,
  memberships,
  ...more,
});

export const people = {
  teacher: personOf('teacher', [{ role: 'school', organisation: 'school-1' }]),
  neighbour: personOf('neighbour', [{ role: 'school', organisation: 'school-2' }]),
  officer: personOf('officer', [{ role: 'union', organisation: 'district-union' }]),
  superior: personOf('superior', [{ role: 'union', organisation: 'city-union' }]),
  manager: personOf('manager', [{ role: 'employer', organisation: 'employer-1' }]),
  inspector: personOf('inspector', [{ role: 'education', organisation: 'district-education' }]),
  worker: personOf('worker', [], { speakerId: 's1' }),
  stranger: personOf('stranger', []),
};

/** The city as it stands in the table. */
export const cityItems = (): Item[] => [
  keyItem(),
  { ...cityKey(CITY), ...city },
  { ...policyKey(CITY, policy.version), ...policy },
  { ...unitKey(CITY, unit.id), ...unit },
  { ...rosterKey(CITY), version: 1 },
  ...Object.values(organisations).map((one) => ({ ...organisationKey(CITY, one.id), ...one })),
  ...Object.values(speakers).map((one) => ({ ...speakerKey(CITY, one.id), ...one })),
  ...Object.values(people).map((one) => ({ ...personKey(CITY, one.id), ...one })),
];
