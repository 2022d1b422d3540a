import { like } from '../policies/like.ts';
import { type Asked, Policy } from '../policies/policy.ts';
import { type Draft, functionName } from './kind.ts';
import { statementsOf } from './model.ts';
import { refuse } from './refusal.ts';

/** Holds against the policies what services do by themselves: refused there, AWS would not deploy it or would lose an event. */
export function checkPermissions(draft: Draft): void {
  checkInvocations(draft);
  for (const mapping of draft.mappings) {
    const { logicalId, functionName, streamArn, onFailureArn } = mapping;
    const asked = STREAM_ACTIONS.map((action) => ({ action, resource: streamArn }));
    demand(draft, logicalId, functionName, [
      ...asked,
      { action: 'dynamodb:ListStreams', resource: '*' },
      ...sending(onFailureArn),
    ]);
  }
  for (const { logicalId, name, asynchronous } of draft.functions) {
    demand(draft, logicalId, name, [...sending(asynchronous.onFailureArn), ...sending(asynchronous.deadLetterArn)]);
  }
}

/** What Lambda does with a stream in the name of the function that follows it. */
const STREAM_ACTIONS = ['dynamodb:DescribeStream', 'dynamodb:GetShardIterator', 'dynamodb:GetRecords'];

const sending = (queueArn: string | undefined): Asked[] =>
  queueArn === undefined ? [] : [{ action: 'sqs:SendMessage', resource: queueArn }];

/** What Lambda does in a function's name needs the function's role. */
function demand(draft: Draft, where: string, name: string, asked: readonly Asked[]): void {
  const roleArn = draft.functions.find((each) => each.name === name)?.roleArn ?? '';
  const policy = new Policy(statementsOf(draft, roleArn));
  const refused = asked.find((each) => !policy.decide(each).allowed);
  if (refused) refuse(where, `the role of ${name} does not allow ${refused.action} on ${refused.resource}`);
}

/** Each rule and route needs its permission in the resource policy of the function. */
function checkInvocations(draft: Draft): void {
  const { region, accountId, partition } = draft.scope;
  const allowed = (functionArn: string, principal: string, sourceArn: string) =>
    draft.permissions.some(
      (each) =>
        each.functionName === functionName(functionArn) &&
        each.principal === principal &&
        (each.sourceArn === undefined || like(each.sourceArn)(sourceArn)),
    );
  for (const rule of draft.rules) {
    for (const { functionArn } of rule.targets) {
      if (allowed(functionArn, 'events.amazonaws.com', rule.arn)) continue;
      refuse(rule.logicalId, `no AWS::Lambda::Permission lets this rule invoke ${functionName(functionArn)}`);
    }
  }
  for (const api of draft.apis) {
    for (const { logicalId, key, functionArn } of api.routes) {
      const path = key === '$default' ? key : key.replace(/^(\S+) /, '$1');
      const source = `arn:${partition}:execute-api:${region}:${accountId}:${api.id}/$default/${path}`;
      if (allowed(functionArn, 'apigateway.amazonaws.com', source)) continue;
      refuse(logicalId, `no AWS::Lambda::Permission lets this route invoke ${functionName(functionArn)}`);
    }
  }
}
