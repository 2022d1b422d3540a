import type { Unit } from '../../functions/access/organisation.ts';
import type { CatalogueEntry } from '../../functions/catalogue/entry.ts';

/** A unit of the plan that is also a place: a county, a district or a zone, with a union and an education authority of its own. */
export interface Area {
  code: string;
  zh: string;
  en: string;
  /** How its schools and addresses are called. */
  short: string;
  minimumSessions: number;
  union: string;
  education: string;
}

const area = (code: string, zh: string, en: string, minimumSessions: number, more: Partial<Area> = {}): Area => {
  const short = more.short ?? zh;
  const names = { union: `示例${short}总工会`, education: `示例${short}教体局` };
  return { code, zh, en, minimumSessions, ...names, ...more, short };
};

/** The twelve area units of ../nanchang-plan-2024.csv, in its order. The names of zones' authorities differ from place to place. */
export const areas: readonly Area[] = [
  area('nanchang-xian', '南昌县', 'Nanchang County', 4),
  area('jinxian', '进贤县', 'Jinxian County', 2),
  area('anyi', '安义县', 'Anyi County', 2),
  area('donghu', '东湖区', 'Donghu District', 1),
  area('xihu', '西湖区', 'Xihu District', 2),
  area('qingyunpu', '青云谱区', 'Qingyunpu District', 1),
  area('qingshanhu', '青山湖区', 'Qingshanhu District', 3),
  area('xinjian', '新建区', 'Xinjian District', 2),
  area('honggutan', '红谷滩区', 'Honggutan District', 4),
  area('jingkai', '经开区', 'Economic Development Zone', 2, {
    union: '示例经开区工会工委',
    education: '示例经开区教育事业发展中心',
  }),
  area('gaoxin', '高新区', 'High-Tech Zone', 4, { union: '示例高新区工会工委', education: '示例高新区教体办' }),
  area('wanli', '湾里管理局', 'Wanli Administration', 2, {
    short: '湾里',
    union: '示例湾里管理局工会工委',
    education: '示例湾里管理局教体办',
  }),
];

/** The thirteenth unit: the schools that the city itself manages. It is no place: they stand inside the districts. */
export const citySchools = {
  code: 'city-schools',
  zh: '市属中学（含中等职业学校）',
  en: 'City-managed secondary schools (vocational ones included)',
  minimumSessions: 6,
} as const;

/** The districts in which schools stand and speakers go. */
export function districtsOfNanchang(): CatalogueEntry[] {
  return areas.map(({ code, zh, en }) => ({ code, zh, en }));
}

/** The 13 units of the plan. For the city's own schools the union is that of education, culture, science, health and sports. */
export function unitsOfNanchang(): Unit[] {
  return [
    ...areas.map(({ code, zh, minimumSessions }) => ({
      id: code,
      name: zh,
      union: `union-${code}`,
      education: `education-${code}`,
      minimumSessions,
    })),
    {
      id: citySchools.code,
      name: citySchools.zh,
      union: 'union-education',
      education: 'education-city-schools',
      minimumSessions: citySchools.minimumSessions,
    },
  ];
}
