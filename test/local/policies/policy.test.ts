import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Asked, grantsOf, Policy } from '../../../local/policies/policy.ts';
import type { Statement } from '../../../local/template/model.ts';

const TABLE = 'arn:aws:dynamodb:us-east-1:1:table/Table';
const allow = (actions: string[], resources: string[], leadingKeys?: string[]): Statement => ({
  ...{ effect: 'Allow', actions, resources },
  ...(leadingKeys && { leadingKeys }),
});
const visits = allow(['dynamodb:GetItem'], [TABLE], ['*#VISIT#*', 'CITY']);
const get = (...leadingKeys: string[]): Asked => ({ action: 'dynamodb:GetItem', resource: TABLE, leadingKeys });
const decide = (statements: Statement[], asked: Asked) => new Policy(statements).decide(asked);

describe('it is allowed', () => {
  test('what a statement names, and it is said by which grants', () => {
    expect(decide([visits], get('nc#VISIT#1', 'CITY', 'nc#VISIT#2'))).toEqual({
      allowed: true,
      grants: [`dynamodb:GetItem ${TABLE} *#VISIT#*`, `dynamodb:GetItem ${TABLE} CITY`],
    });
  });

  test.each<[string, Statement, Asked]>([
    ['an action in another case', allow(['DynamoDB:getitem'], [TABLE]), get('x')],
    ['an action by a wildcard', allow(['dynamodb:Get*'], [TABLE]), get('x')],
    ['a resource by wildcards', allow(['dynamodb:GetItem'], ['arn:aws:dynamodb:*:?:table/T*']), get('x')],
    [
      'what has no resource of its own',
      allow(['dynamodb:ListStreams'], ['*']),
      { action: 'dynamodb:ListStreams', resource: '*' },
    ],
  ])('%s', (_, statement, asked) => {
    expect(decide([statement], asked).allowed).toBe(true);
  });
});

describe('it is refused', () => {
  const refused = { allowed: false, denied: false };

  test.each<[string, Statement[], Asked]>([
    ['what nobody allows', [], get('CITY')],
    ['another action', [visits], { ...get('CITY'), action: 'dynamodb:PutItem' }],
    ['an index of the table', [visits], { ...get('CITY'), resource: `${TABLE}/index/Sweep` }],
    ['another table whose name begins so', [visits], { ...get('CITY'), resource: `${TABLE}2` }],
    ['a call of which one key does not fit', [visits], get('nc#VISIT#1', 'nc#PERSON')],
    ['a call whose keys cannot be told', [visits], { action: 'dynamodb:GetItem', resource: TABLE }],
    ['a call without keys, which AWS would let pass', [visits], get()],
    ['what cannot name a resource, even where one is allowed', [visits], { ...get('CITY'), resource: '*' }],
    [
      'keys that only two statements together would allow',
      [allow(['dynamodb:GetItem'], [TABLE], ['CITY']), allow(['dynamodb:GetItem'], [TABLE], ['*#POLICY'])],
      get('CITY', 'nc#POLICY'),
    ],
  ])('%s', (_, statements, asked) => {
    expect(decide(statements, asked)).toEqual(refused);
  });

  test('what is denied, whatever else allows it', () => {
    const deny: Statement = { effect: 'Deny', actions: ['dynamodb:*'], resources: ['*'], leadingKeys: ['*#PERSON'] };
    const all = allow(['dynamodb:*'], ['*']);
    expect(decide([all, deny], get('nc#PERSON'))).toEqual({ allowed: false, denied: true });
    expect(decide([all, deny], get('nc#UNIT')).allowed).toBe(true);
    // It may be what is denied.
    expect(decide([all, deny], { action: 'dynamodb:GetItem', resource: TABLE })).toEqual({ allowed: false, denied: true });
  });
});

describe('a statement for one encryption context', () => {
  const key = 'arn:aws:kms:us-east-1:1:key/k';
  const name = 'kms:EncryptionContext:purpose';
  const statement = (effect: Statement['effect']): Statement => ({
    ...{ effect, actions: ['kms:Decrypt'], resources: [key] },
    equals: { [name]: ['numbers', 'letters'] },
  });
  const ask = (context: Record<string, string> | undefined): Asked => ({
    action: 'kms:Decrypt',
    resource: key,
    ...(context && { context }),
  });
  const contexts: (Record<string, string> | undefined)[] = [{ [name]: 'numbers' }, { [name]: 'Numbers' }, {}, undefined];
  const given = contexts.map(ask);

  test('allows a call with it, and none with another or without one', () => {
    expect(given.map((asked) => decide([statement('Allow')], asked).allowed)).toEqual([true, false, false, false]);
  });

  test('denies a call with it, and one that does not tell', () => {
    const both = [allow(['kms:*'], ['*']), statement('Deny')];
    expect(given.map((asked) => decide(both, asked).allowed)).toEqual([false, true, false, false]);
  });
});

test('everything that statements allow is listed once, by action, resource and key', () => {
  const twice = allow(['a:B', 'a:C'], ['x', 'y'], ['K']);
  expect(grantsOf([twice, twice, { ...twice, effect: 'Deny' }])).toEqual(['a:B x K', 'a:B y K', 'a:C x K', 'a:C y K']);
});

const word = fc.constantFrom('a', 'b', '#', 'nc', 'VISIT', '.');
const text = fc.array(word, { maxLength: 6 }).map((words) => words.join(''));
const pattern = fc.array(fc.oneof(word, fc.constantFrom('*', '?')), { maxLength: 6 }).map((parts) => parts.join(''));

/** StringLike by its definition, without regular expressions. */
function fits(wanted: string, given: string): boolean {
  if (wanted === '') return given === '';
  if (wanted[0] === '*') return fits(wanted.slice(1), given) || (given !== '' && fits(wanted, given.slice(1)));
  return given !== '' && (wanted[0] === '?' || wanted[0] === given[0]) && fits(wanted.slice(1), given.slice(1));
}

test('a call passes exactly when one statement fits its resource and each of its keys', () => {
  const statement = fc.record({ resource: pattern, keys: fc.array(pattern, { minLength: 1, maxLength: 3 }) });
  fc.assert(
    fc.property(
      fc.array(statement, { maxLength: 3 }),
      text,
      fc.array(text, { minLength: 1, maxLength: 3 }),
      (all, resource, keys) => {
        const statements = all.map((each) => allow(['a:B'], [each.resource], each.keys));
        const wanted = all.some(
          (each) => fits(each.resource, resource) && keys.every((key) => each.keys.some((one) => fits(one, key))),
        );
        const decision = decide(statements, { action: 'a:B', resource, leadingKeys: keys });
        expect(decision.allowed).toBe(wanted);
        // What it took are grants that the statements give.
        if (decision.allowed) for (const grant of decision.grants) expect(grantsOf(statements)).toContain(grant);
      },
    ),
  );
});
