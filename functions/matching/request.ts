import type { Interval } from '../platform/schema.ts';
import type { Slot } from '../visits/visit.ts';

/** What the match needs to know of a visit; slots, with their sessions, in the school's order of wish. */
export interface MatchRequest {
  visit: string;
  activityType: string;
  mode: 'in-school' | 'at-base' | 'online';
  levels: string[];
  topics: string[];
  district: string;
  slots: Slot[];
  /** The seats to fill now. */
  seats: number[];
  /** Agreed seats keep their slot: when set, only this one is tried. */
  fixedSlot?: Interval;
  preferredHonours: string[];
  /** A wish, or with `speakerRequired` a requirement. */
  speakerId?: string;
  speakerRequired: boolean;
  /** Who declined, was refused, or already sits in this visit. */
  excluded: string[];
}

/** One stretch of a speaker's time that a visit holds, travel included; a visit with sessions may have several. */
export interface Hold extends Interval {
  visit: string;
  seat: number;
}

/** A speaker's holds of one month (YYYY-MM in Asia/Shanghai). An interval over midnight or month's end stands in both. */
export interface Diary {
  speaker: string;
  month: string;
  version: number;
  holds: Hold[];
}

/** How many visits a speaker has per ISO week (2026-W10) and month (2026-03), by the visit's start in Asia/Shanghai. */
export interface Load {
  speaker: string;
  version: number;
  counts: Record<string, number>;
  /** Minutes used up of standing permissions (permitted.ts), by employer and month. */
  permitted?: Record<string, number> | undefined;
}

/** A code of the catalogue's reasons, with the facts that fill its sentence. */
export interface Reason {
  code: string;
  facts?: Record<string, string | number>;
}
