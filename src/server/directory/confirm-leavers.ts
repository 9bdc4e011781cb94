import { askAbout } from './ask';
import type { Directory } from './directory';
import { knownLinkOf } from './load-known';
import { beginPiece } from './piece';
import type { Gone } from './plan-leaving';
import type { Run } from './runs';
import { inTurns } from './turns';

/**
 * An administrator has said that the people of a waiting run are gone. WeCom is asked about each once more; who is there
 * keeps everything.
 *
 * @returns the run that does it, in the background; undefined while another one is under way
 */
export async function confirmLeavers(directory: Directory, waiting: Run, byUserId: string): Promise<Run | undefined> {
  const { accounts, client, pause } = directory.options;
  const { corpId, source } = waiting;
  const open = await directory.sourceOf(corpId);
  const settings = open?.settings ?? (await directory.settingsOf(corpId));
  const api = client(settings);
  const piece = await beginPiece(directory, { source, corpId, trigger: 'leavers' }, async (_run, outcome) => {
    const { db } = accounts.setting;
    const where = { id: await directory.leavers.held(waiting.id), state: 'active' };
    const rows = (await db.getModel('wecomAccounts').findAll({ where, raw: true })) as unknown[];
    const links = rows.map((row) => knownLinkOf(row as Record<string, unknown>));
    const gone: Gone[] = [];
    await inTurns(links, async (link) => {
      const { verdict } = await askAbout(api, link.memberId, { ...(pause && { pause }) });
      if (verdict !== 'present' && verdict !== link.away) gone.push({ link, verdict });
    });
    await directory.leavers.end(gone, { lockOut: open?.options.onLeave === 'lockout', byUserId }, outcome);
    await directory.leavers.release({ runId: waiting.id });
    await directory.runs.settle(waiting.id);
    return [];
  });
  return piece?.run;
}
