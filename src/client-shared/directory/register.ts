import { AUTH_TYPE } from '../../shared/constants';
import type { ClientApp } from '../client-app';

interface SyncPlugin {
  registerType(sourceType: string, options: { components: object }): void;
}

/** Offers the form of a WeCom source on NocoBase's page "Synchronize", when its plugin is there. */
export function registerSource({ pm }: ClientApp, components: object): void {
  (pm.get('user-data-sync') as SyncPlugin | undefined)?.registerType(AUTH_TYPE, { components });
}
