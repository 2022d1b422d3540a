import { expect, test } from 'vitest';
import { Look } from '../../functions/personal/look.ts';
import { mainHonour } from '../../functions/talent/honours.ts';
import { speakerView, speakerWithNumber } from '../../functions/talent/view.ts';
import { now, speaker } from '../matching/sample.ts';
import { honour, people } from '../support/city.ts';
import { keyItem } from '../support/numbers.ts';
import { fakeTable } from '../support/table.ts';

test('the main honour is the highest level, and of equals the one entered first', () => {
  const honours = [honour('finest-employee', 'city'), honour('may-day-medal', 'province'), honour('model-worker', 'province')];
  expect(mainHonour({ honours })).toEqual({ code: 'may-day-medal', level: 'province' });
  expect(mainHonour({ honours: [...honours, honour('great-craftsman', 'national')] })).toEqual({
    code: 'great-craftsman',
    level: 'national',
  });
  expect(mainHonour({ honours: [honour('a', 'county'), honour('b', 'city')] })).toEqual({ code: 'b', level: 'city' });
});

test('an honour that nobody verified, or that was revoked, is none', () => {
  const unverified = honour('great-craftsman', 'national', { verifiedBy: undefined });
  const revoked = honour('model-worker', 'national', { revoked: true });
  expect(mainHonour({ honours: [unverified, revoked, honour('finest-worker', 'county')] })).toEqual({
    code: 'finest-worker',
    level: 'county',
  });
  expect(mainHonour({ honours: [unverified, revoked] })).toBeUndefined();
});

test('looking for it leaves the order of the honours as they were entered', () => {
  const honours = [honour('a', 'county'), honour('b', 'national')];
  mainHonour({ honours });
  expect(honours.map(({ code }) => code)).toEqual(['a', 'b']);
});

test('a pool entry shows a phone number and employers to those who may see them, and to others not a trace of them', async () => {
  fakeTable().fill([keyItem()]);
  const entry = speaker('s1', { union: 'city-union', employments: [{ kind: 'employed', employer: 'employer-1' }] });
  const number = async (person: keyof typeof people) => {
    const view = await speakerWithNumber(entry, new Look(people[person], new Date(now)));
    expect(JSON.stringify(view ?? null)).not.toContain(entry.phone);
    return view && ('phone' in view ? view.phone : 'none');
  };
  for (const person of ['superior', 'worker'] as const) expect(await number(person)).toBe('000-0000000');
  for (const person of ['officer', 'manager', 'teacher', 'inspector'] as const) expect(await number(person)).toBe('none');
  const seen = (person: keyof typeof people) => JSON.stringify(speakerView(entry, people[person], now) ?? null);
  for (const person of ['teacher', 'inspector'] as const) expect(seen(person)).not.toContain('employer-1');
  for (const person of ['officer', 'manager'] as const) expect(seen(person)).toContain('employer-1');
  expect(seen('stranger')).toBe('null');
});
