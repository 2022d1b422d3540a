import { fromEnv } from '@aws-sdk/credential-provider-env';

/**
 * Stands in for the SDK's credential chain in the bundles: Lambda gives its credentials in the environment, and the other links
 * (SSO, web identity, instance metadata …) are a quarter of every bundle.
 */
export const defaultProvider = (init?: Parameters<typeof fromEnv>[0]) => fromEnv(init);
