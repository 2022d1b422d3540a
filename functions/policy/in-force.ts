import * as z from 'zod/mini';
import { City } from '../access/directory.ts';
import { Policy } from '../deadlines/policy.ts';
import { cityKey, policyKey } from '../platform/keys.ts';
import { Instant } from '../platform/schema.ts';
import { get } from '../platform/table.ts';

/** A version as it is kept, with the instant at which it came into force. */
export const KeptPolicy = z.extend(Policy, { since: z.optional(Instant) });
export type KeptPolicy = z.infer<typeof KeptPolicy>;

/** A version of the policy, or undefined. */
export const versionOf = (city: string, version: number): Promise<KeptPolicy | undefined> =>
  get(KeptPolicy, policyKey(city, version), { consistent: true });

/** The policy in force as the table has it now, past what is kept in memory for a minute: a change must not rest on another. */
export async function inForce(city: string): Promise<KeptPolicy> {
  const record = await get(City, cityKey(city), { consistent: true });
  const policy = record && (await versionOf(city, record.policy));
  if (!policy) throw new Error(`city ${city} has no policy in force`);
  return policy;
}
