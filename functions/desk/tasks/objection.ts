import { objectToRecorded } from '../../changes/contract.ts';
import type { getTask } from '../../decisions/contract.ts';
import { getCatalogue } from '../../meta/contract.ts';
import type { Answered } from '../client.ts';
import { foldedForm } from '../folded-form.ts';
import type { Me } from '../me.ts';
import { at, DESK } from '../paths.ts';
import { reasonFields, reasonIn } from '../reasons.ts';
import { isParty } from './recording.ts';

type Task = Answered<typeof getTask>;
type Lists = Answered<typeof getCatalogue>;

/** The party for which an answer was entered says that it was not so, and is asked again. */
export const objection = foldedForm<Lists>({
  path: DESK.objection,
  title: { zh: '与事实不符，提出异议', en: 'It was not so: object' },
  means: {
    zh: '提出异议后，代录的答复作废，会重新征求您的意见；其他各方已作的答复照旧。',
    en: 'What was entered is void then, and you are asked again; what the others have answered stands.',
  },
  button: { zh: '提出异议', en: 'Object' },
  fields: (fields, lists) => reasonFields(fields, lists.reasonCodes ?? []),
  subject: ({ client }) => client.call(getCatalogue),
  back: ({ params }) => at(DESK.task, params.id ?? ''),
  async send(form, { client, params }, headers) {
    const { id } = await client.call(objectToRecorded, { params: { id: params.id ?? '' }, body: reasonIn(form), headers });
    return at(DESK.visit, id);
  },
});

/** What was entered for the reader, and is not about what has taken place by then. */
export const mayObject = (task: Task, me: Me): boolean =>
  task.decision?.by?.onBehalfOf !== undefined && task.kind !== 'statistics' && isParty(task, me);
