import { city, policy } from '../access/directory.ts';
import { catalogueOf } from '../catalogue/catalogue.ts';
import { Invalid } from '../platform/problems.ts';
import { fieldError } from '../platform/reasons.ts';

/**
 * What concerns the visit as a whole has more reasons than a refusal has.
 * @throws Invalid when the policy of the visit asks for a reason and none is given, or for one that is not in the city's list
 */
export async function checkReason(
  visit: { city: string; policy: number },
  reasonCode: string | undefined,
  ofVisit: boolean,
): Promise<void> {
  if (reasonCode === undefined) {
    const { reasonsRequired } = await policy(visit.city, visit.policy);
    if (reasonsRequired) throw new Invalid([fieldError('reasonCode', 'required')]);
    return;
  }
  const { reasonCodes, notHeldReasonCodes } = catalogueOf(await city(visit.city));
  const known = ofVisit ? [...reasonCodes, ...notHeldReasonCodes] : reasonCodes;
  if (!known.some(({ code }) => code === reasonCode)) throw new Invalid([fieldError('reasonCode', 'unknown')]);
}

/** Why speakers did not come, as a school says. @throws Invalid for a reason that is not in the city's list */
export async function checkAbsenceReasons(
  cityId: string,
  absent: readonly { reasonCode?: string | undefined }[],
): Promise<void> {
  const { absenceReasonCodes } = catalogueOf(await city(cityId));
  const errors = absent.flatMap(({ reasonCode }, i) =>
    reasonCode === undefined || absenceReasonCodes.some(({ code }) => code === reasonCode)
      ? []
      : [fieldError(`absent.${i}.reasonCode`, 'unknown')],
  );
  if (errors.length > 0) throw new Invalid(errors);
}
