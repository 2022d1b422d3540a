// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the definition's own placeholders
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Calls AWS without the SDK, as a bundle of a few lines can. */
const AWS = `
  const aws = async (target, body) => {
    const response = await fetch(process.env.AWS_ENDPOINT_URL_DYNAMODB, { method: 'POST', body: JSON.stringify(body), headers: {
      'x-amz-target': target, authorization: 'AWS4-HMAC-SHA256 Credential=' + process.env.AWS_ACCESS_KEY_ID + '/d/r/s/aws4_request' } });
    const answer = await response.json();
    if (response.status !== 200) throw new Error(answer.__type + ' ' + answer.message);
    return answer;
  };
  const TableName = process.env.TABLE;
`;

/** A thing is posted, the stream starts its execution, which waits three days and then marks the thing as done. */
const sources: Record<string, string> = {
  Api: `${AWS} export const handler = async (event) => {
    const id = event.pathParameters?.id ?? JSON.parse(event.body).id;
    if (event.requestContext.http.method === 'POST') {
      await aws('DynamoDB_20120810.PutItem', { TableName, Item: { pk: { S: id }, state: { S: 'new' } } });
      return { statusCode: 201 };
    }
    const { Item } = await aws('DynamoDB_20120810.GetItem', { TableName, Key: { pk: { S: id } } });
    return Item ? { state: Item.state.S, since: Item.since?.S } : { statusCode: 404 };
  };`,
  Follow: `${AWS} export const handler = async ({ Records }) => {
    for (const { dynamodb } of Records) {
      const pk = dynamodb.Keys.pk.S;
      await aws('AWSStepFunctions.StartExecution', { stateMachineArn: process.env.MACHINE, name: pk, input: JSON.stringify({ pk }) });
    }
  };`,
  Work: `${AWS} export const handler = async ({ pk, fail }) => {
    if (fail || pk === 'bad') throw new Error('cannot work on ' + pk);
    const values = { ':state': { S: 'done' }, ':since': { S: new Date().toISOString() } };
    await aws('DynamoDB_20120810.UpdateItem', { TableName, Key: { pk: { S: pk } }, UpdateExpression: 'SET #state = :state, since = :since',
      ExpressionAttributeNames: { '#state': 'state' }, ExpressionAttributeValues: values });
  };`,
  Told: 'export const handler = async ({ detail }) => { console.log(detail.name, detail.status); throw new Error("not heard"); };',
};

const arn = (name: string) => ({ 'Fn::GetAtt': [name, 'Arn'] });
const code = (name: string) => ({ S3Bucket: 'b', S3Key: `${name}.zip` });

const allow = (Action: string | string[], Resource: object | string, more = {}) => ({
  Effect: 'Allow',
  Action,
  Resource,
  ...more,
});
const policy = {
  Statement: [
    // Only things whose id ends with a d.
    allow(['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem'], arn('Table'), {
      Condition: { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': ['*d'] } },
    }),
    allow(['dynamodb:DescribeStream', 'dynamodb:GetRecords', 'dynamodb:GetShardIterator'], {
      'Fn::GetAtt': ['Table', 'StreamArn'],
    }),
    allow('dynamodb:ListStreams', '*'),
    allow('states:StartExecution', { Ref: 'Machine' }),
    allow('lambda:InvokeFunction', arn('Work')),
    allow('sqs:SendMessage', arn('Letters')),
  ],
};

function template(): object {
  const functions = Object.keys(sources).map((name) => [
    name,
    {
      Type: 'AWS::Lambda::Function',
      Properties: {
        Code: code(name),
        Handler: 'index.handler',
        Role: arn('Role'),
        Runtime: 'nodejs24.x',
        Timeout: 20,
        Environment: { Variables: { TABLE: { Ref: 'Table' }, ...(name === 'Follow' && { MACHINE: { Ref: 'Machine' } }) } },
        ...(name === 'Told' && { DeadLetterConfig: { TargetArn: arn('Letters') } }),
      },
    },
  ]);
  const definition = {
    QueryLanguage: 'JSONata',
    StartAt: 'Wait three days',
    States: {
      'Wait three days': { Type: 'Wait', Seconds: 3 * 86_400, Next: 'Work' },
      Work: {
        Type: 'Task',
        Resource: 'arn:aws:states:::lambda:invoke',
        Arguments: { FunctionName: '${Work}', Payload: '{% $states.input %}' },
        End: true,
      },
    },
  };
  const permission = (FunctionName: object, service: string) => ({
    Type: 'AWS::Lambda::Permission',
    Properties: { Action: 'lambda:InvokeFunction', FunctionName, Principal: `${service}.amazonaws.com` },
  });
  const route = (key: string) => ({
    Type: 'AWS::ApiGatewayV2::Route',
    Properties: {
      ApiId: { Ref: 'Http' },
      RouteKey: key,
      Target: { 'Fn::Join': ['/', ['integrations', { Ref: 'Integration' }]] },
    },
  });
  return {
    Resources: {
      Role: { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: {} } },
      Policy: { Type: 'AWS::IAM::Policy', Properties: { PolicyName: 'all', PolicyDocument: policy, Roles: [{ Ref: 'Role' }] } },
      Letters: { Type: 'AWS::SQS::Queue' },
      Table: {
        Type: 'AWS::DynamoDB::Table',
        Properties: {
          AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
          KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
          StreamSpecification: { StreamViewType: 'NEW_AND_OLD_IMAGES' },
          TimeToLiveSpecification: { AttributeName: 'ttl', Enabled: true },
        },
      },
      ...Object.fromEntries(functions),
      Mapping: {
        Type: 'AWS::Lambda::EventSourceMapping',
        Properties: {
          EventSourceArn: { 'Fn::GetAtt': ['Table', 'StreamArn'] },
          FunctionName: { Ref: 'Follow' },
          StartingPosition: 'TRIM_HORIZON',
          FilterCriteria: { Filters: [{ Pattern: '{"eventName":["INSERT"]}' }] },
        },
      },
      Machine: {
        Type: 'AWS::StepFunctions::StateMachine',
        Properties: {
          RoleArn: arn('Role'),
          DefinitionString: JSON.stringify(definition),
          DefinitionSubstitutions: { Work: arn('Work') },
        },
      },
      Failed: {
        Type: 'AWS::Events::Rule',
        Properties: {
          EventPattern: { source: ['aws.states'], detail: { stateMachineArn: [{ Ref: 'Machine' }], status: ['FAILED'] } },
          State: 'ENABLED',
          Targets: [{ Id: 'a', Arn: arn('Told') }],
        },
      },
      FailedPermission: permission({ Ref: 'Told' }, 'events'),
      Http: { Type: 'AWS::ApiGatewayV2::Api', Properties: { Name: 'Things', ProtocolType: 'HTTP' } },
      Integration: {
        Type: 'AWS::ApiGatewayV2::Integration',
        Properties: {
          ApiId: { Ref: 'Http' },
          IntegrationType: 'AWS_PROXY',
          IntegrationUri: arn('Api'),
          PayloadFormatVersion: '2.0',
        },
      },
      HttpPermission: permission({ Ref: 'Api' }, 'apigateway'),
      Post: route('POST /things'),
      Get: route('GET /things/{id}'),
    },
    Outputs: { Url: { Value: { 'Fn::GetAtt': ['Http', 'ApiEndpoint'] } } },
  };
}

/** A synthesized stack of four small functions in a folder of its own. */
export function things(): { template: string; dir: string; remove: () => void } {
  const folder = mkdtempSync(join(tmpdir(), 'cloud-'));
  const files: Record<string, object> = {};
  for (const [name, source] of Object.entries(sources)) {
    mkdirSync(join(folder, name));
    writeFileSync(join(folder, name, 'index.mjs'), source);
    files[name] = { source: { path: name, packaging: 'zip' }, destinations: { here: { objectKey: `${name}.zip` } } };
  }
  writeFileSync(join(folder, 'Things.assets.json'), JSON.stringify({ files }));
  writeFileSync(join(folder, 'Things.template.json'), JSON.stringify(template()));
  const remove = () => rmSync(folder, { recursive: true, force: true });
  return { template: join(folder, 'Things.template.json'), dir: join(folder, 'data'), remove };
}
