import { DELIVERY, deliveryOf, noticeKey } from '../platform/keys.ts';
import { commit } from '../platform/table.ts';
import type { Write } from '../platform/writes.ts';
import type { Notice } from './notice.ts';

/** That the recipient has been told of this cause already. */
export class Told extends Error {
  override name = 'Told';
}

/** A notice stays in the inbox for so long: more than a school year. */
const KEPT_FOR_DAYS = 400;

/**
 * The write that tells somebody something: one record for the recipient and the cause, whoever brings it and however often. One
 * without `deliverAt` goes out as soon as the stream tells of it, the others when their time comes.
 * @throws Told by the write, when the record is there
 */
export const noticeWrite = (notice: Omit<Notice, 'ttl'>): Write => ({
  put: {
    ...noticeKey(notice.city, notice.recipient, notice.at, notice.cause),
    ...notice,
    ...(notice.deliverAt !== undefined && { [DELIVERY.pk]: deliveryOf(notice.city) }),
    ttl: Math.floor(Date.parse(notice.at) / 1000) + KEPT_FOR_DAYS * 86_400,
  },
  where: 'absent',
  otherwise: () => new Told(),
});

/** Writes a notice, unless it is there. */
export async function once(write: Write): Promise<void> {
  try {
    await commit([write]);
  } catch (error) {
    if (!(error instanceof Told)) throw error;
  }
}
