import { check } from './check';
import { eventSettings, newKeys } from './event-settings';
import { leavers } from './people';
import { preview, progress, results, run, runs, sources } from './runs';

/** The actions of `wecomDirectory`, for the permission `pm.users.wecom`. */
export const directoryAdministration = {
  sources,
  preview,
  run,
  progress,
  runs,
  results,
  leavers,
  check,
  eventSettings,
  newKeys,
};
