import { readFileSync } from 'node:fs';
import { ConfigError, completeApp, completeMember, completeOutsider, refuseUnknownKeys } from './complete';
import type { App, Corp, Member, Outsider } from './corp';
import { sampleCorp } from './sample-corp';

/** What a config file or `startSimulator({ corp })` may hold: what is left out comes from the sample company. */
export interface CorpConfig extends Partial<Omit<Corp, 'members' | 'outsiders' | 'apps'>> {
  members?: Array<Partial<Member> & { userid: string; name: string }>;
  outsiders?: Array<Partial<Outsider> & { id: string; name: string }>;
  apps?: Array<Partial<App> & { agentId: number; secret: string; name: string }>;
}

/** The company to simulate: the sample, with the given parts replaced. */
export function completeCorp(given: CorpConfig = {}): Corp {
  const sample = sampleCorp();
  refuseUnknownKeys('corp', given, sample);
  const corp: Corp = {
    ...sample,
    ...given,
    members: given.members?.map(completeMember) ?? sample.members,
    outsiders: given.outsiders?.map(completeOutsider) ?? sample.outsiders,
    apps: given.apps?.map(completeApp) ?? sample.apps,
  };
  if (corp.codeLength < 16 || corp.codeLength > 512) throw new ConfigError('corp: codeLength is 16 to 512.');
  return structuredClone(corp);
}

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
