import { expect, test } from 'vitest';
import type { Organisation } from '../../functions/access/organisation.ts';
import { moves, problemsOf } from '../../functions/organisations/placing.ts';
import { catalogue, organisations, unit } from '../support/city.ts';

const problems = (organisation: Organisation, more: { parentLine?: string[]; parent?: Organisation | undefined } = {}) =>
  problemsOf(organisation, {
    units: new Map([[unit.id, unit]]),
    levels: catalogue.levels,
    districts: catalogue.districts,
    parent: organisations[organisation.parent ?? ''],
    parentLine: organisation.parent === undefined ? [] : [organisation.parent],
    ...more,
  }).map(({ path, code }) => `${path} ${code}`);

test('every organisation of the city can stand where it stands, but for the two that have nobody above them', () => {
  const wrong = Object.values(organisations).filter((each) => problems(each).length > 0);
  expect(wrong.map(({ id }) => id)).toEqual(['city-union', 'city-education']);
});

test('everything that is wrong is named at once', () => {
  const school = {
    ...organisations['school-1']!,
    parent: 'district-union',
    unit: 'elsewhere',
    levels: ['no-such-level'],
    district: 'x',
  };
  expect(problems(school)).toEqual(['parent superior-kind', 'unit unknown-unit', 'levels.0 unknown', 'district unknown']);
  expect(problems({ ...organisations['school-1']!, unit: undefined })).toEqual(['unit unit-required']);
  expect(problems({ ...organisations['employer-1']!, unit: unit.id, levels: [] })).toEqual([
    'unit school-only',
    'levels school-only',
  ]);
  expect(problems({ ...organisations['employer-1']!, letterPrefix: '示工函' })).toEqual(['letterPrefix for-unions']);
  expect(problems({ ...organisations['district-union']!, letterPrefix: '示工函' })).toEqual([]);
  expect(problems({ ...organisations['employer-1']!, parent: 'nobody' })).toEqual(['parent unknown-superior']);
});

test('every kind that governs others needs a superior of its line; that a school employs people does not', () => {
  expect(problems({ ...organisations['district-education']!, kinds: ['education', 'union'] })).toEqual([
    'parent superior-kind',
  ]);
  expect(problems({ ...organisations['school-1']!, kinds: ['school', 'employer'] })).toEqual([]);
  expect(problems({ ...organisations['employer-1']!, kinds: ['employer', 'association'] })).toEqual([]);
});

test('nothing stands below itself, nor below what was taken over', () => {
  const district = organisations['district-union']!;
  const parent = { ...organisations['city-union']!, id: 'below' };
  expect(problems({ ...district, parent: 'below' }, { parent, parentLine: ['below', 'district-union'] })).toEqual([
    'parent below-itself',
  ]);
  const merged = { ...organisations['city-union']!, successor: 'other' };
  expect(problems(district, { parent: merged })).toEqual(['parent merged']);
});

test('another name moves nothing; another superior, unit or kind does', () => {
  const school = organisations['school-1']!;
  expect(moves(school, { ...school, name: '示例新校名', address: '示例路2号' })).toBe(false);
  expect(moves(school, { ...school, kinds: ['school', 'employer'] })).toBe(true);
  expect(moves(school, { ...school, parent: 'city-education' })).toBe(true);
});
