import { existsSync } from 'node:fs';
import { SampleCity } from '../demo/sample-city.ts';
import { DEVICES, type Device, launch } from './browser.ts';
import { walk } from './walk.ts';

/**
 * Walks whole visits through the pages as the people concerned, on a telephone, at a desk, and without JavaScript; each page is looked at
 * by axe and photographed into `.e2e/`. Needs Chromium: Debian's, or the one that CHROMIUM names.
 */
const chromium = process.env.CHROMIUM ?? '/usr/bin/chromium';
if (!existsSync(chromium)) {
  console.log(`e2e skipped: there is no Chromium at ${chromium} (apt-get install chromium, or set CHROMIUM)`);
  process.exit(0);
}

const city = await SampleCity.begin('2026-03-02T09:00:00+08:00');
const browser = await launch(chromium);
let wrong = 0;
try {
  for (const [index, device] of DEVICES.entries()) wrong += await onDevice(device, index);
} finally {
  await browser.close();
  await city.end();
}
console.log(wrong === 0 ? 'e2e: all is well' : `e2e: ${wrong} findings`);
process.exitCode = wrong === 0 ? 0 : 1;

async function onDevice(device: Device, index: number): Promise<number> {
  const began = performance.now();
  const { pages, findings, notes } = await walk(city, browser, device, index);
  for (const finding of findings) console.error(`${device.name}: ${finding}`);
  console.log(
    `${device.name}: ${pages} pages, ${findings.length} findings, ${Math.round((performance.now() - began) / 1000)} s${notes.map((note) => `; ${note}`).join('')}`,
  );
  return findings.length;
}
