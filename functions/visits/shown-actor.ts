import type { EventActor } from './events.ts';

/**
 * Who acted, as others see it: the name, not which account it was; and for whom, where the union entered another's word. What shows
 * it (`evidence`) may name a number, and is for those who are concerned.
 */
export const shownActor = ({ role, organisation, onBehalfOf }: EventActor, name: string, withEvidence: boolean) => ({
  name,
  role,
  ...(organisation !== undefined && { organisation }),
  ...(onBehalfOf && { onBehalfOf: withEvidence ? onBehalfOf : { party: onBehalfOf.party, channel: onBehalfOf.channel } }),
});
