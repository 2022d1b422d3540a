import { ESCALATED, INBOX, type Index, PARTY_INDEXES, SWEEP } from '../functions/platform/keys.ts';
import type { Kind } from '../functions/platform/kinds.ts';

type Action = 'GetItem' | 'BatchGetItem' | 'Query' | 'PutItem' | 'UpdateItem' | 'DeleteItem' | 'ConditionCheckItem';

/** For each action of DynamoDB the kinds of items to which a function applies it, and the indexes that it queries. */
export type Access = Partial<Record<Action, readonly Kind[]>> & {
  readonly indexes?: readonly Index[];
  /** Whether it opens sealed phone numbers, or seals new ones too and then may make the first data key. */
  readonly numbers?: 'open' | 'seal';
};

/** What every request needs to know who asks. */
const SIGNED_IN = ['identity', 'person'] as const;

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

  // what keeps visits going: the stream tells the first two all they need
  'run-visit': {},
  wake: {},
  'next-run': { GetItem: ['visit'], PutItem: ['visit'], UpdateItem: ['visit'] },
  sweep: {
    GetItem: ['erasure', 'organisation', 'policy', 'visit'],
    BatchGetItem: ['clearance', 'diary', 'speaker'],
    Query: ['cities', 'permission', 'statistics', 'unit', 'visit'],
    PutItem: ['diary', 'statistics', 'visit'],
    UpdateItem: ['erasure', 'permission', 'statistics', 'visit'],
    indexes: [SWEEP, PARTY_INDEXES[1]],
  },

  // the API
  'visits-api': {
    GetItem: [...SIGNED_IN, 'cities', 'idempotency', 'organisation', 'policy'],
    BatchGetItem: ['clearance', 'diary', 'recorded', 'speaker'],
    Query: ['key', 'statistics', 'unit', 'visit'],
    PutItem: ['audit', 'diary', 'idempotency', 'key', 'recorded', 'statistics', 'visit'],
    UpdateItem: ['visit'],
    indexes: PARTY_INDEXES,
    numbers: 'seal',
  },
  'tasks-api': {
    GetItem: [...SIGNED_IN, 'cities', 'idempotency', 'organisation', 'policy'],
    BatchGetItem: ['clearance', 'diary', 'speaker'],
    Query: ['key', 'unit', 'visit'],
    PutItem: ['audit', 'clearance', 'diary', 'idempotency', 'series', 'statistics', 'visit'],
    UpdateItem: ['visit'],
    DeleteItem: ['statistics'],
    indexes: [INBOX, ESCALATED],
    numbers: 'open',
  },
  'talent-api': {
    GetItem: [...SIGNED_IN, 'diary', 'organisation', 'roster', 'speaker'],
    Query: ['key', 'speaker', 'unit'],
    PutItem: ['audit', 'permission', 'roster'],
    UpdateItem: ['speaker'],
    numbers: 'open',
  },
  'personal-api': {
    GetItem: [...SIGNED_IN, 'erasure', 'organisation', 'roster', 'speaker'],
    Query: ['audit', 'key', 'unit', 'visit'],
    PutItem: ['audit', 'erasure', 'phone', 'roster', 'speaker'],
    UpdateItem: ['person', 'speaker'],
    DeleteItem: ['identity', 'person', 'phone'],
    indexes: PARTY_INDEXES,
    numbers: 'open',
  },
  'reports-api': { GetItem: [...SIGNED_IN, 'cities', 'organisation'], Query: ['statistics', 'unit'] },
  'audit-api': { GetItem: [...SIGNED_IN, 'organisation', 'visit'], Query: ['visit'] },
  'meta-api': { GetItem: [...SIGNED_IN, 'cities'], Query: ['cities'] },
} as const satisfies Record<string, Access>;
