import { createHmac } from 'node:crypto';
import { env } from '../platform/env.ts';

/** What stands for a phone number in keys: by it somebody who types the number is found, and nobody reads the number from it. */
export const digestOf = async (phone: string): Promise<string> =>
  createHmac('sha256', env('CURSOR_SECRET'))
    .update(`phone\n${phone.replace(/[ -]/g, '').replace(/^(\+|00)86/, '')}`)
    .digest('base64url');
