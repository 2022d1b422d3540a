import { type Message, messageWrite } from '../notices/message.ts';
import type { Write } from '../platform/writes.ts';
import type { KeyRing } from './sealing.ts';

/** A phone that is switched off over a holiday still hears of it. */
const GOOD_FOR_DAYS = 7;

/**
 * Tells the number by which somebody signed in until now that another one does: who set it may have meant to sign in as them, as an
 * administrator, or as whoever had a device of theirs in hand.
 * @param by the organisation whose administrator did, or whom to call where it was set as by themselves, as people call it
 */
export function numberChanged(ring: KeyRing, to: string, by: string, now: Date): Write {
  const until = new Date(now.getTime() + GOOD_FOR_DAYS * 24 * 3_600_000).toISOString();
  const message: Message = {
    ...{ to, kind: 'number-changed', params: { by }, until },
    text: {
      zh: `劳模工匠进校园：您本人或${by}的管理员已更改您的登录手机号码，本号码不能再登录。若您没有更改，也没有要求更改，请马上联系该单位。`,
      en: `Model worker visits: you, or an administrator of ${by}, changed the number by which you sign in; this one does no more. If you neither did so nor asked for it, call them at once.`,
    },
  };
  return messageWrite(ring, message, now);
}
