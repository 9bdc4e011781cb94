import type { Directory } from './directory';
import type { Hint } from './events';
import { Hints, type HintsOptions } from './hints';
import { lookAtMembers } from './look-at';
import { beginPiece } from './piece';

export interface WatchOptions extends Pick<HintsOptions, 'collectMs' | 'busyMs'> {
  directory: Directory;
}

/** What events lead to: a look at members, or a whole synchronisation where departments have changed. */
export class Watch {
  private readonly hints: Hints;

  constructor(private readonly options: WatchOptions) {
    const { directory, collectMs, busyMs } = options;
    this.hints = new Hints({
      lookAt: (corpId, hint) => this.lookAt(corpId, hint),
      goOn: (work) => directory.goOn(work),
      ...(collectMs !== undefined && { collectMs }),
      ...(busyMs !== undefined && { busyMs }),
    });
  }

  add(corpId: string, hint: Hint): void {
    this.hints.add(corpId, hint);
  }

  stop(): void {
    this.hints.stop();
  }

  /** @returns false while a synchronisation is under way */
  private async lookAt(corpId: string, { members, renamings, everything }: Hint): Promise<boolean> {
    const { directory } = this.options;
    const open = await directory.sourceOf(corpId);
    if (everything && open) return this.readAll(open);
    if (members.length + renamings.length === 0) return true;
    const settings = open?.settings ?? (await directory.settingsOf(corpId));
    const { accounts, client, hasDepartments, forgetDepartments, pause } = directory.options;
    const piece = { source: open?.name ?? '', corpId, trigger: 'event' as const };
    const started = await beginPiece(directory, piece, ({ id }, outcome) =>
      lookAtMembers(members, renamings, {
        ...{ accounts, leavers: directory.leavers, corpId, outcome, runId: id, forgetDepartments },
        ...{ client: client(settings), authenticator: settings.authenticator, hasDepartments: hasDepartments() },
        ...(open && { options: open.options }),
        ...(pause && { pause }),
      }),
    );
    await started?.done;
    return started !== undefined;
  }

  private async readAll(source: NonNullable<Awaited<ReturnType<Directory['sourceOf']>>>): Promise<boolean> {
    try {
      await this.options.directory.run({ source, kind: 'run', trigger: 'event' });
      return true;
    } catch (error) {
      if ((error as { code?: unknown }).code === 'WECOM_LINK_CONFLICT') return false;
      throw error;
    }
  }
}
