/** Why somebody changes a visit: a code of the catalogue, unless the city asks for none, and a sentence where it helps. */
export interface Why {
  reasonCode?: string | undefined;
  text?: string | undefined;
}

/** Nothing but the reason of what was sent. */
export const whyOf = ({ reasonCode, text }: Why): Why => ({ reasonCode, text });
