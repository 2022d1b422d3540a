import type { Organisation, RobotKind } from '../access/organisation.ts';
import { robotUrl } from '../notices/channels/robot-url.ts';
import { keyRing } from '../personal/key-ring.ts';
import { maskedUrl } from '../personal/masked.ts';
import { robotSecret } from '../personal/sealing.ts';
import type { FieldError } from '../platform/problems.ts';
import { fieldError } from '../platform/reasons.ts';
import type { NewRobot } from './contract.ts';

/** The robots by which an office's own group chat is told of what waits. */
export type Robot = NonNullable<Organisation['robots']>[number];

/** A robot as messages are sent by it: whoever knows its address may write into the group. */
export interface OpenRobot {
  id: string;
  kind: RobotKind;
  url: string;
  secret?: string;
}

/** So many robots an organisation has at the most. */
export const MOST_ROBOTS = 3;

/** Whether robots of this kind sign what they are sent; a WeCom robot has nothing but its address. */
const isSigned = (kind: RobotKind): boolean => kind !== 'wecom';

/** What is wrong with a robot; `isOneMore` beside those that stand already. Pure. */
export function problemsOfRobot({ kind, url, secret }: NewRobot, isOneMore: boolean): FieldError[] {
  const problems: FieldError[] = [];
  if (!robotUrl(kind, url)) problems.push(fieldError('url', 'robot-url'));
  else if (isOneMore) problems.push(fieldError('url', 'too-many-robots'));
  if (isSigned(kind) && secret === undefined) problems.push(fieldError('secret', 'required'));
  if (!isSigned(kind) && secret !== undefined) problems.push(fieldError('secret', 'signs-nothing'));
  return problems;
}

/** An organisation's robots with addresses and secrets opened. */
export const openedRobots = (city: string, { id: organisation, robots = [] }: Organisation): Promise<OpenRobot[]> =>
  Promise.all(
    robots.map(async ({ id, kind, url, secret }) => {
      const open = async (sealed: typeof url, field: 'url' | 'secret') =>
        (await keyRing(sealed)).open(sealed, robotSecret(city, organisation, id, field));
      return { id, kind, url: await open(url, 'url'), ...(secret !== undefined && { secret: await open(secret, 'secret') }) };
    }),
  );

export async function sealedRobot(city: string, organisation: string, { id, kind, url, secret }: OpenRobot): Promise<Robot> {
  const ring = await keyRing();
  const seal = (text: string, field: 'url' | 'secret') => ring.seal(text, robotSecret(city, organisation, id, field));
  return { id, kind, url: seal(url, 'url'), ...(secret !== undefined && { secret: seal(secret, 'secret') }) };
}

/** Robots as those who look after them see them again: which ones they are, not how to write by them. */
export const shownRobots = (robots: readonly OpenRobot[]) =>
  robots.map(({ id, kind, url, secret }) => ({ id, kind, url: maskedUrl(url), signed: secret !== undefined }));
