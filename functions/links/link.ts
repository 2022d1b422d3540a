import * as z from 'zod/mini';
import { TASK_NAMES } from '../catalogue/visit-words.ts';
import { dueOf, stampOf } from '../deadlines/moments.ts';
import { Step } from '../deadlines/policy.ts';
import { type Task, taskId } from '../decisions/task.ts';
import { messageWrite } from '../notices/message.ts';
import type { KeyRing } from '../personal/sealing.ts';
import { linkKey } from '../platform/keys.ts';
import { Code, Instant, Line } from '../platform/schema.ts';
import { digestOf, newSecret, referenceTo } from '../platform/secret.ts';
import type { Write } from '../platform/writes.ts';

/** Where a reference leads: one task, one person. It proves nothing: to decide, the person enters a code sent to their phone. */
export const Link = z.object({
  city: Code,
  task: Line(300),
  step: Step,
  /** As whom the person is asked: also of a superior that was added. */
  party: Code,
  person: Code,
  expiresAt: Instant,
  /** Who has entered the code, for a short while: the digest of what the cookie holds. */
  session: z.optional(z.object({ digest: z.string(), until: Instant })),
});
export type Link = z.infer<typeof Link>;

/** A person to whom a question may be sent. */
export interface Recipient {
  person: string;
  name: string;
  phone: string;
}

/** The path of a link. */
export const pathOf = (reference: string) => `/t/${reference}`;

/**
 * The link that every message to a person about a task leads to: the same each time, so that a reminder shuts out nobody who has
 * opened the first message, and nothing secret is kept. It is good as long as the task, whose date may move.
 * @param secret the deployment's
 * @returns the address, and the write that makes it lead there
 */
export function lastingLink(
  task: Task,
  { person, party }: { person: string; party: string },
  site: string,
  secret: string,
): { address: string; write: Write } {
  const { city, step, expiresAt } = task;
  const reference = referenceTo(secret, ['task', city, taskId(task), person]);
  const link: Link = { city, task: taskId(task), step, party, person, expiresAt };
  const ttl = Math.ceil(Date.parse(expiresAt) / 1000);
  return {
    address: `${site}${pathOf(reference)}`,
    write: { update: linkKey(digestOf(reference)), set: { ...link, ttl } },
  };
}

/**
 * A new link of a person to a task, and the message that takes it to the person's phone; both belong into one transaction. It is good
 * as long as the task. Only the message holds the reference.
 * @param site the public address, without a path
 */
export function linkTo(ring: KeyRing, task: Task, { person, phone }: Recipient, site: string, now: Date): Write[] {
  const reference = newSecret();
  const { city, step, party, expiresAt } = task;
  const link: Link = { city, task: taskId(task), step, party, person, expiresAt };
  const address = `${site}${pathOf(reference)}`;
  const { zh, en } = TASK_NAMES[step];
  const { date, please } = dueOf(task, now);
  const text = {
    zh: `劳模工匠进校园：有一件“${zh}”事项待您办理，${please.zh}链接：${address}`,
    en: `Model worker visits: “${en}” waits for you. ${please.en} ${address}`,
  };
  return [
    { put: { ...linkKey(digestOf(reference)), ...link, ttl: Math.ceil(Date.parse(expiresAt) / 1000) }, where: 'absent' },
    messageWrite(
      ring,
      {
        to: phone,
        kind: 'task-link',
        text,
        params: { step: zh, dueAt: date.zh, dueStamp: stampOf(task.dueAt), link: address },
        until: expiresAt,
      },
      now,
    ),
  ];
}
