import type { Honour, Speaker } from './speaker.ts';

const RANK: Honour['level'][] = ['national', 'province', 'city', 'county'];

/** The main verified honour: the highest level, then the first entered. The statistics table and letters name it. */
export function mainHonour({ honours }: Pick<Speaker, 'honours'>): { code: string; level: Honour['level'] } | undefined {
  const verified = honours.filter((honour) => !honour.revoked && honour.verifiedBy !== undefined);
  const [main] = verified.sort((a, b) => RANK.indexOf(a.level) - RANK.indexOf(b.level));
  return main && { code: main.code, level: main.level };
}
