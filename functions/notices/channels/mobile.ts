/** A number that takes SMS, as providers want it written. */
export interface Mobile {
  /** 11 digits for the mainland; abroad with the plus. */
  national: string;
  e164: string;
}

/** A number however people write it; undefined for what takes no SMS (a landline, a wrong number). */
export function mobileOf(number: string): Mobile | undefined {
  const plain = number.replaceAll(/[\s()-]/g, '').replace(/^00/, '+');
  const mainland = /^(?:\+?86)?(1[3-9]\d{9})$/.exec(plain)?.[1];
  if (mainland !== undefined) return { national: mainland, e164: `+86${mainland}` };
  const abroad = /^\+(?!86)[1-9]\d{6,14}$/.test(plain);
  return abroad ? { national: plain, e164: plain } : undefined;
}
