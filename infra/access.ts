import { DEAD, DELIVERY, ESCALATED, INBOX, type Index, PARTY_INDEXES, SWEEP } from '../functions/platform/keys.ts';
import type { Kind } from '../functions/platform/kinds.ts';

type Action = 'GetItem' | 'BatchGetItem' | 'Query' | 'PutItem' | 'UpdateItem' | 'DeleteItem' | 'ConditionCheckItem';

/** For each action of DynamoDB the kinds of items to which a function applies it, and the indexes that it queries. */
export type Access = Partial<Record<Action, readonly Kind[]>> & {
  readonly indexes?: readonly Index[];
  /** Whether it opens sealed phone numbers, or seals new ones too and then may make the first data key. */
  readonly numbers?: 'open' | 'seal';
};

/** What every request needs to know who asks, and how much they may ask for. */
const SIGNED_IN = ['identity', 'person', 'cities', 'policy'] as const;

/**
 * One page: what each function may do with the table, by its name. Nothing else is granted, on AWS as here; after all tests a report
 * names whatever none of them needed (test/grants/).
 */
export const ACCESS = {
  // the steps of the visit's workflow
  match: {
    GetItem: ['cities', 'policy', 'roster', 'visit'],
    BatchGetItem: ['clearance', 'diary', 'series', 'speaker'],
    Query: ['speaker', 'visit'],
    PutItem: ['diary', 'visit'],
    UpdateItem: ['visit'],
  },
  ask: {
    GetItem: ['policy'],
    BatchGetItem: ['clearance', 'speaker'],
    Query: ['visit'],
    PutItem: ['visit'],
    UpdateItem: ['visit'],
    ConditionCheckItem: ['visit'],
  },
  expire: {
    GetItem: ['organisation', 'policy'],
    BatchGetItem: ['clearance', 'diary', 'speaker'],
    Query: ['visit'],
    PutItem: ['diary', 'statistics', 'visit'],
    UpdateItem: ['visit'],
  },
  'next-reserve': {
    GetItem: ['policy', 'visit'],
    BatchGetItem: ['clearance', 'diary', 'speaker'],
    Query: ['visit'],
    PutItem: ['diary', 'visit'],
    UpdateItem: ['visit'],
  },

  // what keeps visits going: the stream tells the first two all they need; one also fills the ledger that is sealed at night, the other
  // keeps how fast was answered
  'run-visit': { PutItem: ['ledger'] },
  wake: { PutItem: ['pace'] },
  'next-run': { GetItem: ['visit'], PutItem: ['visit'], UpdateItem: ['visit'] },
  sweep: {
    GetItem: ['erasure', 'extension', 'members', 'organisation', 'person', 'policy', 'visit'],
    BatchGetItem: ['clearance', 'diary', 'person', 'speaker'],
    Query: ['cities', 'key', 'members', 'permission', 'statistics', 'unit', 'visit'],
    PutItem: ['diary', 'notice', 'statistics', 'visit'],
    UpdateItem: ['erasure', 'extension', 'permission', 'statistics', 'visit'],
    indexes: [SWEEP, PARTY_INDEXES[1]],
    numbers: 'open',
  },
  // what people are told: written by the one, sent by the other
  notify: {
    GetItem: ['members', 'organisation', 'person', 'policy'],
    BatchGetItem: ['person', 'speaker'],
    Query: ['members', 'unit', 'visit'],
    PutItem: ['notice'],
  },
  deliver: {
    GetItem: ['cities', 'message', 'organisation', 'person', 'policy', 'speaker'],
    BatchGetItem: ['notice', 'speaker'],
    Query: ['cities', 'key', 'visit'],
    PutItem: ['audit', 'link'],
    UpdateItem: ['link', 'message', 'notice'],
    indexes: [DELIVERY, INBOX],
    numbers: 'open',
  },
  seal: { GetItem: ['sealed'], Query: ['cities', 'ledger', 'seal'], PutItem: ['seal', 'sealed'] },

  // the API
  'visits-api': {
    GetItem: [...SIGNED_IN, 'idempotency', 'organisation', 'statistics'],
    BatchGetItem: ['clearance', 'diary', 'quota', 'recorded', 'speaker'],
    Query: ['key', 'statistics', 'unit', 'visit'],
    PutItem: ['audit', 'diary', 'idempotency', 'key', 'quota', 'recorded', 'statistics', 'visit'],
    UpdateItem: ['statistics', 'visit'],
    indexes: PARTY_INDEXES,
    numbers: 'seal',
  },
  'tasks-api': {
    GetItem: [...SIGNED_IN, 'idempotency', 'organisation'],
    BatchGetItem: ['clearance', 'diary', 'speaker'],
    Query: ['key', 'unit', 'visit'],
    PutItem: ['audit', 'clearance', 'diary', 'idempotency', 'series', 'statistics', 'visit'],
    UpdateItem: ['visit'],
    DeleteItem: ['statistics'],
    indexes: [INBOX, ESCALATED],
    numbers: 'open',
  },
  // decides as tasks-api does, but for what no form of a page can send
  links: {
    GetItem: [...SIGNED_IN, 'code', 'link', 'members', 'organisation', 'quota', 'sent'],
    BatchGetItem: ['clearance', 'diary', 'person', 'speaker'],
    Query: ['key', 'members', 'unit', 'visit'],
    PutItem: ['audit', 'clearance', 'code', 'diary', 'link', 'message', 'quota', 'sent', 'statistics', 'visit'],
    UpdateItem: ['code', 'link', 'visit'],
    numbers: 'open',
  },
  'notices-api': {
    GetItem: [...SIGNED_IN, 'link', 'notice', 'organisation', 'speaker'],
    BatchGetItem: ['notice'],
    Query: ['notice', 'visit'],
    PutItem: ['audit', 'notice'],
    UpdateItem: ['notice'],
    indexes: [DEAD, INBOX],
  },
  'letters-api': {
    GetItem: [...SIGNED_IN, 'letters', 'organisation', 'visit'],
    BatchGetItem: ['letter-copy', 'letters', 'speaker'],
    Query: ['key', 'visit'],
    PutItem: ['audit', 'key', 'letter-copy', 'letters', 'visit'],
    UpdateItem: ['letters', 'visit'],
    numbers: 'seal',
  },
  'talent-api': {
    GetItem: [...SIGNED_IN, 'diary', 'organisation', 'quota', 'roster', 'speaker'],
    BatchGetItem: ['diary'],
    Query: ['key', 'speaker', 'unit'],
    PutItem: ['audit', 'permission', 'quota', 'roster'],
    UpdateItem: ['speaker'],
    numbers: 'open',
  },
  'personal-api': {
    GetItem: [...SIGNED_IN, 'erasure', 'members', 'organisation', 'roster', 'speaker'],
    BatchGetItem: ['person'],
    ConditionCheckItem: ['members'],
    Query: ['audit', 'feeds', 'key', 'members', 'unit', 'visit'],
    PutItem: ['audit', 'erasure', 'message', 'organisation', 'person', 'phone', 'roster', 'speaker'],
    UpdateItem: ['identity', 'person', 'speaker'],
    DeleteItem: ['feed', 'feeds', 'identity', 'members', 'person', 'phone'],
    indexes: PARTY_INDEXES,
    numbers: 'open',
  },
  'organisations-api': {
    GetItem: [...SIGNED_IN, 'organisation'],
    BatchGetItem: ['person'],
    Query: ['key', 'members', 'organisation', 'unit'],
    PutItem: ['audit', 'key', 'members', 'organisation', 'person'],
    ConditionCheckItem: ['organisation'],
    numbers: 'seal',
  },
  'people-api': {
    GetItem: [...SIGNED_IN, 'organisation', 'phone'],
    BatchGetItem: ['person', 'speaker'],
    Query: ['key', 'members', 'unit'],
    PutItem: ['audit', 'identity', 'key', 'members', 'person', 'phone'],
    UpdateItem: ['identity'],
    DeleteItem: ['members'],
    numbers: 'seal',
  },
  'imports-api': {
    GetItem: [...SIGNED_IN, 'organisation', 'phone'],
    Query: ['key', 'organisation', 'unit'],
    PutItem: ['audit', 'identity', 'key', 'members', 'organisation', 'person', 'phone'],
    numbers: 'seal',
  },
  'policy-api': {
    GetItem: [...SIGNED_IN, 'extension', 'organisation'],
    Query: ['visit'],
    PutItem: ['audit', 'extension', 'policy'],
    UpdateItem: ['cities'],
    indexes: [SWEEP],
  },
  'reports-api': { GetItem: [...SIGNED_IN, 'organisation'], Query: ['pace', 'statistics', 'unit'] },
  'audit-api': { GetItem: [...SIGNED_IN, 'organisation', 'visit'], Query: ['audit', 'ledger', 'seal', 'unit', 'visit'] },
  'calendars-api': {
    GetItem: [...SIGNED_IN, 'feed', 'organisation'],
    BatchGetItem: ['speaker'],
    Query: ['feeds', 'unit', 'visit'],
    PutItem: ['audit', 'feed', 'feeds'],
    DeleteItem: ['feed', 'feeds'],
    indexes: PARTY_INDEXES,
  },
  // who signs in: nobody else reads what it keeps, least of all its keys
  issuer: {
    GetItem: ['identity', 'person', 'cities', 'code', 'oidc', 'sent', 'signing-keys'],
    Query: ['key', 'phone'],
    PutItem: ['code', 'key', 'message', 'oidc', 'sent', 'signing-keys'],
    UpdateItem: ['code', 'oidc'],
    DeleteItem: ['oidc'],
    numbers: 'seal',
  },
  'meta-api': { GetItem: SIGNED_IN, Query: ['cities'] },
  // the pages: what they show they ask the API for, as whoever looks at them
  desk: {},
} as const satisfies Record<string, Access>;
