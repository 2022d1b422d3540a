import type { SampleCity } from './city.ts';
import { nanchang } from './nanchang.ts';
import { shili } from './shili.ts';

export type { SampleCity, SamplePlan } from './city.ts';
export { withoutLimits } from './lifted.ts';
export { manySpeakers } from './nanchang.ts';

/** The seed of the sample data that documents and tests speak of. */
export const SAMPLE_SEED = 20_240_515;

/** The sample cities: Nanchang, large enough to try everything, and a small second one. The same seed gives the same data. */
export function sampleCities(seed: number = SAMPLE_SEED): SampleCity[] {
  return [nanchang(seed), shili(seed)];
}
