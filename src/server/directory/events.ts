import type { Renaming } from './look-at';

/** What an event is about, as far as it is believed: whom or what to ask WeCom about (S-62). */
export interface Hint {
  /** userids in lower case. */
  members: string[];
  renamings: Renaming[];
  /** Departments or tags have changed: the whole company is read again. */
  everything: boolean;
}

const NOTHING: Hint = { members: [], renamings: [], everything: false };
const USERID = /^[0-9A-Za-z][0-9A-Za-z_\-@.]{0,63}$/;

/**
 * Reads an event of an app: somebody came into its reach, or left it.
 *
 * @see WeCom documents 90376, 90240
 */
export function hintOfApp(fields: ReadonlyMap<string, string>): Hint {
  const event = fields.get('Event');
  if (fields.get('MsgType') !== 'event' || (event !== 'subscribe' && event !== 'unsubscribe')) return NOTHING;
  return { ...NOTHING, members: ids(fields.get('FromUserName')) };
}

/**
 * Reads an event of contact synchronisation.
 *
 * @see WeCom documents 96301 to 96304
 */
export function hintOfContacts(fields: ReadonlyMap<string, string>): Hint {
  if (fields.get('MsgType') !== 'event' || fields.get('Event') !== 'change_contact') return NOTHING;
  switch (fields.get('ChangeType')) {
    case 'create_user':
    case 'delete_user':
      return { ...NOTHING, members: ids(fields.get('UserID')) };
    case 'update_user': {
      const [from] = ids(fields.get('UserID'));
      const [to] = ids(fields.get('NewUserID'));
      if (from && to && from !== to) return { ...NOTHING, renamings: [{ from, to }] };
      return { ...NOTHING, members: [from, to].filter((id) => id !== undefined) };
    }
    case 'create_party':
    case 'update_party':
    case 'delete_party':
    case 'update_tag':
      return { ...NOTHING, everything: true };
    default:
      return NOTHING;
  }
}

function ids(userid: string | undefined): string[] {
  return userid !== undefined && USERID.test(userid) ? [userid.toLowerCase()] : [];
}
