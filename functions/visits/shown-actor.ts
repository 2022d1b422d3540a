import type { Actor } from './visit.ts';

/** Who acted, as others see it: the name, not which account it was; and for whom, where the union entered another's word. */
export const shownActor = ({ name, role, organisation, onBehalfOf }: Actor) => ({
  name,
  role,
  ...(organisation !== undefined && { organisation }),
  ...(onBehalfOf && { onBehalfOf }),
});
