import { erase, type PersonalPath, personalIn, type Salts } from '../audit/personal.ts';
import type { Item } from '../platform/writes.ts';
import type { StatisticsRow } from '../reports/row.ts';
import { GONE } from './gone.ts';

/** Whose words are looked for. */
export interface Erased {
  person: string;
  speaker?: string | undefined;
}

/** What somebody wrote, and what was written about why a speaker cannot come. */
const OF_AUTHOR: PersonalPath[] = ['data.text', 'data.evidence', 'data.conditions', 'data.summary', 'by.onBehalfOf.evidence'];
/** What a visit is held by; it goes once the visit is over. */
const OF_REQUEST: PersonalPath[] = ['data.contact', 'data.notes'];
const ABOUT_SPEAKER: PersonalPath[] = ['data.text', 'data.evidence', 'by.onBehalfOf.evidence'];

/** How a visit stands: whether it is over, and whether the contact that an event names is somebody who is erased. */
export interface Standing {
  over: boolean;
  isContact: boolean;
}

/** An event without the words of somebody, or about them; the chain stays whole (audit/personal.ts). */
export function eventWithout(event: Item, { person, speaker }: Erased, { over, isContact }: Standing): Item {
  const { by, data } = event as { by?: { person: string }; data?: { speaker?: string } };
  const paths = new Set<PersonalPath>([
    ...(by?.person === person ? OF_AUTHOR : []),
    ...(by?.person === person && over ? OF_REQUEST : []),
    ...(isContact && over ? (['data.contact'] as const) : []),
    ...(speaker !== undefined && data?.speaker === speaker ? ABOUT_SPEAKER : []),
  ]);
  return personalIn(event)
    .filter((path) => paths.has(path))
    .reduce(erase, event);
}

/** Whether words of theirs are still to go when the visit is over. */
export const waitsForEnd = (event: Item, { person }: Erased, { over, isContact }: Standing): boolean => {
  const isAuthor = (event as { by?: { person: string } }).by?.person === person;
  const waits: PersonalPath[] = isAuthor ? OF_REQUEST : isContact ? ['data.contact'] : [];
  return !over && waits.some((path) => (event.salts as Salts | undefined)?.[path] !== undefined);
};

const WORDS = ['text', 'evidence', 'conditions', 'summary'];

interface Decided {
  body: Item & { absent?: { speakerId: string; text?: string }[] };
  by?: { person: string; onBehalfOf?: Item };
}

/** A decision without the words of whoever gave it, or about the speaker whom it asked for or missed; undefined where it has none. */
export function decisionWithout(task: Item, { person, speaker }: Erased): Item | undefined {
  const { decision } = task as { decision?: Decided };
  if (!decision) return undefined;
  const { body, by } = decision;
  const isAuthor = by?.person === person;
  const concerned = isAuthor || (speaker !== undefined && [task.speaker, task.party].includes(speaker));
  const { evidence, ...onBehalfOf } = by?.onBehalfOf ?? {};
  const hasWords = concerned && (evidence !== undefined || WORDS.some((word) => word in body));
  const ofAbsence = ({ speakerId, text }: { speakerId: string; text?: string }) =>
    text !== undefined && (isAuthor || speakerId === speaker);
  if (!hasWords && !body.absent?.some(ofAbsence)) return undefined;
  const kept = Object.entries(body).filter(([name]) => !hasWords || !WORDS.includes(name));
  const absent = body.absent?.map(({ text, ...one }) => (ofAbsence({ ...one, text }) ? one : { ...one, text }));
  return {
    ...decision,
    body: { ...Object.fromEntries(kept), ...(absent && { absent }) },
    ...(by && { by: { ...by, ...(by.onBehalfOf && { onBehalfOf: hasWords ? onBehalfOf : by.onBehalfOf }) } }),
  };
}

/** The speakers of a row with the name gone and the honour kept: how many there were, and of which honours, stays right. */
export const speakersWithout = ({ speakers }: StatisticsRow, { speaker }: Erased): StatisticsRow['speakers'] | undefined =>
  speakers.some(({ id, name }) => id === speaker && name !== GONE)
    ? speakers.map((one) => (one.id === speaker ? { ...one, name: GONE } : one))
    : undefined;
