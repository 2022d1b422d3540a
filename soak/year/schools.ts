import { sampleCities } from '../../data/sample/index.ts';
import { CITY } from './table.ts';

/** The schools of the sample city. */
export const schoolsOf = (): string[] =>
  sampleCities()
    .find(({ id }) => id === CITY)!
    .organisations.filter(({ kinds, unit }) => kinds.includes('school') && unit !== undefined)
    .map(({ id }) => id);
