import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import type { SampleCity } from '../demo/sample-city.ts';
import type { Device } from './browser.ts';
import { Looks } from './look.ts';
import { People, type Story } from './people.ts';
import { administration } from './stories/administration.ts';
import { byLink } from './stories/by-link.ts';
import { byPhone } from './stories/by-phone.ts';
import { crowd } from './stories/crowd.ts';
import { firstLoad } from './stories/first-load.ts';
import { keyboard } from './stories/keyboard.ts';
import { noShow } from './stories/no-show.ts';
import { onPaper } from './stories/on-paper.ts';
import { oneVisit } from './stories/one-visit.ts';
import { ownData } from './stories/own-data.ts';
import { policy } from './stories/policy.ts';
import { recorded } from './stories/recorded.ts';
import { settings } from './stories/settings.ts';
import { several } from './stories/several.ts';
import { speakers } from './stories/speakers.ts';

const STORIES: Story[] = [
  ...[oneVisit, several, keyboard, byPhone, byLink, recorded, speakers, noShow, administration, policy, settings],
  ...[onPaper, ownData],
  ...[crowd, firstLoad],
];

/** All stories on one device. */
export async function walk(
  city: SampleCity,
  browser: Browser,
  { name, options }: Device,
  index: number,
): Promise<{ pages: number; findings: string[]; notes: string[] }> {
  const looks = new Looks(join(import.meta.dirname, '..', '.e2e', name), options.javaScriptEnabled !== false);
  const people = new People(city, browser, options);
  try {
    for (const story of STORIES) await story({ city, people, looks, index });
    return looks;
  } finally {
    await people.leave();
  }
}
