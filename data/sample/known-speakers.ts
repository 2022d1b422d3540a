import type { Employment } from '../../functions/talent/speaker.ts';
import type { SampleSpeaker } from './city.ts';
import { sampleName, samplePhone } from './names.ts';

/**
 * The first eight speakers of Nanchang, written by hand so that demonstrations and tests can rely on them:
 *
 * - `speaker-001` employed at employer-01 (a weekday visit needs a release), welding, the highest rating of the pool
 * - `speaker-002` retired (no release), welding
 * - `speaker-003` two employers, employer-01 and employer-02, welding
 * - `speaker-004` self-employed (no release), intangible heritage
 * - `speaker-005` paused, employed at employer-01, welding
 * - `speaker-006`, `speaker-007`, `speaker-008` employed at employer-03, employer-04, employer-05, welding
 *
 * Every level, district, activity type, mode and hour suits all eight.
 */
export function knownSpeakers(): SampleSpeaker[] {
  const employedAt = (...employers: string[]) =>
    employers.map((employer): Employment => ({ kind: 'employed', employer, from: '2008-07-01' }));
  return [
    known(1, { union: 'union-qingshanhu', employments: employedAt('employer-01'), rating: 4.9 }),
    known(2, { union: 'union-qingshanhu', employments: [{ kind: 'retired', from: '2021-01-01' }], rating: 4.8 }),
    known(3, { union: 'union-qingshanhu', employments: employedAt('employer-01', 'employer-02'), rating: 4.6 }),
    known(4, {
      union: 'union-wanli',
      employments: [{ kind: 'self-employed', from: '2012-03-01' }],
      rating: 4.6,
      trade: '陶瓷工艺师',
      skills: ['拉坯', '瓷板画'],
      topics: ['intangible-heritage', 'ceramics', 'craftsman-spirit'],
      talks: [{ title: '泥土里开出的花', topics: ['intangible-heritage', 'ceramics'], levels: [], minutes: 45 }],
    }),
    known(5, { union: 'union-qingshanhu', employments: employedAt('employer-01'), status: 'paused', rating: 4.7 }),
    known(6, { union: 'union-city', employments: employedAt('employer-03'), rating: 4.7 }),
    known(7, { union: 'union-gaoxin', employments: employedAt('employer-04'), rating: 4.6 }),
    known(8, { union: 'union-nanchang-xian', employments: employedAt('employer-05'), rating: 4.6 }),
  ];
}

function known(number: number, facts: Pick<SampleSpeaker, 'union' | 'employments'> & Partial<SampleSpeaker>): SampleSpeaker {
  return {
    id: `speaker-${String(number).padStart(3, '0')}`,
    name: sampleName(number),
    phone: samplePhone(number),
    status: 'active',
    honours: [
      {
        code: 'model-worker',
        level: number === 1 ? 'national' : 'province',
        body: number === 1 ? '示例全国评选委员会' : '示例省评选委员会',
        year: 2015,
        certificate: `示例-2015-${number}`,
        verifiedBy: `person-${facts.union}`,
        verifiedOn: '2024-05-20',
      },
    ],
    trade: '焊工',
    skills: ['手工电弧焊', '氩弧焊'],
    topics: ['welding', 'model-worker-spirit', 'safety'],
    activityTypes: [],
    modes: ['in-school', 'at-base', 'online'],
    levels: [],
    districts: [],
    availability: [],
    talks: [{ title: '一把焊枪的故事', topics: ['welding', 'model-worker-spirit'], levels: [], minutes: 45 }],
    team: '示例劳模工匠宣讲团',
    ...facts,
  };
}
