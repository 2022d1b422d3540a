import * as z from 'zod/mini';
import { LetterPrefix, Organisation, OrganisationKind, RobotKind } from '../access/organisation.ts';
import { distinct } from '../decisions/reason.ts';
import type { Contract } from '../platform/contract.ts';
import { PageLimit } from '../platform/paging.ts';
import { Code, Line, Phone } from '../platform/schema.ts';

const Contact = z.strictObject({ name: Line(30), phone: Phone });

/** What can be said of an organisation but its code. */
const record = {
  name: Line(60),
  kinds: distinct(OrganisationKind, 5).check(z.minLength(1)),
  parent: Code,
  unit: z.optional(Code),
  levels: z.optional(distinct(Code, 10)),
  district: z.optional(Code),
  address: z.optional(Line(100)),
  contact: z.optional(Contact),
  officePhone: z.optional(Phone),
  letterPrefix: z.optional(LetterPrefix),
};

export const NewOrganisation = z.strictObject({ id: Code, ...record });
export type NewOrganisation = z.output<typeof NewOrganisation>;

/** What is left out stays as it is. */
export const ChangedOrganisation = z.strictObject({
  ...record,
  name: z.optional(record.name),
  kinds: z.optional(record.kinds),
  parent: z.optional(Code),
});
export type ChangedOrganisation = z.output<typeof ChangedOrganisation>;

const { version: _, contact: __, robots: ___, ...shown } = Organisation.shape;
/** The contact is there for whoever looks after the organisation; the number is not shown here, and robots have routes of their own. */
export const OrganisationAnswer = z.strictObject({ ...shown, contact: z.optional(z.strictObject({ name: Line(30) })) });

const OrganisationId = z.object({ id: Line(100) });

export const listOrganisations = {
  method: 'GET',
  path: '/v1/organisations',
  summary: { zh: '本市单位', en: 'The organisations of the city' },
  query: z.strictObject({
    kind: z.optional(OrganisationKind),
    unit: z.optional(Code),
    parent: z.optional(Code),
    /** Part of the name. */
    name: z.optional(Line(60)),
    cursor: z.optional(Line(500)),
    limit: PageLimit,
  }),
  success: 200,
  answer: z.strictObject({ organisations: z.array(OrganisationAnswer), cursor: z.optional(z.string()) }),
} satisfies Contract;

export const getOrganisation = {
  method: 'GET',
  path: '/v1/organisations/{id}',
  summary: { zh: '一个单位', en: 'One organisation' },
  params: OrganisationId,
  success: 200,
  answer: OrganisationAnswer,
} satisfies Contract;

export const addOrganisation = {
  method: 'POST',
  path: '/v1/organisations',
  summary: { zh: '新增单位', en: 'Add an organisation' },
  body: NewOrganisation,
  success: 201,
  answer: OrganisationAnswer,
} satisfies Contract;

export const changeOrganisation = {
  method: 'PATCH',
  path: '/v1/organisations/{id}',
  summary: { zh: '更改单位资料', en: "Change an organisation's record" },
  params: OrganisationId,
  body: ChangedOrganisation,
  success: 200,
  answer: OrganisationAnswer,
} satisfies Contract;

/** Its code stays, so that what names it still leads somewhere; whoever acts for the successor acts for it, too. */
export const mergeOrganisation = {
  method: 'POST',
  path: '/v1/organisations/{id}/merger',
  summary: { zh: '并入另一单位', en: 'Merge an organisation into another' },
  params: OrganisationId,
  body: z.strictObject({ successor: Code }),
  success: 200,
  answer: OrganisationAnswer,
} satisfies Contract;

/** `url` is what the vendor gave for the robot; `secret` signs what is sent (DingTalk, Feishu). */
const NewRobot = z.strictObject({ kind: RobotKind, url: Line(500), secret: z.optional(Line(200)) });
export type NewRobot = z.output<typeof NewRobot>;

/** Of the address the host and its end, of the secret only whether there is one. */
const Robots = z.strictObject({
  robots: z.array(z.strictObject({ id: Code, kind: RobotKind, url: z.string(), signed: z.boolean() })),
});

export const listRobots = {
  method: 'GET',
  path: '/v1/organisations/{id}/robots',
  summary: { zh: '单位的群机器人', en: 'The group robots of an organisation' },
  params: OrganisationId,
  success: 200,
  answer: Robots,
} satisfies Contract;

export const addRobot = {
  method: 'POST',
  path: '/v1/organisations/{id}/robots',
  summary: { zh: '添加群机器人', en: 'Add a group robot' },
  params: OrganisationId,
  body: NewRobot,
  success: 201,
  answer: Robots,
} satisfies Contract;

export const removeRobot = {
  method: 'POST',
  path: '/v1/organisations/{id}/robots/{robot}/removal',
  summary: { zh: '移除群机器人', en: 'Remove a group robot' },
  params: z.object({ id: Line(100), robot: Line(100) }),
  success: 200,
  answer: Robots,
} satisfies Contract;
