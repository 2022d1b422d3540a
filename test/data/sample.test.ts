import { describe, expect, test } from 'vitest';
import * as z from 'zod/mini';
import type { SampleSpeaker } from '../../data/sample/city.ts';
import { manySpeakers, SAMPLE_SEED, sampleCities } from '../../data/sample/index.ts';
import { Organisation, Unit } from '../../functions/access/organisation.ts';
import { Person } from '../../functions/access/person.ts';
import { catalogueOf } from '../../functions/catalogue/catalogue.ts';
import { CityCatalogue } from '../../functions/catalogue/city.ts';
import { Policy } from '../../functions/deadlines/policy.ts';
import { Phone } from '../../functions/platform/schema.ts';
import { Speaker } from '../../functions/talent/speaker.ts';

const cities = sampleCities();
const [nanchang, shili] = cities as [(typeof cities)[0], (typeof cities)[0]];

test('the same seed gives the same cities, another seed another pool', () => {
  expect(sampleCities(SAMPLE_SEED)).toEqual(cities);
  expect(sampleCities(1)[0]!.speakers).not.toEqual(nanchang.speakers);
});

test('a larger pool begins with the same speakers', () => {
  const many = manySpeakers(1200, SAMPLE_SEED);
  expect(many).toHaveLength(1200);
  expect(many.slice(0, 360)).toEqual(nanchang.speakers);
});

describe.each(cities)('$id', (city) => {
  const byId = new Map(city.organisations.map((organisation) => [organisation.id, organisation]));
  const people = new Map(city.people.map((person) => [person.id, person]));
  const kindsOf = (id: string | undefined) => byId.get(id ?? '')?.kinds ?? [];
  const schools = city.organisations.filter(({ kinds }) => kinds.includes('school'));
  const lists = Object.entries(catalogueOf(city.catalogue)).map(
    ([name, list]) => [name, list.map(({ code }) => code)] as const,
  );
  const codes = Object.fromEntries(lists) as Record<string, string[]>;

  test('everything parses with its schema, and nothing is dropped on the way', () => {
    // The seed seals the numbers.
    const contact = z.optional(z.object({ name: z.string(), phone: Phone }));
    expect(z.array(z.extend(Organisation, { contact })).parse(city.organisations)).toEqual(city.organisations);
    expect(z.array(z.extend(Person, { phone: Phone })).parse(city.people)).toEqual(city.people);
    expect(z.array(z.extend(Speaker, { phone: Phone })).parse(city.speakers)).toEqual(city.speakers);
    expect(z.array(Unit).parse(city.units)).toEqual(city.units);
    expect(CityCatalogue.parse(city.catalogue)).toEqual(city.catalogue);
    expect(Policy.parse(city.policy)).toEqual(city.policy);
  });

  test('ids and names stand for one thing each, and every name is marked 示例', () => {
    for (const list of [city.organisations, city.people, city.speakers, city.units]) {
      expect(new Set(list.map(({ id }) => id)).size).toBe(list.length);
    }
    expect(new Set(city.organisations.map(({ name }) => name)).size).toBe(city.organisations.length);
    const phones = [...city.organisations.flatMap(({ contact }) => contact ?? []), ...city.people, ...city.speakers];
    for (const { name } of [...city.organisations, ...phones]) expect(name).toMatch(/^示例/);
    for (const { phone } of phones) expect(phone).toMatch(/^190-0000-\d{4}$/);
    const numbers = city.people.map(({ phone }) => phone);
    expect(new Set(numbers).size).toBe(numbers.length);
  });

  test('every organisation stands in its own line below the city', () => {
    for (const { id, kinds, parent, district } of city.organisations) {
      if (district) expect(codes.districts).toContain(district);
      if (id === city.organisations.find((first) => first.kinds[0] === kinds[0])?.id && !parent) continue;
      expect(kindsOf(parent), id).toContain(kinds.includes('school') || kinds.includes('education') ? 'education' : 'union');
    }
    expect(city.organisations.filter(({ parent }) => !parent).map(({ kinds }) => kinds)).toEqual([['union'], ['education']]);
  });

  test('every unit names its union and its authority, which its schools belong to', () => {
    expect(city.plan.rows.map(({ unit }) => unit)).toEqual(city.units.map(({ id }) => id));
    expect(city.catalogue.units.map(({ code, zh }) => [code, zh])).toEqual(city.units.map(({ id, name }) => [id, name]));
    const units = new Map(city.units.map((unit) => [unit.id, unit]));
    for (const { union, education } of city.units) {
      expect(kindsOf(union)).toContain('union');
      expect(kindsOf(education)).toContain('education');
    }
    for (const school of schools) {
      expect(school.parent).toBe(units.get(school.unit!)!.education);
      expect(school.levels).not.toHaveLength(0);
      expect(codes.levels).toEqual(expect.arrayContaining(school.levels!));
      expect(school.address && school.contact && school.district).toBeTruthy();
    }
  });

  test('everybody acts for an organisation that is of that kind, and every organisation has somebody in each of its roles', () => {
    for (const { memberships, speakerId, city: home } of city.people) {
      expect(home).toBe(city.id);
      for (const { role, organisation } of memberships) {
        const kinds = kindsOf(organisation);
        if (role === 'speaker') expect([speakerId !== undefined, kinds]).toEqual([true, ['union']]);
        else if (role === 'union') expect(kinds.some((kind) => kind === 'union' || kind === 'association')).toBe(true);
        else if (role !== 'administrator') expect(kinds).toContain(role);
      }
    }
    for (const { id, kinds } of city.organisations) {
      const roles = people.get(`person-${id}`)!.memberships.map(({ role }) => role);
      expect(roles.filter((role) => role !== 'administrator')).toHaveLength(kinds.length);
      expect(roles).toContain('administrator');
    }
  });

  test('every union has a head beside those who decide there day by day', () => {
    for (const { id } of city.organisations.filter(({ kinds }) => kinds.includes('union')))
      expect(people.get(`person-${id}-head`)?.memberships).toEqual([{ role: 'union', organisation: id, head: true }]);
  });

  test('every speaker can sign in for the union that owns the entry', () => {
    for (const { id, union } of city.speakers) {
      const membership = { role: 'speaker', organisation: union };
      expect(people.get(`person-${id}`)).toMatchObject({ speakerId: id, memberships: [membership] });
    }
  });

  test('a speaker is small enough to read by the hundred, and says nothing that the catalogue does not know', () => {
    for (const speaker of city.speakers) {
      expect(Buffer.byteLength(JSON.stringify(speaker)), speaker.id).toBeLessThanOrEqual(1500);
      const { honours, topics, talks } = speaker;
      expect(honours.length).toBeGreaterThan(0);
      expect(codes.honours).toEqual(expect.arrayContaining(honours.map(({ code }) => code)));
      for (const { verifiedBy } of honours) if (verifiedBy) expect(people.has(verifiedBy)).toBe(true);
      expect(codes.topics).toEqual(expect.arrayContaining([...topics, ...talks.flatMap((talk) => talk.topics)]));
      expect(codes.levels).toEqual(expect.arrayContaining([...speaker.levels, ...talks.flatMap((talk) => talk.levels)]));
      expect(codes.districts).toEqual(expect.arrayContaining(speaker.districts));
      expect(codes.activityTypes).toEqual(expect.arrayContaining(speaker.activityTypes));
    }
  });

  test('a job names an employer, being retired or self-employed does not', () => {
    for (const { id, employments } of city.speakers) {
      expect(employments).not.toHaveLength(0);
      for (const { kind, employer } of employments) {
        if (kind === 'employed' || kind === 'rehired') expect(kindsOf(employer), id).toContain('employer');
        else expect(employer).toBeUndefined();
      }
    }
  });
});

test('Nanchang has schools of all levels, at least four in every unit, and one that is an employer as well', () => {
  const schools = nanchang.organisations.filter(({ kinds }) => kinds.includes('school'));
  const levels = catalogueOf(nanchang.catalogue).levels.map(({ code }) => code);
  expect(new Set(schools.flatMap((school) => school.levels ?? []))).toEqual(new Set(levels));
  for (const { id } of nanchang.units) expect(schools.filter(({ unit }) => unit === id).length).toBeGreaterThanOrEqual(4);
  expect(schools.filter(({ kinds }) => kinds.includes('employer'))).toHaveLength(1);
  expect(schools.some(({ unit, district }) => unit === 'city-schools' && district === 'donghu')).toBe(true);
});

test('Nanchang’s pool is spread over unions and ways to work', () => {
  const share = (suits: (speaker: SampleSpeaker) => boolean) =>
    nanchang.speakers.filter(suits).length / nanchang.speakers.length;
  const ways = (speaker: SampleSpeaker) => speaker.employments.map(({ kind }) => kind).join();
  expect(nanchang.speakers).toHaveLength(360);
  expect(share((speaker) => speaker.status === 'active')).toBeGreaterThan(0.8);
  expect(share((speaker) => ways(speaker) === 'employed')).toBeGreaterThan(0.5);
  expect(share((speaker) => ways(speaker) === 'retired')).toBeGreaterThan(0.15);
  for (const way of ['retired,rehired', 'employed,employed', 'self-employed', 'employed,retired']) {
    expect(
      share((speaker) => ways(speaker) === way),
      way,
    ).toBeGreaterThan(0);
  }
  expect(new Set(nanchang.speakers.map(({ union }) => union)).size).toBe(15);
});

test('the speakers that demonstrations rely on are who they are said to be', () => {
  const known = new Map(nanchang.speakers.map((speaker) => [speaker.id, speaker]));
  const employers = (id: string) => known.get(id)!.employments.map(({ kind, employer }) => employer ?? kind);
  expect(employers('speaker-001')).toEqual(['employer-01']);
  expect(employers('speaker-002')).toEqual(['retired']);
  expect(employers('speaker-003')).toEqual(['employer-01', 'employer-02']);
  expect(employers('speaker-004')).toEqual(['self-employed']);
  expect(['006', '007', '008'].flatMap((id) => employers(`speaker-${id}`))).toEqual([
    'employer-03',
    'employer-04',
    'employer-05',
  ]);
  expect(known.get('speaker-005')!.status).toBe('paused');
  expect(Math.max(...nanchang.speakers.map(({ rating }) => rating ?? 0))).toBe(known.get('speaker-001')!.rating);
  for (const { levels, districts, activityTypes, availability } of nanchang.speakers.slice(0, 8)) {
    expect([levels, districts, activityTypes, availability]).toEqual([[], [], [], []]);
  }
});

test('the two cities share no id', () => {
  const ids = (city: typeof nanchang) =>
    [...city.organisations, ...city.people, ...city.speakers, ...city.units, { id: city.id }].map(({ id }) => id);
  const theirs = new Set(ids(shili));
  expect(ids(nanchang).filter((id) => theirs.has(id))).toEqual([]);
});
