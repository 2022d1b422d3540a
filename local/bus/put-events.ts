import type { Journal } from '../journal.ts';
import type { EventBus } from './bus.ts';

interface Entry {
  readonly Source?: string;
  readonly DetailType?: string;
  readonly Detail?: string;
  readonly Resources?: string[];
  readonly Time?: number;
  readonly EventBusName?: string;
}

interface Answer {
  readonly EventId?: string;
  readonly ErrorCode?: string;
  readonly ErrorMessage?: string;
}

/** Answers EventBridge's AWS JSON 1.1 protocol, of which functions need `AWSEvents.PutEvents` alone. */
export function handleEventsRequest(
  bus: EventBus,
  journal: Journal,
  target: string,
  bodyText: string,
): { status: number; body: string } {
  if (target !== 'AWSEvents.PutEvents') return failure('UnknownOperationException', `${target} is not supported locally`);
  const { Entries } = JSON.parse(bodyText) as { Entries?: Entry[] };
  if (!Array.isArray(Entries) || Entries.length === 0 || Entries.length > 10) {
    return failure('ValidationException', 'Entries must have between 1 and 10 members');
  }
  const answers = journal.transaction(() => Entries.map((entry) => put(bus, entry)));
  const FailedEntryCount = answers.filter((answer) => answer.ErrorCode !== undefined).length;
  return { status: 200, body: JSON.stringify({ FailedEntryCount, Entries: answers }) };
}

function put(bus: EventBus, entry: Entry): Answer {
  const { Source, DetailType, Detail, Resources, Time, EventBusName } = entry;
  if (!Source || !DetailType || Detail === undefined) {
    return { ErrorCode: 'InvalidArgument', ErrorMessage: 'Source, DetailType and Detail are required' };
  }
  if (Source.startsWith('aws.')) {
    return { ErrorCode: 'NotAuthorizedForSourceException', ErrorMessage: 'Not authorized for the source.' };
  }
  const detail = parse(Detail);
  if (typeof detail !== 'object' || detail === null)
    return { ErrorCode: 'MalformedDetail', ErrorMessage: 'Detail is malformed.' };
  const event = {
    source: Source,
    'detail-type': DetailType,
    detail,
    resources: Resources ?? [],
    ...(Time !== undefined && { time: new Date(Time * 1000).toISOString() }),
  };
  const id = bus.emit(event, EventBusName ?? 'default');
  if (id === undefined)
    return { ErrorCode: 'ResourceNotFoundException', ErrorMessage: `Event bus ${EventBusName} does not exist.` };
  return { EventId: id };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function failure(type: string, message: string): { status: number; body: string } {
  return { status: 400, body: JSON.stringify({ __type: type, message }) };
}
