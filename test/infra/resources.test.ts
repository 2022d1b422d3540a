import { beforeAll, describe, expect, test } from 'vitest';
import { contracts } from '../../functions/meta/openapi.ts';
import { DESK_PAGES, LINK_PAGES, NOTICE_PAGES } from '../../infra/api.ts';
import { handlers } from '../../infra/bundle.ts';
import { ISSUER_ROUTES } from '../../infra/issuer.ts';
import { type Json, ofType, type Template, templateFor } from '../support/templates.ts';

let template: Template;
beforeAll(async () => {
  template = await templateFor('cn-north-1');
});
const properties = (type: string): Json[] => ofType(template, type).map(([, { Properties }]) => Properties);

describe('the table', () => {
  test('can be restored to any second, is not deleted by mistake, and forgets what has run out', () => {
    const [[, table]] = ofType(template, 'AWS::DynamoDB::Table') as [[string, Json]];
    expect(table.Properties).toMatchObject({
      DeletionProtectionEnabled: true,
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
      TimeToLiveSpecification: { AttributeName: 'ttl', Enabled: true },
      StreamSpecification: { StreamViewType: 'NEW_AND_OLD_IMAGES' },
      BillingMode: 'PAY_PER_REQUEST',
    });
    expect(table).toMatchObject({ DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' });
  });

  test('has indexes of keys only, so that other changes cost them nothing', () => {
    const [{ GlobalSecondaryIndexes }] = properties('AWS::DynamoDB::Table') as [Json];
    for (const { Projection } of GlobalSecondaryIndexes) expect(Projection).toEqual({ ProjectionType: 'KEYS_ONLY' });
  });
});

test('the key of phone numbers turns by itself and outlives the stack', () => {
  const [[, key]] = ofType(template, 'AWS::KMS::Key') as [[string, Json]];
  expect(key.Properties.EnableKeyRotation).toBe(true);
  expect(key).toMatchObject({ DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' });
});

test('a restored table takes the place of the table by its name, with the same settings; the old one is let go, not deleted', async () => {
  const restored = await templateFor('cn-north-1', { table: 'visits-restored' });
  const [[before, table], [after, other]] = [template, restored].map((each) => ofType(each, 'AWS::DynamoDB::Table')[0]!) as [
    [string, Json],
    [string, Json],
  ];
  expect(after).not.toBe(before);
  expect(other.Properties).toEqual({ ...table.Properties, TableName: 'visits-restored' });
  expect(other.DeletionPolicy).toBe('Retain');
  expect(JSON.stringify(restored)).not.toContain(`"${before}"`);
});

describe('what cannot be delivered', () => {
  test('from the stream is tried for a day, part of a batch at a time, and then put aside', () => {
    const mappings = properties('AWS::Lambda::EventSourceMapping');
    expect(mappings).toHaveLength(2);
    for (const mapping of mappings) {
      expect(mapping.DestinationConfig.OnFailure.Destination['Fn::GetAtt'][0]).toMatch(/^DeadLetters/);
      expect(mapping).toMatchObject({
        FunctionResponseTypes: ['ReportBatchItemFailures'],
        MaximumRecordAgeInSeconds: 86_400,
        StartingPosition: 'TRIM_HORIZON',
      });
    }
  });

  test('from a rule is put aside too, and an alarm says so', () => {
    const rules = properties('AWS::Events::Rule');
    expect(rules).toHaveLength(7);
    for (const { Targets } of rules)
      for (const target of Targets) expect(target.DeadLetterConfig.Arn['Fn::GetAtt'][0]).toMatch(/^DeadLetters/);
    const watched = properties('AWS::CloudWatch::Alarm').map(({ MetricName }) => MetricName);
    expect(watched).toEqual(expect.arrayContaining(['ApproximateNumberOfMessagesVisible', 'IteratorAge', 'StuckVisits']));
  });

  test('waits there encrypted, for two weeks', () => {
    expect(properties('AWS::SQS::Queue')).toMatchObject([{ SqsManagedSseEnabled: true, MessageRetentionPeriod: 1_209_600 }]);
  });
});

test('an execution that fails, times out or is aborted is followed up', () => {
  const died = properties('AWS::Events::Rule').find(({ EventPattern }) => EventPattern);
  expect(died.EventPattern.detail.status.sort()).toEqual(['ABORTED', 'FAILED', 'TIMED_OUT']);
});

test('an execution lives as long as a visit that is asked for 300 days ahead, and logs no data', () => {
  const [[, machine]] = ofType(template, 'AWS::StepFunctions::StateMachine') as [[string, Json]];
  expect(JSON.stringify(machine.Properties.DefinitionString)).toMatch(/TimeoutSeconds\\":31104000/);
  expect(machine.Properties.LoggingConfiguration?.IncludeExecutionData ?? false).toBe(false);
});

test('every handler is deployed, and its log and that of the API are kept for half a year', () => {
  expect(properties('AWS::Lambda::Function')).toHaveLength(handlers().size);
  const logs = properties('AWS::Logs::LogGroup');
  expect(logs).toHaveLength(handlers().size + 1);
  for (const { RetentionInDays } of logs) expect(RetentionInDays).toBe(180);
});

test('the API logs which route was called and how it ended, and nothing of who called it', () => {
  const [{ AccessLogSettings }] = properties('AWS::ApiGatewayV2::Stage') as [Json];
  const logged = Object.values<string>(JSON.parse(AccessLogSettings.Format));
  expect(logged).toEqual(expect.arrayContaining(['$context.routeKey', '$context.status']));
  // Paths hold ids; addresses, agents and tokens belong to people.
  for (const value of logged) expect(value).not.toMatch(/path|identity|sourceIp|userAgent|authorizer|caller/i);
});

test('the API takes a city’s requests, and not so many that others of the account would suffer', () => {
  const [{ DefaultRouteSettings }] = properties('AWS::ApiGatewayV2::Stage') as [Json];
  expect(DefaultRouteSettings).toEqual({ ThrottlingRateLimit: 200, ThrottlingBurstLimit: 400 });
});

test('no secret stands in the template', () => {
  expect(template.Parameters).toMatchObject({ CursorSecret: { NoEcho: true, MinLength: 32 } });
  expect(template.Parameters?.CursorSecret).not.toHaveProperty('Default');
});

test('the routes are those of the contract and the issuer, one function for each; any other goes where “not found” is said', () => {
  const routes = properties('AWS::ApiGatewayV2::Route').map(({ RouteKey }) => RouteKey as string);
  const wanted = contracts.map(({ method, path }) => `${method} ${path}`);
  expect(routes.sort()).toEqual(
    [...wanted, ...DESK_PAGES, ...LINK_PAGES, ...NOTICE_PAGES, ...ISSUER_ROUTES, '$default'].sort(),
  );
  expect(properties('AWS::ApiGatewayV2::Stage')).toMatchObject([{ StageName: '$default' }]);
});
