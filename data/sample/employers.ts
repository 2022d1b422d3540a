import { areas } from './areas.ts';
import type { SampleOrganisation } from './city.ts';
import { SCHOOL_AND_EMPLOYER } from './schools.ts';

/** What sort of work an employer does; it decides which trades its speakers have. */
export type Sort = 'factory' | 'power' | 'transport' | 'construction' | 'farm' | 'craft' | 'service' | 'hospital' | 'school';

/** A place where speakers work, and the union that coordinates with it. */
export interface Workplace {
  id: string;
  union: string;
  sort: Sort;
}

/** Name, sort of work, union by affiliation (工会隶属关系), district: `employer-01` is the first. */
const EMPLOYERS: readonly (readonly [name: string, sort: Sort, union: string, district: string])[] = [
  ['示例焊接装备厂', 'factory', 'union-qingshanhu', 'qingshanhu'],
  ['示例重型机械厂', 'factory', 'union-jingkai', 'jingkai'],
  ['示例钢结构公司', 'construction', 'union-city', 'xinjian'],
  ['示例航空部件厂', 'factory', 'union-gaoxin', 'gaoxin'],
  ['示例船舶修造厂', 'factory', 'union-nanchang-xian', 'nanchang-xian'],
  ['示例压力容器厂', 'factory', 'union-honggutan', 'honggutan'],
  ['示例汽车制造厂', 'factory', 'union-nanchang-xian', 'nanchang-xian'],
  ['示例机器人公司', 'factory', 'union-gaoxin', 'gaoxin'],
  ['示例电子元件厂', 'factory', 'union-gaoxin', 'gaoxin'],
  ['示例纺织厂', 'factory', 'union-qingshanhu', 'qingshanhu'],
  ['示例制药厂', 'factory', 'union-jinxian', 'jinxian'],
  ['示例铝型材厂', 'factory', 'union-anyi', 'anyi'],
  ['示例市供电公司', 'power', 'union-city', 'donghu'],
  ['示例县供电公司', 'power', 'union-nanchang-xian', 'nanchang-xian'],
  ['示例水电检修公司', 'power', 'union-xinjian', 'xinjian'],
  ['示例地铁公司', 'transport', 'union-city', 'honggutan'],
  ['示例公交公司', 'transport', 'union-city', 'xihu'],
  ['示例铁路检修段', 'transport', 'union-qingyunpu', 'qingyunpu'],
  ['示例快递公司', 'transport', 'union-xihu', 'xihu'],
  ['示例物流园', 'transport', 'union-jingkai', 'jingkai'],
  ['示例第一建筑公司', 'construction', 'union-city', 'honggutan'],
  ['示例第二建筑公司', 'construction', 'union-xihu', 'xihu'],
  ['示例路桥公司', 'construction', 'union-xinjian', 'xinjian'],
  ['示例古建修缮公司', 'construction', 'union-anyi', 'anyi'],
  ['示例水稻农场', 'farm', 'union-nanchang-xian', 'nanchang-xian'],
  ['示例果蔬合作社', 'farm', 'union-jinxian', 'jinxian'],
  ['示例茶场', 'farm', 'union-wanli', 'wanli'],
  ['示例水产合作社', 'farm', 'union-jinxian', 'jinxian'],
  ['示例陶瓷工坊', 'craft', 'union-wanli', 'wanli'],
  ['示例刺绣工坊', 'craft', 'union-donghu', 'donghu'],
  ['示例毛笔工坊', 'craft', 'union-jinxian', 'jinxian'],
  ['示例木雕工坊', 'craft', 'union-qingyunpu', 'qingyunpu'],
  ['示例环卫所', 'service', 'union-donghu', 'donghu'],
  ['示例园林所', 'service', 'union-organs', 'donghu'],
  ['示例饭店', 'service', 'union-donghu', 'donghu'],
  ['示例政务服务中心', 'service', 'union-organs', 'honggutan'],
  ['示例自来水公司', 'service', 'union-city', 'qingyunpu'],
  ['示例市第一医院', 'hospital', 'union-education', 'donghu'],
  ['示例市中医院', 'hospital', 'union-education', 'xihu'],
  ['示例社区卫生中心', 'hospital', 'union-honggutan', 'honggutan'],
];

const idOf = (index: number) => `employer-${String(index + 1).padStart(2, '0')}`;

/** Nanchang's employers, each under the union that coordinates with it. */
export function employersOfNanchang(): SampleOrganisation[] {
  return EMPLOYERS.map(([name, , union, district], index) => ({
    id: idOf(index),
    name,
    kinds: ['employer'],
    parent: union,
    district,
    address: `示例${areas.find(({ code }) => code === district)!.short}示例大道${index + 1}号`,
  }));
}

/** Where Nanchang's speakers work: the employers, and the school that is one too. */
export function workplacesOfNanchang(): Workplace[] {
  return [
    ...EMPLOYERS.map(([, sort, union], index): Workplace => ({ id: idOf(index), union, sort })),
    { id: SCHOOL_AND_EMPLOYER, union: 'union-education', sort: 'school' },
  ];
}
