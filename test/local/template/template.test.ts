// biome-ignore-all lint/suspicious/noTemplateCurlyInString: CloudFormation's own placeholders
import { expect, test } from 'vitest';
import { readTemplate } from '../../../local/template/load.ts';
import type { Template } from '../../../local/template/template.ts';
import { around, follows, lambda, machine, mapping, read, role, table } from './small.ts';

/** A template with one function whose variable VALUE is the expression; what it resolves to. */
function resolved(value: unknown, rest: Partial<Template> = {}, parameters = {}): string | undefined {
  const model = readTemplate(
    { ...rest, Resources: { Role: role, Fn: lambda({ VALUE: value }), ...rest.Resources } },
    { ...around, parameters },
  );
  return model.functions[0]?.environment.VALUE;
}

test.each<[string, unknown, string]>([
  ['a pseudo parameter', { Ref: 'AWS::Partition' }, 'aws-cn'],
  ['a join', { 'Fn::Join': ['-', ['a', { Ref: 'AWS::Region' }, 3]] }, 'a-cn-north-1-3'],
  [
    'a substitution',
    { 'Fn::Sub': '${AWS::StackName}/${Role.Arn}/${!Kept}' },
    'Visits/arn:aws-cn:iam::111111111111:role/Visits-Role/${Kept}',
  ],
  [
    'a substitution with its own names',
    { 'Fn::Sub': ['${Where}-${AWS::Region}', { Where: { Ref: 'AWS::StackName' } }] },
    'Visits-cn-north-1',
  ],
  ['a selection of a split', { 'Fn::Select': [1, { 'Fn::Split': [',', 'a,b,c'] }] }, 'b'],
  ['a map', { 'Fn::FindInMap': ['Sizes', { Ref: 'AWS::Region' }, 'small'] }, '7'],
  ['a choice', { 'Fn::If': ['InChina', 'here', 'there'] }, 'here'],
  ['an attribute, dotted', { 'Fn::GetAtt': 'Role.Arn' }, 'arn:aws-cn:iam::111111111111:role/Visits-Role'],
  ['a given parameter', { Ref: 'Given' }, 'given'],
  ['a default', { Ref: 'Default' }, 'default'],
])('%s resolves', (_, expression, value) => {
  const rest = {
    Parameters: { Given: { Type: 'String' }, Default: { Type: 'String', Default: 'default' } },
    Mappings: { Sizes: { 'cn-north-1': { small: 7 } } },
    Conditions: {
      InChina: {
        'Fn::And': [{ 'Fn::Equals': [{ Ref: 'AWS::Partition' }, 'aws-cn'] }, { 'Fn::Not': [{ Condition: 'Never' }] }],
      },
      Never: { 'Fn::Or': [{ 'Fn::Equals': ['a', 'b'] }, { 'Fn::Equals': ['a', 'c'] }] },
    },
  };
  expect(resolved(expression, rest, { Given: 'given', NotDeclared: 'x' })).toBe(value);
});

test('AWS::NoValue leaves out what holds it', () => {
  expect(
    resolved({ 'Fn::If': ['Never', 'x', { Ref: 'AWS::NoValue' }] }, { Conditions: { Never: { 'Fn::Equals': [1, 2] } } }),
  ).toBe(undefined);
});

test('a resource whose condition is false is not there, and nobody may refer to it', () => {
  const Conditions = { Never: { 'Fn::Equals': ['a', 'b'] } };
  const Queue = { Type: 'AWS::SQS::Queue', Condition: 'Never' };
  expect(read({ Queue }, { Conditions }).queues).toEqual([]);
  expect(() => resolved({ Ref: 'Queue' }, { Conditions, Resources: { Queue } })).toThrow(
    'Fn: refers to Queue, whose condition is false',
  );
});

test.each<[string, () => unknown, string]>([
  ['an intrinsic', () => resolved({ 'Fn::ImportValue': 'x' }), 'Fn: the intrinsic Fn::ImportValue is not supported locally'],
  ['another intrinsic', () => resolved({ 'Fn::Cidr': ['x', 1, 2] }), 'Fn::Cidr is not supported'],
  ['a dynamic reference', () => resolved('{{resolve:ssm:/key}}'), 'Fn: the dynamic reference {{resolve:ssm:/key}}'],
  ['a reference to nothing', () => resolved({ Ref: 'Nothing' }), 'Fn: Ref to Nothing, which does not exist locally'],
  [
    'an unknown attribute',
    () => resolved({ 'Fn::GetAtt': ['Role', 'Colour'] }),
    'Fn: Fn::GetAtt Role.Colour is not known locally',
  ],
  [
    'a parameter without a value',
    () => resolved({ Ref: 'P' }, { Parameters: { P: { Type: 'String' } } }),
    'the parameter P has no value',
  ],
  [
    'a resource type',
    () => read({ Bucket: { Type: 'AWS::S3::Bucket' } }),
    'Bucket: the resource type AWS::S3::Bucket is not supported',
  ],
  ['a property', () => read({ Other: lambda({}, { Layers: ['x'] }) }), 'Other: the property Layers is not supported locally'],
  [
    'a runtime',
    () => read({ Other: lambda({}, { Runtime: 'python3.13' }) }),
    'Other: Runtime python3.13 is not supported locally',
  ],
  [
    'an attribute of a resource',
    () => read({ Other: { ...lambda(), UpdatePolicy: {} } as never }),
    'Other: the attribute UpdatePolicy',
  ],
  ['a section', () => read({}, { Transform: 'x' } as never), 'template: the section Transform is not supported locally'],
  [
    'an express workflow',
    () => read({ M: machine({ StateMachineType: 'EXPRESS' }) }),
    'M: StateMachineType EXPRESS is not supported',
  ],
  [
    'a nested property',
    () => read({ T: table({ StreamSpecification: { StreamViewType: 'ALL' } }) }),
    'T.StreamSpecification: StreamViewType ALL',
  ],
])('%s that is not known here is refused by name', (_, attempt, sentence) => {
  expect(attempt).toThrow(sentence);
});

test('a table, its stream and the function that reads it find each other', () => {
  const ttl = { TimeToLiveSpecification: { AttributeName: 'expires', Enabled: true } };
  const model = read({ Mapping: mapping, Table: table(ttl), Policy: follows });
  expect(model.tables[0]).toMatchObject({ name: 'Visits-Table', ttlAttribute: 'expires' });
  expect(model.mappings[0]).toMatchObject({
    tableName: 'Visits-Table',
    functionName: 'Visits-Fn',
    filters: [{ eventName: ['INSERT'] }],
    batchSize: 100,
    maximumRetryAttempts: -1,
  });
});

test('a global table with one replica is a table; with two it is refused', () => {
  const global = (count: number) => ({
    ...table({ Replicas: Array.from({ length: count }, () => ({ Region: 'x' })) }),
    Type: 'AWS::DynamoDB::GlobalTable',
  });
  expect(read({ Table: global(1), Mapping: mapping, Policy: follows }).tables).toHaveLength(1);
  expect(() => read({ Table: global(2) })).toThrow('Table: Replicas must be exactly one');
});

test('a definition is filled from its substitutions', () => {
  const Machine = machine({
    DefinitionString: '{"Resource":"${Fn}"}',
    DefinitionSubstitutions: { Fn: { 'Fn::GetAtt': ['Fn', 'Arn'] } },
  });
  expect(read({ Machine }).stateMachines[0]?.definition).toContain('function:Visits-Fn');
});

test('a rule or a route without permission to invoke its function is refused', () => {
  const arn = { 'Fn::GetAtt': ['Fn', 'Arn'] };
  const Rule = {
    Type: 'AWS::Events::Rule',
    Properties: { ScheduleExpression: 'rate(1 day)', State: 'ENABLED', Targets: [{ Id: 'a', Arn: arn }] },
  };
  const Permission = {
    Type: 'AWS::Lambda::Permission',
    Properties: {
      Action: 'lambda:InvokeFunction',
      FunctionName: arn,
      Principal: 'events.amazonaws.com',
      SourceArn: { 'Fn::GetAtt': ['Rule', 'Arn'] },
    },
  };
  expect(() => read({ Rule })).toThrow('Rule: no AWS::Lambda::Permission lets this rule invoke Visits-Fn');
  expect(read({ Rule, Permission }).rules).toHaveLength(1);
});

test('the same template gives the same model', () => {
  const resources = { Table: table(), Mapping: mapping, Machine: machine(), Policy: follows };
  expect(read(resources)).toEqual(read(resources));
});
