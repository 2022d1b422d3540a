import { attribute, type Kind } from '../kind.ts';

/** A key of KMS; its policy lets the account's own policies decide, as CDK writes it. */
export const key: Kind = {
  type: 'AWS::KMS::Key',
  identify(naming) {
    const name = `${naming.scope.stack}-${naming.logicalId}`;
    return { ref: name, attributes: { Arn: naming.arn('kms', `key/${name}`), KeyId: name } };
  },
  build(logicalId, properties, draft, identity) {
    properties.without('Description', 'EnableKeyRotation', 'RotationPeriodInDays', 'PendingWindowInDays', 'Tags', 'KeyPolicy');
    properties.word('KeySpec', ['SYMMETRIC_DEFAULT'], 'SYMMETRIC_DEFAULT');
    properties.word('KeyUsage', ['ENCRYPT_DECRYPT'], 'ENCRYPT_DECRYPT');
    draft.keys.push({ logicalId, name: identity.ref, arn: attribute(identity, 'Arn') });
  },
};
