import { readFileSync } from 'node:fs';
import { ConfigError } from './check';
import { type CorpConfig, completeCorp } from './corp';

/** Reads a JSON config file. @throws ConfigError with the file's name and what is wrong in it */
export function loadConfigFile(file: string): CorpConfig {
  try {
    const config = JSON.parse(readFileSync(file, 'utf8')) as CorpConfig;
    completeCorp(config);
    return config;
  } catch (error) {
    throw new ConfigError(`${file}: ${error instanceof Error ? error.message : String(error)}`);
  }
}
