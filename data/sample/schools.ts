import { areas } from './areas.ts';
import type { SampleOrganisation } from './city.ts';

const PRIMARY = ['primary-lower', 'primary-middle', 'primary-upper'];

interface SchoolKind {
  name: string;
  levels: string[];
}

/** What every county, district and zone has. */
const COMMON: readonly SchoolKind[] = [
  { name: '第一小学', levels: PRIMARY },
  { name: '初级中学', levels: ['junior-secondary'] },
  { name: '中心幼儿园', levels: ['kindergarten'] },
  { name: '高级中学', levels: ['senior-secondary'] },
];

/** What some have besides, by area. */
const BESIDES: Record<string, SchoolKind> = {
  'nanchang-xian': { name: '中等职业学校', levels: ['vocational-secondary'] },
  jinxian: { name: '特殊教育学校', levels: ['special-education'] },
  anyi: { name: '综合实践教育学校', levels: ['comprehensive-practice'] },
  donghu: { name: '第二小学', levels: PRIMARY },
  xihu: { name: '特殊教育学校', levels: ['special-education'] },
  qingshanhu: { name: '技工学校', levels: ['technical'] },
  xinjian: { name: '中等职业学校', levels: ['vocational-secondary'] },
  honggutan: { name: '九年一贯制学校', levels: [...PRIMARY, 'junior-secondary'] },
  gaoxin: { name: '十二年一贯制学校', levels: [...PRIMARY, 'junior-secondary', 'senior-secondary'] },
};

/**
 * Schools that the city manages, with the district in which each stands. The plan has no row for colleges and universities: here
 * they file with the city's own schools.
 */
const CITY_SCHOOLS: readonly (SchoolKind & { district: string })[] = [
  { name: '第一中学', levels: ['junior-secondary', 'senior-secondary'], district: 'donghu' },
  { name: '第二中学', levels: ['junior-secondary', 'senior-secondary'], district: 'xihu' },
  { name: '第三中学', levels: ['senior-secondary'], district: 'honggutan' },
  { name: '第四中学', levels: ['junior-secondary'], district: 'qingyunpu' },
  { name: '实验学校', levels: [...PRIMARY, 'junior-secondary'], district: 'donghu' },
  { name: '第一中等职业学校', levels: ['vocational-secondary'], district: 'qingshanhu' },
  { name: '第二中等职业学校', levels: ['vocational-secondary'], district: 'xinjian' },
  { name: '技师学院', levels: ['technical'], district: 'jingkai' },
  { name: '职业技术学院', levels: ['vocational-college'], district: 'gaoxin' },
  { name: '大学', levels: ['university'], district: 'honggutan' },
  { name: '启智特殊教育学校', levels: ['special-education'], district: 'xihu' },
  { name: '综合实践教育中心', levels: ['comprehensive-practice'], district: 'wanli' },
];

/** The one school that is also an employer here: its 先进工作者 teachers visit other schools. Its parent stays its authority. */
export const SCHOOL_AND_EMPLOYER = 'school-city-schools-02';

/** Nanchang's schools: `school-{unit}-{two digits}`, all levels, at least four in every unit. */
export function schoolsOfNanchang(): SampleOrganisation[] {
  const inAreas = areas.flatMap(({ code, short }) => {
    const besides = BESIDES[code];
    return [...COMMON, ...(besides ? [besides] : [])].map((kind, index) =>
      school({
        unit: code,
        district: code,
        name: `示例${short}${kind.name}`,
        street: `示例${short}`,
        levels: kind.levels,
        index,
      }),
    );
  });
  const ofCity = CITY_SCHOOLS.map(({ name, levels, district }, index) => {
    const { short } = areas.find(({ code }) => code === district)!;
    return school({ unit: 'city-schools', district, name: `示例${name}`, street: `示例${short}`, levels, index });
  });
  return [...inAreas, ...ofCity];
}

interface SchoolFacts {
  unit: string;
  district: string;
  name: string;
  street: string;
  levels: string[];
  index: number;
}

function school({ unit, district, name, street, levels, index }: SchoolFacts): SampleOrganisation {
  const id = `school-${unit}-${String(index + 1).padStart(2, '0')}`;
  return {
    id,
    name,
    kinds: id === SCHOOL_AND_EMPLOYER ? ['school', 'employer'] : ['school'],
    parent: `education-${unit}`,
    unit,
    district,
    levels: [...levels],
    address: `${street}示例路${index + 1}号`,
  };
}
