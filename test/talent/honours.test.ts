import { expect, test } from 'vitest';
import { mainHonour } from '../../functions/talent/honours.ts';
import { speakerView } from '../../functions/talent/view.ts';
import { now, speaker } from '../matching/sample.ts';
import { honour, people } from '../support/city.ts';

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

test('a pool entry shows a phone number and employers to those who may see them, and to others not a trace of them', () => {
  const entry = speaker('s1', { union: 'city-union', employments: [{ kind: 'employed', employer: 'employer-1' }] });
  const seen = (person: keyof typeof people) => JSON.stringify(speakerView(entry, people[person], now) ?? null);
  expect(seen('superior')).toContain(entry.phone);
  expect(seen('worker')).toContain(entry.phone);
  for (const person of ['officer', 'manager', 'teacher', 'inspector'] as const) expect(seen(person)).not.toContain(entry.phone);
  for (const person of ['teacher', 'inspector'] as const) expect(seen(person)).not.toContain('employer-1');
  for (const person of ['officer', 'manager'] as const) expect(seen(person)).toContain('employer-1');
  expect(seen('stranger')).toBe('null');
});
