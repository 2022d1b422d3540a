import { beforeAll, describe, expect, test } from 'vitest';
import { type Json, joined, ofType, type Template, templateFor } from '../support/templates.ts';

let template: Template;
beforeAll(async () => {
  template = await templateFor('cn-north-1');
});

interface Statement {
  role: string;
  actions: string[];
  resources: string[];
  condition: Json;
}
const list = (value: Json): Json[] => (Array.isArray(value) ? value : [value]);
const allowed = (): Statement[] =>
  ofType(template, 'AWS::IAM::Policy').flatMap(([, { Properties }]) =>
    Properties.PolicyDocument.Statement.flatMap(({ Effect, Action, Resource, Condition }: Json) => {
      expect(Effect).toBe('Allow');
      return Properties.Roles.map((role: Json) => ({
        role: role.Ref,
        actions: list(Action),
        resources: list(Resource).map(joined),
        condition: Condition,
      }));
    }),
  );
const functions = () => ofType(template, 'AWS::Lambda::Function');
/** The actions of a function, by its logical name: `Wake`. */
const actionsOf = (name: string) => {
  const [[, { Properties }]] = functions().filter(([id]) => new RegExp(`^${name}[0-9A-F]{8}$`).test(id)) as [[string, Json]];
  return allowed()
    .filter(({ role }) => role === Properties.Role['Fn::GetAtt'][0])
    .flatMap(({ actions }) => actions);
};

test('no statement allows an action by a wildcard', () => {
  for (const { actions } of allowed()) for (const action of actions) expect(action).toMatch(/^[a-z0-9]+:[A-Za-z]+$/);
});

test('no statement allows something everywhere, except to list streams, which cannot be narrowed', () => {
  const everywhere = allowed().filter(({ resources }) => resources.includes('*'));
  expect(new Set(everywhere.flatMap(({ actions }) => actions))).toEqual(new Set(['dynamodb:ListStreams']));
});

test('every function and the machine has a role of its own, on which everything stands that it may do', () => {
  const machines = ofType(template, 'AWS::StepFunctions::StateMachine');
  const used = [
    ...functions().map(([, { Properties }]) => Properties.Role),
    ...machines.map(([, { Properties }]) => Properties.RoleArn),
  ].map((role) => role['Fn::GetAtt'][0]);
  expect(new Set(used).size).toBe(used.length);
  for (const [, { Properties }] of ofType(template, 'AWS::IAM::Role')) {
    expect(Properties).not.toHaveProperty('ManagedPolicyArns');
    expect(Properties).not.toHaveProperty('Policies');
  }
});

test('every statement for the table is for it or one index, and for named partitions', () => {
  const items = allowed().filter(({ actions }) => actions.some((action) => /^dynamodb:.*(Item|Query)$/.test(action)));
  expect(items.length).toBeGreaterThan(40);
  for (const { resources, condition } of items) {
    expect(condition).toEqual({ 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': expect.anything() } });
    for (const resource of resources) {
      expect(resource).toMatch(/^<Table[0-9A-F]{8}\.Arn>(\/index\/\w+)?$/);
      const pattern = resource.endsWith('.Arn>')
        ? /^(CITY|KEY|SIGNING-KEYS|(CODE|FEED|IDENTITY|LINK|MAIL|OIDC|PHONE|SENT)(#\*)+|\*#[A-Z-]+(#\*)*)$/
        : /^\*#/;
      for (const key of list(condition['ForAllValues:StringLike']['dynamodb:LeadingKeys'])) expect(key).toMatch(pattern);
    }
  }
});

test('whoever opens numbers may decrypt with the one key, whoever seals new ones may make a data key, for that purpose alone', () => {
  const calls = allowed().filter(({ actions }) => actions.some((action) => action.startsWith('kms:')));
  for (const { resources, condition } of calls) {
    expect(resources).toEqual([expect.stringMatching(/^<PersonalDataKey[0-9A-F]{8}\.Arn>$/)]);
    expect(condition).toEqual({ StringEquals: { 'kms:EncryptionContext:purpose': 'personal-data' } });
  }
  const who = (action: string) =>
    functions().flatMap(([id]) => (actionsOf(id.slice(0, -8)).includes(action) ? [id.slice(0, -8)] : []));
  expect(who('kms:Decrypt').sort()).toEqual([
    'Deliver',
    'ImportsApi',
    'Issuer',
    'LettersApi',
    'Links',
    'OrganisationsApi',
    'PeopleApi',
    'PersonalApi',
    'Sweep',
    'TalentApi',
    'TasksApi',
    'VisitsApi',
  ]);
  expect(who('kms:GenerateDataKey').sort()).toEqual([
    'ImportsApi',
    'Issuer',
    'LettersApi',
    'OrganisationsApi',
    'PeopleApi',
    'VisitsApi',
  ]);
});

test('a function writes its own log and no other', () => {
  for (const [id, { Properties }] of functions()) {
    const name = id.slice(0, -8);
    const logs = allowed().filter(
      ({ role, actions }) => role === Properties.Role['Fn::GetAtt'][0] && actions.some((action) => action.startsWith('logs:')),
    );
    expect(logs.flatMap(({ actions }) => actions).sort()).toEqual(['logs:CreateLogStream', 'logs:PutLogEvents']);
    for (const { resources } of logs)
      expect(resources).toEqual([expect.stringMatching(new RegExp(`^<${name}Log[0-9A-F]{8}\\.Arn>$`))]);
  }
});

describe('nobody may do more than the job asks:', () => {
  const of = (pattern: RegExp, name: string) => actionsOf(name).filter((action) => pattern.test(action));
  const writes = /dynamodb:(Put|Update|Delete|ConditionCheck)/;

  test('only the waker and the sweep complete tokens', () => {
    const complete = functions().filter(([, { Properties }]) => {
      const role = Properties.Role['Fn::GetAtt'][0];
      return allowed().some((it) => it.role === role && it.actions.some((action) => action.startsWith('states:SendTask')));
    });
    expect(complete.map(([id]) => id.slice(0, -8)).sort()).toEqual(['Sweep', 'Wake']);
  });

  test.each(['ReportsApi', 'MetaApi', 'AuditApi'])('%s writes nothing', (name) => {
    expect(of(writes, name)).toEqual([]);
  });

  test('Wake puts rows and changes none, least of all a task', () => {
    expect(of(/dynamodb:(?!DescribeStream|GetRecords|GetShardIterator|ListStreams)/, 'Wake')).toEqual(['dynamodb:PutItem']);
  });

  test('only the run stops executions, only it and the sweep start them, and nobody scans the table', () => {
    const all = allowed();
    const may = (action: string) => new Set(all.filter(({ actions }) => actions.includes(action)).map(({ role }) => role)).size;
    expect([may('states:StopExecution'), may('states:StartExecution')]).toEqual([1, 2]);
    expect(of(/states:(Start|Stop)Execution/, 'RunVisit')).toHaveLength(2);
    expect(of(/states:StartExecution/, 'Sweep')).toHaveLength(1);
    expect(all.flatMap(({ actions }) => actions)).not.toContain('dynamodb:Scan');
  });

  test('the machine calls its four functions and nothing else', () => {
    const [[, { Properties }]] = ofType(template, 'AWS::StepFunctions::StateMachine') as [[string, Json]];
    const role = Properties.RoleArn['Fn::GetAtt'][0];
    const own = allowed().filter((it) => it.role === role);
    expect(new Set(own.flatMap(({ actions }) => actions))).toEqual(new Set(['lambda:InvokeFunction']));
    const called = own.flatMap(({ resources }) => resources).map((arn) => /^<([A-Za-z]+?)[0-9A-F]{8}\.Arn>$/.exec(arn)?.[1]);
    expect(called.sort()).toEqual(['Ask', 'Expire', 'Match', 'NextReserve']);
  });
});
