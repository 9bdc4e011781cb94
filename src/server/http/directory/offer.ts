import type { Model } from '@nocobase/database';
import type { Application } from '@nocobase/server';
import { tval } from '@nocobase/utils';
import { NAMESPACE, SOURCE_TYPE } from '../../../shared/constants';
import { keepDirectory } from '../../directory/wiring';
import type { WeComService } from '../../service';
import { allRefusing } from '../refusing';
import { directoryAdministration } from '.';
import { assertMaySaveSource } from './source-rights';
import { WeComSyncSource } from './sync-source';

/** The part of NocoBase's plugin of the synchronisation that is needed here. */
interface Synchronisation {
  sourceManager?: { registerType(type: string, config: { syncSource: unknown; title: string }): void };
}

/** Offers the directory: its actions, its place among NocoBase's sources, and what runs by itself. */
export function offerDirectory(app: Application, service: WeComService): void {
  const actions = allRefusing(directoryAdministration);
  app.resourceManager.define({ name: 'wecomDirectory', actions, only: Object.keys(actions) as never });
  // Added to what these permissions allow already.
  app.acl.registerSnippet({ name: 'pm.users.wecom', actions: ['wecomDirectory:*'] });
  const forEvents = ['wecomDirectory:eventSettings', 'wecomDirectory:newKeys'];
  app.acl.registerSnippet({ name: 'pm.user-data-sync', actions: ['wecomDirectory:check', ...forEvents] });
  app.acl.registerSnippet({ name: 'pm.auth.authenticators', actions: forEvents });
  app.db.on('userDataSyncSources.beforeSave', (row: Model, saving: Parameters<typeof assertMaySaveSource>[1]) =>
    assertMaySaveSource(row, saving),
  );
  const synchronisation = app.pm.get('user-data-sync') as unknown as Synchronisation | undefined;
  const title = tval('WeCom', { ns: NAMESPACE });
  synchronisation?.sourceManager?.registerType(SOURCE_TYPE, { syncSource: WeComSyncSource, title });
  const { schedule, watch } = keepDirectory(app, service);
  service.schedule = schedule;
  service.watch = watch;
}
