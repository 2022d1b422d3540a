import type { Sort } from './employers.ts';

/** A trade (行业/工种) with what its people can show and talk about; topics are codes of the catalogue. */
export interface Trade {
  zh: string;
  skills: readonly string[];
  topics: readonly string[];
  /** Where its people work. */
  sorts: readonly Sort[];
  /** Whether its people may also be on their own. */
  own?: boolean;
}

export const WELDER: Trade = {
  zh: '焊工',
  skills: ['手工电弧焊', '氩弧焊', '管道焊接'],
  topics: ['welding', 'safety'],
  sorts: ['factory', 'construction'],
};

/** The trades of the sample pool. */
export const trades: readonly Trade[] = [
  WELDER,
  { zh: '钳工', skills: ['精密装配', '模具修配'], topics: ['fitting'], sorts: ['factory', 'power'] },
  { zh: '数控车工', skills: ['数控编程', '薄壁件加工'], topics: ['machining', 'innovation'], sorts: ['factory'] },
  { zh: '机器人运维员', skills: ['机器人调试', '产线改造'], topics: ['robotics', 'innovation'], sorts: ['factory'] },
  { zh: '航空装配工', skills: ['铆接', '部件装配'], topics: ['aviation', 'craftsman-spirit'], sorts: ['factory'] },
  { zh: '汽车维修工', skills: ['故障诊断', '钣金'], topics: ['automobiles'], sorts: ['factory', 'transport'], own: true },
  { zh: '电力线路工', skills: ['带电作业', '线路巡检'], topics: ['electricity', 'safety'], sorts: ['power', 'service'] },
  { zh: '网络工程师', skills: ['网络运维', '数据安全'], topics: ['information-technology'], sorts: ['service', 'factory'] },
  { zh: '列车司机', skills: ['平稳驾驶', '应急处置'], topics: ['rail-transit', 'safety'], sorts: ['transport'] },
  { zh: '公交驾驶员', skills: ['安全行车', '文明服务'], topics: ['public-transport', 'volunteering'], sorts: ['transport'] },
  { zh: '快递员', skills: ['线路规划', '客户服务'], topics: ['logistics', 'labour-spirit'], sorts: ['transport'] },
  { zh: '砌筑工', skills: ['砌筑', '古建修缮'], topics: ['construction'], sorts: ['construction'] },
  {
    zh: '木工',
    skills: ['榫卯', '木雕'],
    topics: ['woodwork', 'intangible-heritage'],
    sorts: ['construction', 'craft'],
    own: true,
  },
  { zh: '陶瓷工艺师', skills: ['拉坯', '瓷板画'], topics: ['ceramics', 'intangible-heritage'], sorts: ['craft'], own: true },
  { zh: '刺绣工艺师', skills: ['刺绣', '盘扣'], topics: ['embroidery', 'intangible-heritage'], sorts: ['craft'], own: true },
  { zh: '剪纸艺人', skills: ['剪纸', '窗花'], topics: ['paper-cutting', 'intangible-heritage'], sorts: ['craft'], own: true },
  { zh: '中式烹调师', skills: ['面点', '刀工'], topics: ['cooking', 'housework'], sorts: ['service'], own: true },
  {
    zh: '农艺师',
    skills: ['水稻育种', '田间管理'],
    topics: ['agriculture', 'rural-revitalisation'],
    sorts: ['farm'],
    own: true,
  },
  { zh: '果蔬种植户', skills: ['嫁接', '大棚管理'], topics: ['agriculture', 'gardening'], sorts: ['farm'], own: true },
  { zh: '园林工', skills: ['花卉养护', '造景'], topics: ['gardening', 'environment'], sorts: ['service'] },
  { zh: '环卫工', skills: ['清扫保洁', '垃圾分类'], topics: ['environment', 'labour-spirit'], sorts: ['service'] },
  { zh: '劳动仲裁员', skills: ['调解', '普法'], topics: ['labour-law', 'career-planning'], sorts: ['service'] },
  { zh: '护士', skills: ['急救', '伤口护理'], topics: ['nursing', 'safety'], sorts: ['hospital'] },
  { zh: '医师', skills: ['推拿', '健康科普'], topics: ['medicine', 'volunteering'], sorts: ['hospital'] },
  { zh: '教师', skills: ['班级管理', '实验教学'], topics: ['teaching', 'career-planning'], sorts: ['school'] },
];

/** What anybody with an honour can talk about. */
export const COMMON_TOPICS = ['model-worker-spirit', 'labour-spirit', 'craftsman-spirit'] as const;
