import { expect, test } from 'vitest';
import type { Table } from '../../soak/fuzz/ground.ts';
import { foreign, nobodys, ownKind } from '../../soak/fuzz/own.ts';

const ANNA = 'person-anna';
const memberships = [{ role: 'school', organisation: 'school-1' }];
const before: Table = new Map([
  [`nc#PERSON ${ANNA}`, { id: ANNA, memberships, version: 1 }],
  ['nc#PERSON person-ben', { id: 'person-ben', memberships: [] }],
]);
const own = { ...nobodys(), calendars: new Set([ANNA]), wishes: new Set([ANNA]) };
/** Of these changes those that Anna, who keeps calendars and chose how she is told, does not account for. */
const left = (changes: Table) => foreign([...changes.keys()], before, new Map([...before, ...changes]), own);

test('what somebody sent for is theirs: a calendar, how they are told, and the events that say so', () => {
  const changes: Table = new Map<string, Record<string, unknown>>([
    ['FEED#x FEED', { by: ANNA, organisation: 'school-1' }],
    ['nc#FEEDS#school-1 1', { by: 'person-colleague', organisation: 'school-1' }],
    [`nc#PERSON ${ANNA}`, { id: ANNA, memberships, version: 2, notices: { language: 'en' } }],
    ['nc#AUDIT#school-1 2026-03-02#e1', { by: { person: ANNA } }],
    ['nc#LEDGER 2026-03-02#school-1#EVENT#2026-03-02#e1', { hash: 'h' }],
  ]);
  expect(left(changes)).toEqual([]);
});

test.each<[string, string, Record<string, unknown>]>([
  ['another person', 'nc#PERSON person-ben', { id: 'person-ben', memberships: [], notices: { language: 'en' } }],
  ['more of themselves than how they are told', `nc#PERSON ${ANNA}`, { id: ANNA, memberships: [], version: 2 }],
  ['somebody new', 'nc#PERSON person-cara', { id: 'person-cara' }],
  ['another’s calendar', 'FEED#y FEED', { by: 'person-ben', organisation: 'school-2' }],
  ['what another did', 'nc#AUDIT#school-1 2026-03-02#e2', { by: { person: 'person-ben' } }],
  ['a row of the ledger without its event', 'nc#LEDGER 2026-03-02#school-1#EVENT#2026-03-02#e3', { hash: 'h' }],
  ['a visit’s row of the ledger', 'nc#LEDGER 2026-03-02#union-1#VISIT#v1#4', { hash: 'h' }],
  ['what they have not sent for', `nc#NOTICES#${ANNA} READ`, { upTo: '2026-03-02T00:00:00Z' }],
  ['pages that they have not read', `nc#QUOTA#${ANNA} PAGES`, { count: 1 }],
  ['anything of a visit', 'nc#VISIT#v1 VISIT', { id: 'v1' }],
])('%s is not', (_, key, item) => {
  expect(left(new Map([[key, item]]))).toEqual([key]);
});

test.each([
  ['PATCH', '/v1/people/me/notices', 200, 'wishes'],
  ['POST', '/v1/calendars/c1/revocation', 200, 'calendars'],
  ['POST', '/v1/notices/read?x=1', 200, 'read'],
  ['GET', '/v1/speakers?limit=1', 200, 'pages'],
  ['GET', '/v1/calendars', 200, undefined],
  ['POST', '/v1/calendars', 422, undefined],
  ['PATCH', '/v1/organisations/school-1', 200, undefined],
  ['POST', '/v1/notices/redrive', 200, undefined],
])('%s %s answered %i is %s', (method, path, status, kind) => {
  expect(ownKind({ method, path }, { status, text: '' } as Parameters<typeof ownKind>[1])).toBe(kind);
});
