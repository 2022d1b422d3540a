import { areas } from './areas.ts';
import type { SampleOrganisation } from './city.ts';

/** Nobody has these: no line of Nanchang begins with a nought. */
const officePhone = (index: number): string => `0791-0000${String(index).padStart(4, '0')}`;
const union = (id: string, name: string, index: number): SampleOrganisation => ({
  ...{ id, name, kinds: ['union'], parent: 'union-city', officePhone: officePhone(index) },
});
const education = (id: string, name: string): SampleOrganisation => ({
  id,
  name,
  kinds: ['education'],
  parent: 'education-city',
});

/** Nanchang's unions, education authorities and association: two trees, each with the city at its top. */
export function authoritiesOfNanchang(): SampleOrganisation[] {
  return [
    { id: 'union-city', name: '示例市总工会', kinds: ['union'], officePhone: officePhone(0) },
    ...areas.map(({ code, union: name }, i) => union(`union-${code}`, name, i + 1)),
    union('union-education', '示例市教科文卫体工会', areas.length + 1),
    union('union-organs', '示例市直机关工会工委', areas.length + 2),
    { id: 'education-city', name: '示例市教育局', kinds: ['education'] },
    ...areas.map(({ code, education: name }) => education(`education-${code}`, name)),
    education('education-city-schools', '示例市直属学校管理办公室'),
    { id: 'association-city', name: '示例市劳模协会', kinds: ['association'], parent: 'union-city' },
  ];
}
