import * as z from 'zod/mini';
import { Membership, NoticeChannel, NoticeWishes, Person, Role } from '../access/person.ts';
import { distinct } from '../decisions/reason.ts';
import type { Contract } from '../platform/contract.ts';
import { Code, Email, Instant, InstantWithOffset, Line, OpenId, Phone, WecomMember } from '../platform/schema.ts';

/** A person as those who look after them see them: of the memberships those that they look after. */
export const PersonAnswer = z.strictObject({
  id: Code,
  name: Person.shape.name,
  speakerId: z.optional(Code),
  memberships: z.array(z.strictObject(Membership.shape)),
});

/** A role in an organisation that can be given; a speaker is one by the pool entry. */
export const GrantableRole = z.enum(Role.options.filter((role) => role !== 'speaker') as Exclude<Role, 'speaker'>[]);

/** Without `from` from now on, without `to` until it is ended; without `head` whoever is its head (分管领导) remains so. */
const NewMembership = z.strictObject({
  organisation: Code,
  role: GrantableRole,
  from: z.optional(InstantWithOffset),
  to: z.optional(InstantWithOffset),
  head: z.optional(z.boolean()),
});
export type NewMembership = z.output<typeof NewMembership>;

const PersonId = z.object({ id: Line(100) });
const change = <P extends `/${string}`, B extends z.ZodMiniType>(path: P, zh: string, en: string, body: B) =>
  ({
    method: 'POST',
    path,
    summary: { zh, en },
    params: PersonId,
    body,
    success: 200,
    answer: PersonAnswer,
  }) satisfies Contract;

export const listPeople = {
  method: 'GET',
  path: '/v1/people',
  summary: { zh: '一个单位的人员', en: 'The people of an organisation' },
  query: z.strictObject({ organisation: Code }),
  success: 200,
  answer: z.strictObject({ people: z.array(PersonAnswer) }),
} satisfies Contract;

/** `me` is whoever asks. */
export const getPerson = {
  method: 'GET',
  path: '/v1/people/{id}',
  summary: { zh: '一位人员；me 为本人', en: 'One person; me is oneself' },
  params: PersonId,
  success: 200,
  answer: PersonAnswer,
} satisfies Contract;

/**
 * Whoever is registered with this number and name already gets the roles beside those they have. `subject` is how an issuer of the
 * city's own names them; `speakerId` ties them to an entry of the pool.
 */
export const addPerson = {
  method: 'POST',
  path: '/v1/people',
  summary: { zh: '新增人员', en: 'Add a person' },
  body: z.strictObject({
    name: Line(30),
    phone: Phone,
    subject: z.optional(Line(200)),
    speakerId: z.optional(Code),
    memberships: distinct(NewMembership, 10),
  }),
  success: 201,
  answer: PersonAnswer,
} satisfies Contract;

export const grantMembership = change(
  '/v1/people/{id}/memberships',
  '授予任职',
  'Give a role in an organisation',
  NewMembership,
);

/** What belongs to the organisation stays with it: its open tasks wait for whoever acts for it next. */
export const departPerson = change(
  '/v1/people/{id}/departure',
  '离任交接',
  'End roles in an organisation, and hand them over',
  z.strictObject({
    organisation: Code,
    /** All roles there, without it. */
    role: z.optional(Role),
    /** Now, without it. */
    at: z.optional(InstantWithOffset),
    /** Who has the same roles from then on. */
    successor: z.optional(Code),
    /** Nobody is left to act for the organisation, and that is meant. */
    leaveEmpty: z.optional(z.literal(true)),
  }),
);

export const delegateRole = change(
  '/v1/people/{id}/delegations',
  '委托代理',
  'Let a colleague stand in during an absence',
  z.strictObject({
    organisation: Code,
    role: z.optional(Role),
    /** The colleague. */
    to: Code,
    /** Now, without it. */
    from: z.optional(InstantWithOffset),
    /** At most 366 days ahead; an instant that has passed ends it. */
    until: InstantWithOffset,
  }),
);

/** `me` is whoever asks. */
export const signOutPerson = {
  method: 'POST',
  path: '/v1/people/{id}/sign-out',
  summary: { zh: '在全部设备上退出登录；me 为本人', en: 'Sign a person out on all devices; me is oneself' },
  params: PersonId,
  body: z.strictObject({}),
  success: 200,
  answer: z.strictObject({ id: Code, signedOutAt: Instant }),
} satisfies Contract;

const Channels = distinct(NoticeChannel, NoticeChannel.options.length);

/** What is left out stays as it is; null takes an address away. */
const WishChange = z.strictObject({
  language: z.optional(z.enum(['zh', 'en'])),
  immediate: z.optional(Channels),
  digest: z.optional(Channels),
  email: z.optional(z.nullable(Email)),
  wecom: z.optional(z.nullable(WecomMember)),
  officialAccount: z.optional(z.nullable(OpenId)),
});
export type WishChange = z.output<typeof WishChange>;

/** Of the addresses only as much as tells oneself which ones they are. */
const WishAnswer = z.strictObject({
  ...NoticeWishes.shape,
  email: z.optional(z.string()),
  wecom: z.optional(z.string()),
  officialAccount: z.optional(z.string()),
});

export const getWishes = {
  method: 'GET',
  path: '/v1/people/me/notices',
  summary: { zh: '本人的通知方式', en: 'How one is told oneself' },
  success: 200,
  answer: WishAnswer,
} satisfies Contract;

/** Each channel that is chosen needs its address: `sms` a registered phone, the others what is given here. */
export const changeWishes = {
  method: 'PATCH',
  path: '/v1/people/me/notices',
  summary: { zh: '选择本人的通知方式', en: 'Choose how one is told oneself' },
  body: WishChange,
  success: 200,
  answer: WishAnswer,
} satisfies Contract;
