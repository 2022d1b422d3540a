import { keyRing } from './key-ring.ts';

/** By what a phone number is looked up (`phoneKey`): the same however it is written, and for nobody a way back to it. */
export const digestOf = async (phone: string): Promise<string> => (await keyRing()).digest(phone);
