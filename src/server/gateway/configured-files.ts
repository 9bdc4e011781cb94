import type { Application } from '@nocobase/server';
import { AUTH_TYPE } from '../../constants';
import { serviceOf } from '../wecom-service';

/** @returns the names of domain verification files that enabled authenticators of this application have, as entered. */
export async function configuredFiles(app: Application): Promise<string[]> {
  const rows = await app.db.getModel('authenticators').findAll({ where: { authType: AUTH_TYPE, enabled: true } });
  const { settings } = serviceOf(app);
  const options = await Promise.all(rows.map((row) => settings.render(row.get('options') ?? {})));
  return options.map(({ verifyFile }) => (typeof verifyFile === 'string' ? verifyFile.trim() : ''));
}
