import { expect, test } from 'vitest';
import { Role } from '../../functions/access/person.ts';
import { builtIn, catalogueOf } from '../../functions/catalogue/catalogue.ts';
import { CityCatalogue } from '../../functions/catalogue/city.ts';
import { CatalogueEntry } from '../../functions/catalogue/entry.ts';
import { Step } from '../../functions/deadlines/policy.ts';
import { Honour, Speaker } from '../../functions/talent/speaker.ts';
import { Channel, Origin } from '../../functions/visits/visit.ts';

const codes = (list: readonly CatalogueEntry[]) => list.map(({ code }) => code);
const chinese = (list: readonly CatalogueEntry[]) => list.map(({ zh }) => zh);

test.each(Object.entries(builtIn))(
  'every entry of %s has an English kebab-case code of its own and both wordings',
  (_, list) => {
    for (const entry of list) {
      expect(CatalogueEntry.safeParse(entry).success).toBe(true);
      expect(entry.code).toMatch(/^[a-z]+(-[a-z]+)*$/);
      expect(entry.zh).toMatch(/\p{Script=Han}/u);
      expect(entry.en).toMatch(/^[A-Z]/);
    }
    expect(new Set(codes(list)).size).toBe(list.length);
    expect(new Set(chinese(list)).size).toBe(list.length);
  },
);

test('the lists and the schemas name the same things', () => {
  expect(codes(builtIn.roles)).toEqual(Role.options);
  expect(codes(builtIn.taskKinds)).toEqual(Step.options);
  expect(codes(builtIn.honourLevels)).toEqual(Honour.shape.level.options);
  expect(codes(builtIn.origins)).toEqual(Origin.options);
  expect(codes(builtIn.channels)).toEqual(Channel.options);
  expect(codes(builtIn.modes)).toEqual(Speaker.shape.modes._zod.def.element.options);
});

test('primary school is told apart by its years, and a visit that was not held has reasons beyond a decline', () => {
  expect(codes(builtIn.levels)).toEqual(expect.arrayContaining(['primary-lower', 'primary-middle', 'primary-upper']));
  expect(codes(builtIn.reasonCodes)).toEqual(['unwell', 'work', 'time', 'other']);
  expect(codes(builtIn.notHeldReasonCodes)).toEqual(['unwell', 'work', 'time', 'other', 'weather', 'school']);
  expect(codes(builtIn.absenceReasonCodes)).toEqual(['unwell', 'work', 'time', 'other', 'traffic', 'unknown']);
});

const city: CityCatalogue = {
  city: 'shili',
  name: '示例市',
  districts: [{ code: 'east', zh: '东区', en: 'East' }],
  units: [{ code: 'east', zh: '东区', en: 'East' }],
};

test('a city without additions has the built-in lists, its districts and its units', () => {
  expect(catalogueOf(city)).toEqual({ ...builtIn, districts: city.districts, units: city.units });
});

test('a city adds topics of its own and words a built-in one in its own way, and the next city sees nothing of it', () => {
  const tea = { code: 'tea', zh: '制茶', en: 'Tea making' };
  const welding = { code: 'welding', zh: '电焊', en: 'Arc welding' };
  const { topics } = catalogueOf({ ...city, additions: { topics: [tea, welding] } });
  expect(topics).toHaveLength(builtIn.topics.length + 1);
  expect(topics.at(-1)).toEqual(tea);
  expect(topics[codes(builtIn.topics).indexOf('welding')]).toEqual(welding);
  expect(catalogueOf(city).topics).toEqual(builtIn.topics);
});

test('a reason that a city adds for declines is also one for a visit that was not held, and for who did not come', () => {
  const flood = { code: 'flood', zh: '防汛任务', en: 'Flood duty' };
  const catalogue = catalogueOf({ ...city, additions: { reasonCodes: [flood] } });
  expect(catalogue.reasonCodes).toContainEqual(flood);
  expect(catalogue.notHeldReasonCodes).toContainEqual(flood);
  expect(catalogue.absenceReasonCodes).toContainEqual(flood);
});

test('a record with an addition to a closed list or a blank wording is not taken as it stands', () => {
  const parsed = CityCatalogue.parse({ ...city, additions: { modes: [{ code: 'by-post', zh: '邮寄', en: 'By post' }] } });
  expect(parsed.additions).toEqual({});
  expect(CityCatalogue.safeParse({ ...city, districts: [{ code: 'east', zh: ' ', en: 'East' }] }).success).toBe(false);
});
