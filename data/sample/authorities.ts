import { areas } from './areas.ts';
import type { SampleOrganisation } from './city.ts';

const union = (id: string, name: string): SampleOrganisation => ({ id, name, kinds: ['union'], parent: 'union-city' });
const education = (id: string, name: string): SampleOrganisation => ({
  id,
  name,
  kinds: ['education'],
  parent: 'education-city',
});

/** Nanchang's unions, education authorities and association: two trees, each with the city at its top. */
export function authoritiesOfNanchang(): SampleOrganisation[] {
  return [
    { id: 'union-city', name: '示例市总工会', kinds: ['union'] },
    ...areas.map(({ code, union: name }) => union(`union-${code}`, name)),
    union('union-education', '示例市教科文卫体工会'),
    union('union-organs', '示例市直机关工会工委'),
    { id: 'education-city', name: '示例市教育局', kinds: ['education'] },
    ...areas.map(({ code, education: name }) => education(`education-${code}`, name)),
    education('education-city-schools', '示例市直属学校管理办公室'),
    { id: 'association-city', name: '示例市劳模协会', kinds: ['association'], parent: 'union-city' },
  ];
}
