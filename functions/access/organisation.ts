import * as z from 'zod/mini';
import { Code, Line, Phone, Sealed } from '../platform/schema.ts';

/** What an organisation can be (domain.md, "People and organisations"); it may be several at once. */
export const OrganisationKind = z.enum(['school', 'union', 'employer', 'education', 'association']);
export type OrganisationKind = z.infer<typeof OrganisationKind>;

/** Whose group chats a robot can write into. */
export const RobotKind = z.enum(['wecom', 'dingtalk', 'feishu']);
export type RobotKind = z.infer<typeof RobotKind>;

/** A few letters, as they stand in front of 〔2026〕. */
export const LetterPrefix = z.string().check(z.regex(/^[\p{L}\p{N}]{1,16}$/u));

/**
 * A node of the city's organisation tree. `parent` is the superior inside its own line: a school's education authority, an
 * employer's union (工会隶属关系), a union's and an authority's superior. The city's own union and authority have none.
 */
export const Organisation = z.object({
  id: Code,
  name: Line(60),
  kinds: z.array(OrganisationKind).check(z.minLength(1)),
  parent: z.optional(Code),
  /** The plan's row that a school belongs to by management level (管理权限). */
  unit: z.optional(Code),
  /** Schools only: levels taught, and what a request takes over from the record. */
  levels: z.optional(z.array(Code)),
  district: z.optional(Code),
  address: z.optional(Line(100)),
  contact: z.optional(z.object({ name: Line(30), phone: Sealed })),
  /** The office's own line (办公电话), which everybody in the city may call; nobody's personal number. */
  officePhone: z.optional(Phone),
  /** Group robots that tell the office's chat of what waits; never of persons. Address and secret are sealed. */
  robots: z.optional(z.array(z.object({ kind: RobotKind, id: Code, url: Sealed, secret: z.optional(Sealed) }))),
  /** Unions only: what the numbers of its letters begin with, 洪工函 in 洪工函〔2026〕12号. */
  letterPrefix: z.optional(LetterPrefix),
  /** The organisation that took this one over (合并). */
  successor: z.optional(Code),
  /** Those that this one has taken over, theirs included: whoever acts for it acts for them. */
  predecessors: z.optional(z.array(Code)),
  /** Guards every change of the record; nobody has changed one without it yet. */
  version: z.optional(z.int()),
});
export type Organisation = z.infer<typeof Organisation>;

/** A row of the yearly plan: it names the union that approves and the education authority that files (domain.md). */
export const Unit = z.object({
  id: Code,
  name: Line(40),
  union: Code,
  education: Code,
  minimumSessions: z.int().check(z.gte(0)),
});
export type Unit = z.infer<typeof Unit>;
