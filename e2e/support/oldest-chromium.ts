import fs from 'node:fs';
import path from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import { fromRoot, TEST_FOLDER } from '../../scripts/paths';

/**
 * The package is made for AWS Lambda, and its scripts are of no use here; it is the one that brings an old Chromium along:
 * 102, the oldest to be had in which NocoBase 2.2.15 starts. Below 93 NocoBase itself fails (`Object.hasOwn`, in SES).
 */
const PACKED = fromRoot('node_modules', '@sparticuz', 'chrome-aws-lambda', 'bin', 'chromium.br');

/** Unpacks Chromium 102, for Linux on x64, unless it is there. @returns its path */
export function oldestChromium(): string {
  const file = path.join(TEST_FOLDER, 'chromium-102');
  if (fs.existsSync(file)) return file;
  const draft = `${file}.${process.pid}`;
  fs.writeFileSync(draft, brotliDecompressSync(fs.readFileSync(PACKED)), { mode: 0o755 });
  fs.renameSync(draft, file);
  return file;
}
