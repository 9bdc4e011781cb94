import { confirm, suggestions } from '../directory/people';
import { confirmLeavers } from '../directory/runs';
import { exportCsv } from './export';
import { block, check, create, destroy, list, member, move, unblock } from './links';
import { accept, journal, waiting } from './waiting';

/** The actions of `wecomLinks`, for the permission `pm.users.wecom`. */
export const linkAdministration = {
  list,
  member,
  create,
  move,
  destroy,
  block,
  unblock,
  check,
  waiting,
  accept,
  journal,
  export: exportCsv,
  suggestions,
  confirm,
  confirmLeavers,
};
