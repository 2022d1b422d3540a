import { attribute, type Kind } from '../kind.ts';
import type { Statement } from '../model.ts';
import type { Properties } from '../properties.ts';
import { refuse } from '../refusal.ts';

export const role: Kind = {
  type: 'AWS::IAM::Role',
  identify(naming) {
    const name = naming.name('RoleName', 64);
    const { partition, accountId } = naming.scope;
    return { ref: name, attributes: { Arn: `arn:${partition}:iam::${accountId}:role/${name}`, RoleId: name } };
  },
  build(logicalId, properties, draft, identity) {
    properties.without('RoleName', 'AssumeRolePolicyDocument', 'Description', 'MaxSessionDuration', 'Path', 'Tags');
    // What a managed policy allows stands in the account, not in the template.
    const [managed] = properties.texts('ManagedPolicyArns');
    if (managed !== undefined) refuse(logicalId, `the managed policy ${managed} is not known locally`);
    draft.roles.push({
      logicalId,
      name: identity.ref,
      arn: attribute(identity, 'Arn'),
      statements: properties.list('Policies').flatMap((policy) => statements(policy.without('PolicyName'))),
    });
  },
};

export const policy: Kind = {
  type: 'AWS::IAM::Policy',
  identify: (naming) => ({ ref: naming.logicalId, attributes: {} }),
  build(logicalId, properties, draft) {
    const allowed = statements(properties.without('PolicyName'));
    for (const name of properties.texts('Roles')) {
      const holder = draft.roles.find((each) => each.name === name);
      if (!holder) refuse(logicalId, `the role ${name} is not in this template`);
      holder.statements.push(...allowed);
    }
  },
};

function statements(properties: Properties): Statement[] {
  return properties
    .object('PolicyDocument')
    .without('Version', 'Id')
    .list('Statement')
    .map((statement) => ({
      effect: statement.without('Sid').word('Effect', ['Allow', 'Deny']),
      actions: several(statement, 'Action'),
      resources: several(statement, 'Resource'),
      ...conditions(statement),
    }));
}

/** What a condition may ask here: `ForAllValues:StringLike` of leading keys, `StringEquals` of the encryption context of a call to KMS. */
const JUDGED = /^(ForAllValues:StringLike dynamodb:LeadingKeys|StringEquals kms:EncryptionContext:\w+)$/;

/** Any other condition is refused, because to leave it out would allow more than AWS does. */
function conditions(statement: Properties): Pick<Statement, 'leadingKeys' | 'equals'> {
  const condition = statement.record('Condition');
  if (!condition) return {};
  const named = Object.entries(condition).flatMap(([operator, keys]) =>
    Object.keys(keys as object).map((key) => `${operator} ${key}`),
  );
  const other = named.find((each) => !JUDGED.test(each));
  if (other !== undefined) refuse(statement.where, `the condition ${other} is not supported locally`);
  const all = statement.object('Condition');
  const equal = all.object('StringEquals');
  const names = Object.keys((condition.StringEquals ?? {}) as object);
  return {
    ...('ForAllValues:StringLike' in condition && {
      leadingKeys: several(all.object('ForAllValues:StringLike'), 'dynamodb:LeadingKeys'),
    }),
    ...(names.length > 0 && { equals: Object.fromEntries(names.map((name) => [name, several(equal, name)])) }),
  };
}

function several(statement: Properties, name: string): string[] {
  const value = statement.take(name);
  return Array.isArray(value) ? value.map(String) : [String(value ?? refuse(statement.where, `${name} is missing`))];
}
