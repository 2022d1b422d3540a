import { ESCALATED, INBOX, type Index, PARTY_INDEXES, SWEEP } from '../functions/platform/keys.ts';
import type { Kind } from '../functions/platform/kinds.ts';

type Action = 'GetItem' | 'BatchGetItem' | 'Query' | 'PutItem' | 'UpdateItem' | 'DeleteItem' | 'ConditionCheckItem';

/** For each action of DynamoDB the kinds of items to which a function applies it, and the indexes that it queries. */
export type Access = Partial<Record<Action, readonly Kind[]>> & { readonly indexes?: readonly Index[] };

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

  // what keeps visits going: the stream tells the first two all they need
  'run-visit': {},
  wake: {},
  'next-run': { GetItem: ['visit'], PutItem: ['visit'], UpdateItem: ['visit'] },
  sweep: {
    GetItem: ['organisation', 'policy', 'visit'],
    BatchGetItem: ['clearance', 'diary', 'speaker'],
    Query: ['cities', 'unit', 'visit'],
    PutItem: ['diary', 'statistics', 'visit'],
    UpdateItem: ['visit'],
    indexes: [SWEEP],
  },

  // the API
  'visits-api': {
    GetItem: [...SIGNED_IN, 'idempotency', 'organisation'],
    BatchGetItem: ['clearance', 'diary', 'quota', 'recorded', 'speaker'],
    Query: ['statistics', 'unit', 'visit'],
    PutItem: ['diary', 'idempotency', 'quota', 'recorded', 'statistics', 'visit'],
    UpdateItem: ['visit'],
    indexes: PARTY_INDEXES,
  },
  'tasks-api': {
    GetItem: [...SIGNED_IN, 'idempotency', 'organisation'],
    BatchGetItem: ['clearance', 'diary', 'speaker'],
    Query: ['unit', 'visit'],
    PutItem: ['clearance', 'diary', 'idempotency', 'series', 'statistics', 'visit'],
    UpdateItem: ['visit'],
    DeleteItem: ['statistics'],
    indexes: [INBOX, ESCALATED],
  },
  // decides as tasks-api does, but for what no form of a page can send
  links: {
    GetItem: [...SIGNED_IN, 'code', 'link', 'organisation', 'quota', 'sent'],
    BatchGetItem: ['clearance', 'diary', 'speaker'],
    Query: ['person', 'unit', 'visit'],
    PutItem: ['clearance', 'code', 'diary', 'link', 'message', 'quota', 'sent', 'statistics', 'visit'],
    UpdateItem: ['code', 'link', 'visit'],
  },
  'talent-api': {
    GetItem: [...SIGNED_IN, 'diary', 'organisation', 'quota', 'roster', 'speaker'],
    Query: ['speaker', 'unit'],
    PutItem: ['permission', 'quota', 'roster'],
    UpdateItem: ['speaker'],
  },
  'reports-api': { GetItem: [...SIGNED_IN, 'organisation'], Query: ['statistics', 'unit'] },
  'audit-api': { GetItem: [...SIGNED_IN, 'organisation', 'visit'], Query: ['visit'] },
  'meta-api': { GetItem: SIGNED_IN, Query: ['cities'] },
} as const satisfies Record<string, Access>;
