import { city } from '../access/directory.ts';
import { catalogueOf } from '../catalogue/catalogue.ts';
import { Invalid } from '../platform/problems.ts';
import { fieldError } from '../platform/reasons.ts';

/** @throws Invalid for a code that is not in the city's list; what concerns the visit as a whole has more of them */
export async function checkReason(cityId: string, reasonCode: string, ofVisit: boolean): Promise<void> {
  const { reasonCodes, notHeldReasonCodes } = catalogueOf(await city(cityId));
  const known = ofVisit ? [...reasonCodes, ...notHeldReasonCodes] : reasonCodes;
  if (!known.some(({ code }) => code === reasonCode)) throw new Invalid([fieldError('reasonCode', 'unknown')]);
}
