import { parseTaskId, type Task, taskName } from '../decisions/task.ts';
import { route } from '../platform/api.ts';
import { NotFound } from '../platform/problems.ts';
import type { VisitCore } from '../visits/store.ts';
import { changeVisit, situation } from './change-visit.ts';
import { objectToRecorded } from './contract.ts';
import { object, speakerOf } from './object.ts';
import { whyOf } from './why.ts';

/** Only the party itself objects; a superior that may decide, too, does not speak for it. */
export const objectRoute = route(objectToRecorded, async (call) => {
  const { now, body, params } = call;
  const asked = parseTaskId(params.id);
  if (!asked) throw new NotFound();
  const isMeant = (task: Task) => taskName(task) === asked.name;
  const taskOf = (core: VisitCore) => core.tasks.find(isMeant);
  return changeVisit(call, asked.visit, 'objection', {
    hidden: true,
    action: (core) => {
      const task = taskOf(core);
      return task && `object ${task.step}`;
    },
    related: (core) => ({ asked: core.tasks.filter(isMeant).map(({ party }) => party) }),
    writes: async (core, by, consistent) => {
      const task = taskOf(core)!;
      const speaker = speakerOf(task);
      const more = speaker === undefined ? {} : { speakers: [speaker] };
      return object(await situation(core, now, consistent, more), task, whyOf(body), by);
    },
  });
});
