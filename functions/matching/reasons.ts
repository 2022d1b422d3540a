import { day, timeOfDay } from '../deadlines/shanghai-time.ts';
import type { Interval } from '../platform/schema.ts';
import type { Constraint } from './constraints.ts';
import type { RankedSlot, RequiredSpeaker } from './rank.ts';
import type { Reason } from './request.ts';
import { type ReasonCode, sentences, words } from './sentences.ts';

/** A reason as the school reads it (api.md, "Status of a visit"). */
export interface RenderedReason {
  code: string;
  zh: string;
  en: string;
  facts: Record<string, string | number>;
}

const reason = (code: ReasonCode, facts: Reason['facts'] = {}): Reason => ({ code, facts });

/** When a slot begins, as people read it in Asia/Shanghai. */
const when = (slot: Interval) => `${day(slot.start)} ${timeOfDay(slot.start)}`;

/** What it means when nobody is left after a constraint. Those whose sentence names the slot depend on it. */
const nobodyLeft: Record<Constraint, { code: ReasonCode; ofSlot: boolean }> = {
  status: { code: 'nobody-active', ofSlot: false },
  level: { code: 'nobody-for-level', ofSlot: false },
  'activity-type': { code: 'nobody-for-activity', ofSlot: false },
  mode: { code: 'nobody-for-mode', ofSlot: false },
  district: { code: 'nobody-in-district', ofSlot: false },
  excluded: { code: 'nobody-left', ofSlot: false },
  notice: { code: 'notice-too-short', ofSlot: true },
  availability: { code: 'nobody-available', ofSlot: true },
  busy: { code: 'nobody-free', ofSlot: true },
  load: { code: 'load-limit', ofSlot: true },
};
const order = Object.keys(nobodyLeft) as Constraint[];

const nobody = (constraint: Constraint, slot: Interval, count: number) => {
  const { code, ofSlot } = nobodyLeft[constraint];
  return reason(code, ofSlot ? { slot: when(slot), count } : { count });
};

/** How far the search for a slot's seats came. */
export interface SearchEnd {
  free: number;
  wanted: number;
  /** One 'busy' or 'load' for each who would suit but cannot come. */
  conflicts: Constraint[];
}

/**
 * Why a slot does not work: it is too late, nobody suits (the constraint at which the last ones fell out), those who suit cannot
 * come, or they are too few.
 */
export function slotMissing({ slot, fits, candidates, failed }: RankedSlot, end?: SearchEnd): Reason[] {
  if (!fits) return [reason('too-late', { slot: when(slot) })];
  if (candidates.length === 0) {
    const last = order.findLast((constraint) => failed[constraint]) ?? 'status';
    return [nobody(last, slot, failed[last] ?? 0)];
  }
  if (!end) return [];
  if (end.free > 0) return [reason('too-few', { slot: when(slot), found: end.free, wanted: end.wanted })];
  return (['busy', 'load'] as const)
    .map((constraint) => nobody(constraint, slot, end.conflicts.filter((it) => it === constraint).length))
    .filter(({ facts }) => facts!.count !== 0);
}

/** Why a required speaker cannot come. */
export function requiredMissing(
  { id, name }: Pick<RequiredSpeaker, 'id' | 'name'>,
  failed: Constraint,
  slot: Interval,
): Reason[] {
  const who = { speaker: name, speakerId: id };
  if (failed === 'busy') return [reason('speaker-busy', { ...who, slot: when(slot) })];
  if (nobodyLeft[failed].ofSlot) return [reason('speaker-not-at-that-time', { ...who, slot: when(slot), constraint: failed })];
  return [reason('speaker-unsuitable', { ...who, constraint: failed })];
}

/** A reason with its Chinese and English sentence, the facts filled in. An unknown code of older data stands for itself. */
export function render({ code, facts = {} }: Reason): RenderedReason {
  const fill = (language: 'zh' | 'en') => {
    const sentence = Object.hasOwn(sentences, code) ? sentences[code as ReasonCode][language] : code;
    return sentence.replace(/\{(\w+)\}/g, (_, name: string) => {
      const fact = facts[name] ?? '';
      return name === 'constraint' && Object.hasOwn(words, fact) ? words[fact as Constraint][language] : String(fact);
    });
  };
  return { code, zh: fill('zh'), en: fill('en'), facts };
}
