import { expect, test } from 'vitest';
import { type FunctionModel, statementsOf } from '../../../local/template/model.ts';
import { allow, follows, lambda, mapping, policy, read, role, table } from './small.ts';

test('a role carries what its policies say', () => {
  const Condition = { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': '*#VISIT#*' } };
  const Policy = policy(
    allow('dynamodb:GetItem', [{ 'Fn::GetAtt': ['Table', 'Arn'] }], { Condition }),
    allow('states:StartExecution', '*'),
    allow('kms:Decrypt', '*', { Condition: { StringEquals: { 'kms:EncryptionContext:purpose': 'numbers' } } }),
  );
  const arn = 'arn:aws-cn:dynamodb:cn-north-1:111111111111:table/Visits-Table';
  const [{ roleArn }] = read({ Policy, Table: table() }).functions as [FunctionModel];
  expect(statementsOf(read({ Policy, Table: table() }), roleArn)).toEqual([
    { effect: 'Allow', actions: ['dynamodb:GetItem'], resources: [arn], leadingKeys: ['*#VISIT#*'] },
    { effect: 'Allow', actions: ['states:StartExecution'], resources: ['*'] },
    {
      ...{ effect: 'Allow', actions: ['kms:Decrypt'], resources: ['*'] },
      equals: { 'kms:EncryptionContext:purpose': ['numbers'] },
    },
  ]);
});

test.each<[string, object, string]>([
  [
    'another operator',
    { Condition: { StringEquals: { 'dynamodb:LeadingKeys': 'x' } } },
    'Policy.PolicyDocument.Statement[0]: the condition StringEquals dynamodb:LeadingKeys is not supported locally',
  ],
  [
    'another operator beside',
    { Condition: { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': 'x' }, Bool: { 'aws:SecureTransport': true } } },
    'the condition Bool aws:SecureTransport is not supported locally',
  ],
  [
    'another key',
    { Condition: { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': 'x', 'dynamodb:Attributes': 'pk' } } },
    'the condition ForAllValues:StringLike dynamodb:Attributes is not supported locally',
  ],
  ['all actions but some', { NotAction: 'x' }, 'the property NotAction is not supported locally'],
  ['all resources but some', { NotResource: 'x' }, 'the property NotResource is not supported locally'],
])('a policy that cannot be held against calls here is refused: %s', (_, more, sentence) => {
  expect(() => read({ Policy: policy(allow('a:B', '*', more)) })).toThrow(sentence);
});

test('a managed policy is refused: what it allows does not stand in the template', () => {
  const Role = { ...role, Properties: { ...role.Properties, ManagedPolicyArns: ['arn:aws:iam::aws:policy/Some'] } };
  expect(() => read({ Role })).toThrow('Role: the managed policy arn:aws:iam::aws:policy/Some is not known locally');
});

test('what Lambda does in the name of a function, the role of the function must allow', () => {
  const withQueue = {
    ...mapping.Properties,
    DestinationConfig: { OnFailure: { Destination: { 'Fn::GetAtt': ['Queue', 'Arn'] } } },
  };
  const resources = { Table: table(), Queue: { Type: 'AWS::SQS::Queue' } };
  expect(() => read({ ...resources, Mapping: mapping })).toThrow(
    /Mapping: the role of Visits-Fn does not allow dynamodb:DescribeStream on .*stream/,
  );
  const Mapping = { ...mapping, Properties: withQueue };
  expect(() => read({ ...resources, Mapping, Policy: follows })).toThrow('does not allow sqs:SendMessage on');
  const Other = lambda({}, { DeadLetterConfig: { TargetArn: { 'Fn::GetAtt': ['Queue', 'Arn'] } } });
  expect(() => read({ ...resources, Other })).toThrow('Other: the role of Visits-Other does not allow sqs:SendMessage on');
});
