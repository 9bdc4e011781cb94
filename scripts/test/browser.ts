import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import { canInstall, installPackages } from './debian';

/**
 * Where Chromium or Chrome is usually found; `CHROMIUM_PATH` comes first. The headless shell is the same engine without a
 * browser's windows, which nobody sees here: a page costs a quarter less.
 */
const CANDIDATES = [
  process.env.CHROMIUM_PATH,
  '/usr/bin/chromium-headless-shell',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

/** Path of the browser that the tests drive, if there is one. */
export function findChromium(): string | undefined {
  return CANDIDATES.find((path) => path !== undefined && fs.existsSync(path));
}

/**
 * Makes sure that there is a browser and a font for its Chinese and Japanese pages; on Debian as root both are
 * installed.
 *
 * @throws Error that says what to install.
 */
export function ensureBrowser(): void {
  if (findChromium() && hasChineseFont()) return;
  if (canInstall()) installPackages('chromium-headless-shell', 'fonts-noto-cjk');
  if (!findChromium()) {
    throw new Error(
      'The browser tests need Chromium or Chrome. Install one (Debian: apt-get install chromium-headless-shell fonts-noto-cjk), or set CHROMIUM_PATH.',
    );
  }
}

function hasChineseFont(): boolean {
  if (process.platform !== 'linux') return true;
  const { status, stdout } = spawnSync('fc-list', [':lang=zh', 'family'], { encoding: 'utf8' });
  return status === 0 && stdout.trim() !== '';
}
