import { readTemplate } from '../../../local/template/load.ts';
import type { Template } from '../../../local/template/template.ts';

/** Small templates: a function with a role, and what a test adds to them. */
export const around = {
  stack: 'Visits',
  region: 'cn-north-1',
  accountId: '111111111111',
  partition: 'aws-cn',
  urlSuffix: 'amazonaws.com.cn',
  parameters: {} as Record<string, string>,
  apiEndpoint: 'http://127.0.0.1:1',
  folder: (key: string) => `/assets/${key}`,
};

export const role = { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: {} } };

export function lambda(variables: Record<string, unknown> = {}, more: Record<string, unknown> = {}) {
  return {
    Type: 'AWS::Lambda::Function',
    Properties: {
      Code: { S3Bucket: 'bucket', S3Key: 'code.zip' },
      Handler: 'index.handler',
      Role: { 'Fn::GetAtt': ['Role', 'Arn'] },
      Runtime: 'nodejs22.x',
      Environment: { Variables: variables },
      ...more,
    },
  };
}

export function read(resources: Template['Resources'], rest: Partial<Template> = {}) {
  return readTemplate({ ...rest, Resources: { Role: role, Fn: lambda(), ...resources } }, around);
}

export function machine(more: Record<string, unknown> = {}) {
  return { Type: 'AWS::StepFunctions::StateMachine', Properties: { RoleArn: 'r', DefinitionString: '{}', ...more } };
}

export function table(more: Record<string, unknown> = {}) {
  return {
    Type: 'AWS::DynamoDB::Table',
    Properties: {
      AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
      KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
      StreamSpecification: { StreamViewType: 'NEW_AND_OLD_IMAGES' },
      ...more,
    },
  };
}

export const mapping = {
  Type: 'AWS::Lambda::EventSourceMapping',
  Properties: {
    EventSourceArn: { 'Fn::GetAtt': ['Table', 'StreamArn'] },
    FunctionName: { Ref: 'Fn' },
    StartingPosition: 'TRIM_HORIZON',
    FilterCriteria: { Filters: [{ Pattern: '{"eventName":["INSERT"]}' }] },
  },
};

export const allow = (Action: string | string[], Resource: unknown, more = {}) => ({
  Effect: 'Allow',
  Action,
  Resource,
  ...more,
});
export const policy = (...Statement: object[]) => ({
  Type: 'AWS::IAM::Policy',
  Properties: { PolicyName: 'p', PolicyDocument: { Version: '2012-10-17', Statement }, Roles: [{ Ref: 'Role' }] },
});
export const follows = policy(
  allow(['dynamodb:DescribeStream', 'dynamodb:GetShardIterator', 'dynamodb:GetRecords'], {
    'Fn::GetAtt': ['Table', 'StreamArn'],
  }),
  allow('dynamodb:ListStreams', '*'),
);
