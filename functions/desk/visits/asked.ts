import type { FieldError } from '../../platform/problems.ts';
import type { createVisit } from '../../visits/contract.ts';
import type { Wish } from '../client.ts';
import type { Form } from '../desk.ts';
import { chosenIn } from '../find-speakers.ts';
import { ticked } from '../forms.ts';
import { howIn } from '../tasks/recording.ts';

/** What the form of a request sends, as the API takes it, and back: which field an error is about. */

type Asked = NonNullable<Wish<typeof createVisit>['body']>;

/** How the fields of the wished times end, in their order; the first has to be filled in. */
export const SLOTS = ['', '2', '3', '4'] as const;

const filledSlots = (form: Form): string[] => SLOTS.filter((slot, i) => i === 0 || (form[`date${slot}`] ?? '') !== '');

/** An instant of Shanghai; what cannot be read is left for the API's rules to refuse. */
export const instantOf = (date = '', time = ''): string => `${date}T${time}:00+08:00`;

/** The wished times, in order. */
export const slotsIn = (form: Form): { start: string; end: string }[] =>
  filledSlots(form).map((slot) => ({
    start: instantOf(form[`date${slot}`], form[`from${slot}`]),
    end: instantOf(form[`date${slot}`], form[`to${slot}`]),
  }));

/** Which field of the wished times a path of the API is about. */
export function slotFieldOf(form: Form, path: string): string | undefined {
  const [list, index, edge] = path.split('.');
  if (list !== 'slots') return undefined;
  const slot = filledSlots(form)[Number(index ?? 0)] ?? '';
  return edge === 'end' ? `to${slot}` : `date${slot}`;
}

/** As the API takes it; what cannot be read is left for its rules to refuse. */
export function askedIn(form: Form): Asked {
  const { activityType = '', mode = '', students = '', speakers = '', school = '', contactName = '', contactPhone = '' } = form;
  const [notes, address] = [words(form.notes), words(form.address)];
  const [speakerId] = chosenIn(form);
  const honours = ticked(form, 'honours');
  return {
    ...{ activityType, mode: mode as Asked['mode'], levels: ticked(form, 'levels'), topics: ticked(form, 'topics') },
    slots: slotsIn(form),
    expectedStudents: numberIn(students),
    speakersWanted: numberIn(speakers),
    ...(notes !== undefined && { notes }),
    ...(school !== '' && { schoolId: school }),
    ...(address !== undefined && { address }),
    ...((contactName + contactPhone).trim() !== '' && { contact: { name: contactName.trim(), phone: contactPhone.trim() } }),
    ...(speakerId !== undefined && { speakerId }),
    ...(form.speakerRequired !== undefined && { speakerRequired: true }),
    ...(honours.length > 0 && { preferredHonours: honours }),
    ...howIn(form),
  };
}

/** What somebody wrote; undefined for nothing. */
export const words = (text = ''): string | undefined => (text.trim() === '' ? undefined : text.replaceAll('\r\n', '\n').trim());

/** What is no number is left for the API to refuse. */
export const numberIn = (text = ''): number => (text.trim() === '' ? Number.NaN : Number(text));

/** Of types only programs speak. */
export const inPlainWords = (error: FieldError): FieldError =>
  error.code === 'type' ? { ...error, zh: '请填写数字', en: 'a number, please' } : error;

/** Which field of the form a path of the API is about. */
export const askedFieldOf =
  (form: Form) =>
  (path: string): string | undefined => {
    if (path === 'contact.phone') return 'contactPhone';
    return slotFieldOf(form, path) ?? FIELDS[path.split('.')[0]!];
  };

const FIELDS: Record<string, string> = {
  ...{ activityType: 'activityType', mode: 'mode', levels: 'levels', topics: 'topics', notes: 'notes', schoolId: 'school' },
  ...{ expectedStudents: 'students', speakersWanted: 'speakers', preferredHonours: 'honours', address: 'address' },
  ...{ contact: 'contactName', speakerId: 'speakerName', speakerRequired: 'speakerName' },
  ...{ channel: 'channel', evidence: 'evidence' },
};
