import { attribute, type Kind } from '../kind.ts';
import type { Properties } from '../properties.ts';
import { refuse } from '../refusal.ts';

export const stateMachine: Kind = {
  type: 'AWS::StepFunctions::StateMachine',
  identify(naming) {
    const name = naming.name('StateMachineName', 80);
    const arn = naming.arn('states', `stateMachine:${name}`);
    return { ref: arn, attributes: { Arn: arn, Name: name } };
  },
  build(logicalId, properties, draft, identity) {
    properties.without('StateMachineName', 'LoggingConfiguration', 'TracingConfiguration', 'EncryptionConfiguration', 'Tags');
    properties.word('StateMachineType', ['STANDARD'], 'STANDARD');
    draft.stateMachines.push({
      logicalId,
      name: attribute(identity, 'Name'),
      arn: identity.ref,
      definition: definition(logicalId, properties),
      roleArn: properties.text('RoleArn'),
    });
  },
};

function definition(logicalId: string, properties: Properties): string {
  const object = properties.record('Definition');
  const source = object ? JSON.stringify(object) : properties.textOr('DefinitionString');
  if (source === undefined) refuse(logicalId, 'neither Definition nor DefinitionString is given');
  const substitutions = properties.record('DefinitionSubstitutions') ?? {};
  return Object.entries(substitutions).reduce(
    (text, [name, value]) => text.replaceAll(`\${${name}}`, () => String(value)),
    source,
  );
}
