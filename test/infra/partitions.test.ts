import { beforeAll, describe, expect, test } from 'vitest';
import { type Json, joined, type Resource, type Template, templateFor } from '../support/templates.ts';

/** Every text of a template, once as it stands and once with its pieces joined. */
function texts(value: Json): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  const inside = Object.values(value).flatMap(texts);
  return Object.keys(value).some((key) => key.startsWith('Fn::')) ? [joined(value), ...inside] : inside;
}

describe.each(['us-east-1', 'cn-north-1'])('the template for %s', (region) => {
  let template: Template;
  beforeAll(async () => {
    template = await templateFor(region);
  });

  test('names no partition: every ARN begins with whatever partition it is deployed in', () => {
    const arns = texts(template).filter((text) => text.includes('arn:'));
    expect(arns.length).toBeGreaterThan(10);
    // A partition is always the pseudo parameter; nothing else follows "arn:".
    for (const arn of arns.filter((text) => text !== 'arn:'))
      expect(arn.replaceAll('arn:<AWS::Partition>:', '')).not.toMatch(/arn:./);
    expect(JSON.stringify(template)).not.toMatch(/arn:aws|aws-cn|"aws"/);
  });

  test('names no host of a service; the only such names are those of services that take a role or call a function', () => {
    const hosts = texts(template).filter((text) => text.includes('amazonaws'));
    expect(hosts.length).toBeGreaterThan(0);
    for (const host of hosts) expect(host).toMatch(/^(lambda|states|events|apigateway)\.amazonaws\.com$/);
    const principals = new Set(Object.values(template.Resources).flatMap(principalsOf));
    expect(new Set(hosts)).toEqual(principals);
  });

  test('uses nothing that the China regions lack', () => {
    const lacking = /Cognito|Lambda::Url|Scheduler|SES::|CloudFront|CertificateManager|XRay|SNS::/;
    for (const { Type } of Object.values(template.Resources)) expect(Type).not.toMatch(lacking);
    expect(JSON.stringify(template)).not.toMatch(/TracingConfig|xray:|states:::http:invoke/);
  });

  test('is small enough to be deployed', () => {
    expect(Object.keys(template.Resources).length).toBeLessThan(450);
    expect(JSON.stringify(template).length).toBeLessThan(900_000);
  });
});

/** Who may take a role, or call a function. */
function principalsOf({ Type, Properties }: Resource): string[] {
  if (Type === 'AWS::Lambda::Permission') return [Properties.Principal];
  if (Type === 'AWS::IAM::Role')
    return Properties.AssumeRolePolicyDocument.Statement.map(({ Principal }: Json) => Principal.Service);
  if (Type === 'AWS::SQS::QueuePolicy') {
    return Properties.PolicyDocument.Statement.flatMap(({ Principal }: Json) => Principal.Service ?? []);
  }
  return [];
}
