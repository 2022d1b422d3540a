/**
 * The provider did not take the message. `permanent`: trying again will not help (no such address, no template); else it may.
 * `code` says why in one machine word, without address or text, so that it may stand in a log.
 */
export class NotDelivered extends Error {
  override readonly name = 'NotDelivered';
  readonly code: string;
  readonly permanent: boolean;

  constructor(code: string, permanent: boolean) {
    super(code);
    this.code = code;
    this.permanent = permanent;
  }
}
