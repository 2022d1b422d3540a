import { type Draft, functionName } from './kind.ts';
import { refuse } from './refusal.ts';

/**
 * Holds each rule and route against the functions' resource policies: without its permission AWS would drop the event or answer
 * 500, which is better known here.
 */
export function checkPermissions(draft: Draft): void {
  const { region, accountId, partition } = draft.scope;
  const allowed = (functionArn: string, principal: string, sourceArn: string) =>
    draft.permissions.some(
      (each) =>
        each.functionName === functionName(functionArn) &&
        each.principal === principal &&
        (each.sourceArn === undefined || like(each.sourceArn, sourceArn)),
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

/** IAM's ArnLike: `*` stands for anything, `?` for one character. */
function like(pattern: string, arn: string): boolean {
  const expression = pattern
    .replaceAll(/[.+^${}()|[\]\\]/g, String.raw`\$&`)
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${expression}$`).test(arn);
}
