import * as z from 'zod/mini';
import type { Contract } from '../platform/contract.ts';
import { PageLimit } from '../platform/paging.ts';
import { Code, Line, Phone } from '../platform/schema.ts';
import { Employment, Speaker } from './speaker.ts';

/** Phone and employments are there for those who may see them. */
const SpeakerAnswer = z.strictObject({
  ...Speaker.shape,
  phone: z.optional(Phone),
  employments: z.optional(z.array(Employment)),
  mainHonour: z.optional(z.strictObject({ code: Code, level: z.string() })),
});

export const listSpeakers = {
  method: 'GET',
  path: '/v1/speakers',
  summary: { zh: '劳模工匠资源库', en: 'The talent pool' },
  query: z.strictObject({
    topic: z.optional(Line(30)),
    level: z.optional(Code),
    district: z.optional(Code),
    cursor: z.optional(Line(500)),
    limit: PageLimit,
  }),
  success: 200,
  answer: z.strictObject({ speakers: z.array(SpeakerAnswer), cursor: z.optional(z.string()) }),
} satisfies Contract;

export const getSpeaker = {
  method: 'GET',
  path: '/v1/speakers/{id}',
  summary: { zh: '一位劳模工匠', en: 'One speaker' },
  params: z.object({ id: Line(100) }),
  success: 200,
  answer: SpeakerAnswer,
} satisfies Contract;
