import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import type { SampleCity } from '../demo/sample-city.ts';
import type { Device } from './browser.ts';
import { Looks } from './look.ts';
import { People, type Story } from './people.ts';
import { byPhone } from './stories/by-phone.ts';
import { oneVisit } from './stories/one-visit.ts';
import { recorded } from './stories/recorded.ts';
import { several } from './stories/several.ts';

const STORIES: Story[] = [oneVisit, several, byPhone, recorded];

/** All stories on one device. */
export async function walk(
  city: SampleCity,
  browser: Browser,
  { name, options }: Device,
  index: number,
): Promise<{ pages: number; findings: string[] }> {
  const looks = new Looks(join(import.meta.dirname, '..', '.e2e', name), options.javaScriptEnabled !== false);
  const people = new People(city, browser, options);
  try {
    for (const story of STORIES) await story({ city, people, looks, index });
    return looks;
  } finally {
    await people.leave();
  }
}
