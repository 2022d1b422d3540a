import { refuseUnlessOpen } from '../decisions/decide.ts';
import { taskSeenBy } from '../decisions/read.ts';
import { type Task, taskId } from '../decisions/task.ts';
import { recordOf } from '../decisions/view.ts';
import { countToday } from '../limits/per-day.ts';
import { keyRing } from '../personal/key-ring.ts';
import { ok, route } from '../platform/api.ts';
import { attempt } from '../platform/attempt.ts';
import { linksKey } from '../platform/keys.ts';
import { NobodyToAsk, TaskClosed } from '../platform/problems.ts';
import { publicUrl } from '../platform/public-url.ts';
import { eventWrite } from '../visits/events.ts';
import { commitVisit } from '../visits/store.ts';
import { sendTaskLink } from './contract.ts';
import { linkTo } from './link.ts';
import { masked, recipientsOf } from './recipients.ts';

/** Whoever may decide a task, or enter the party's answer, may have a link sent; where it leads only the party's phones are told. */
export const send = route(sendTaskLink, ({ params, person, now }) =>
  attempt(async (consistent) => {
    const { core, task, by } = await taskSeenBy(person, params.id, now, consistent);
    if (task.epoch !== core.visit.epoch) throw new TaskClosed({ record: await recordOf(task) });
    await refuseUnlessOpen(task, now);
    const recipients = await recipientsOf(task, now);
    if (recipients.length === 0) throw new NobodyToAsk();
    const key = linksKey(task.city, taskId(task));
    const most = ({ linksPerTask }: { linksPerTask: number }) => linksPerTask;
    const counted = await countToday({ person, key, limit: 'links', most }, now, consistent);
    const ring = await keyRing();
    const sentTo = recipients.map((recipient) => recipient.person);
    await commitVisit(core.visit, [
      ...[counted, ...recipients.flatMap((recipient) => linkTo(ring, task, recipient, publicUrl(), now))],
      eventWrite(core.visit, 'link-sent', now, { ...asked(task), by, sentTo }),
    ]);
    return ok({
      sentTo: recipients.map(({ name, phone }) => ({ name, phone: masked(phone) })),
      expiresAt: task.expiresAt,
    });
  }),
);

/** What the question was, and whose. */
const asked = ({ step, party, seat }: Task) => ({ step, party, ...(seat > 0 && { seat }) });
