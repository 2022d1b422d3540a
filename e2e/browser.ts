import { type Browser, type BrowserContextOptions, chromium } from 'playwright-core';

export interface Device {
  name: string;
  options: BrowserContextOptions;
}

export const DEVICES: Device[] = [
  { name: 'phone', options: { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true } },
  { name: 'desk', options: { viewport: { width: 1280, height: 800 } } },
  { name: 'phone-without-javascript', options: { viewport: { width: 360, height: 740 }, javaScriptEnabled: false } },
];

/** Nothing is looked up or loaded from elsewhere. */
const ARGUMENTS = [
  ...['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'],
  ...['--disable-component-update', '--disable-sync'],
];

export const launch = (executablePath: string): Promise<Browser> =>
  chromium.launch({ executablePath, headless: true, args: ARGUMENTS });
