import { roles as roleEntries } from '../../catalogue/roles.ts';
import type { Language } from '../../deadlines/say.ts';
import { listPeople } from '../../people/contract.ts';
import type { Answered, Client } from '../client.ts';
import type { Me } from '../me.ts';
import { missing } from '../names.ts';
import { isOver, termAs, untilAs } from './terms.ts';

export type Member = Answered<typeof listPeople>['people'][number];
export type Membership = Member['memberships'][number];

/** The organisations that somebody administers themselves; those below them are theirs to look after, too. */
export const administered = ({ organisations }: Me): string[] => [
  ...new Set(organisations.filter(({ role }) => role === 'administrator').map(({ id }) => id)),
];

/** Who acts, or acted, for an organisation; undefined where that is not the reader's to know. */
export const membersOf = async (client: Client, organisation: string): Promise<Member[] | undefined> =>
  (await client.call(listPeople, { query: { organisation } }).catch(missing))?.people;

export const lasting = ({ memberships }: Member, now: Date): Membership[] => memberships.filter((each) => !isOver(each, now));

export function roleAs(code: string, language: Language): string {
  return roleEntries.find((role) => role.code === code)?.[language] ?? code;
}

/** One role with its term and whose it is: 学校 · 分管领导（3月2日 周一起）. Pure. */
export function membershipAs(
  membership: Membership,
  names: ReadonlyMap<string, string>,
  language: Language,
  now: Date,
): string {
  const { role, head, delegatedBy, through } = membership;
  const lent = delegatedBy === undefined ? undefined : standsIn(names.get(delegatedBy), language);
  const marks = [
    roleAs(role, language),
    head && { zh: '分管领导', en: 'head' }[language],
    lent,
    through !== undefined && { zh: '随合并单位', en: 'by a merger' }[language],
  ];
  const term = termAs(membership, language, now);
  return language === 'zh'
    ? `${marks.filter(Boolean).join(' · ')}（${term}）`
    : `${marks.filter(Boolean).join(' · ')} (${term})`;
}

const standsIn = (name: string | undefined, language: Language): string =>
  language === 'zh' ? `代理${name ?? '他人'}` : `standing in for ${name ?? 'somebody'}`;

/** Who holds, or will hold, somebody's roles in their absence. Pure. */
export const standInsFor = (absent: string, members: readonly Member[], now: Date) =>
  members.flatMap((deputy) =>
    lasting(deputy, now)
      .filter(({ delegatedBy }) => delegatedBy === absent)
      .map((membership) => ({ deputy, membership })),
  );

/** 由示例某代理（学校，至3月9日 周一）. Pure. */
export function standInAs(name: string, membership: Membership, language: Language, now: Date): string {
  const [role, until] = [roleAs(membership.role, language), untilAs(membership, language, now)];
  return language === 'zh' ? `由${name}代理（${role}，${until}）` : `${name} stands in (${role}, ${until})`;
}
