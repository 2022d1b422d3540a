import { describe, expect, test } from 'vitest';
import type { Membership, Person } from '../../functions/access/person.ts';
import { type Feed, feedWrites, freePlace, readerOf, revokedWrites } from '../../functions/calendars/feed.ts';
import { fileOf, secretIn } from '../../functions/calendars/file.ts';
import { newSecret } from '../../functions/platform/secret.ts';
import { now } from '../matching/sample.ts';
import { CITY, people } from '../support/city.ts';
import { Memory } from '../support/memory.ts';
import { today } from '../support/visit.ts';

const feed = (more: Partial<Feed> = {}): Feed => ({
  ...{ id: 'f1', city: CITY, digest: 'digest-1', by: 'teacher', organisation: 'school-1', place: 1, createdAt: now },
  ...more,
});
const own = feed({ by: 'worker', organisation: undefined, speaker: 's1' });

describe('as whom a calendar is read', () => {
  const school: Membership = { role: 'school', organisation: 'school-1' };
  const reader = (person: Person, of = feed()) => readerOf(of, person, today);
  const teacher = (...memberships: Membership[]): Person => ({ ...people.teacher, memberships });

  test('as the person who made it, with their rights in that organisation alone', () => {
    const union: Membership = { role: 'union', organisation: 'district-union' };
    const both: Person = { ...teacher(school, union), speakerId: 's1' };
    expect(reader(both)).toEqual({ ...people.teacher, memberships: [school] });
    expect(reader(both, feed({ organisation: 'district-union' }))?.memberships).toEqual([union]);
  });

  test('with what the organisation has taken over', () => {
    const taken: Membership = { role: 'school', organisation: 'school-9', through: 'school-1' };
    expect(reader(teacher(school, taken))?.memberships).toEqual([school, taken]);
  });

  test('as nobody once the role has ended, for who only looks after the people there, and for anybody else', () => {
    expect(reader(teacher({ ...school, to: now }))).toBeUndefined();
    expect(reader(teacher({ ...school, role: 'administrator' }))).toBeUndefined();
    expect(reader(teacher())).toBeUndefined();
    expect(reader({ ...teacher(school), id: 'colleague' })).toBeUndefined();
    expect(reader({ ...teacher(school), city: 'elsewhere' })).toBeUndefined();
  });

  test('of a speaker’s own as that speaker, without what they are elsewhere, and as nobody once they are another or none', () => {
    const worker: Person = { ...people.worker, memberships: [school] };
    expect(reader(worker, own)).toEqual({ ...people.worker, memberships: [] });
    expect(reader({ ...worker, speakerId: 's2' }, own)).toBeUndefined();
    const { speakerId: _, ...untied } = worker;
    expect(reader(untied, own)).toBeUndefined();
  });
});

describe('the places of an owner', () => {
  test('are filled from the first that is free, and are as many as the policy has', () => {
    const taken = [1, 3, 4].map((place) => feed({ place }));
    expect(freePlace([], 5)).toBe(1);
    expect(freePlace(taken, 5)).toBe(2);
    expect(freePlace(taken, 3)).toBeUndefined();
    expect(freePlace([feed({ place: 9 })], 2)).toBe(1);
  });

  test('are taken by one of two at one moment', () => {
    const memory = new Memory();
    memory.apply(feedWrites(feed()));
    expect(memory.failing(feedWrites(feed({ id: 'f2', digest: 'digest-2' })))).toEqual([1]);
  });

  test('are given back with all that leads there, but not when another has them by then', () => {
    const memory = new Memory();
    memory.apply(feedWrites(feed()));
    memory.apply(revokedWrites(feed()));
    expect(memory.all()).toEqual([]);
    memory.apply(feedWrites(feed({ id: 'f2', digest: 'digest-2' })));
    expect(memory.failing(revokedWrites(feed()))).toEqual([1]);
  });
});

test('an address holds 256 random bits and the ending by which programs know it; nothing else is one', () => {
  const secret = newSecret();
  expect(Buffer.from(secret, 'base64url')).toHaveLength(32);
  expect(secretIn(fileOf(secret))).toBe(secret);
  for (const file of [secret, `${secret}.ics.ics`, `${secret.slice(1)}.ics`, `${secret}x.ics`, `${secret}.ICS`, '.ics', ''])
    expect(secretIn(file)).toBeUndefined();
});
