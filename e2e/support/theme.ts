import type { NocoBaseApi } from '../../scripts/nocobase';

/** Makes a theme of NocoBase the one that everybody starts with: `default` or `dark`. */
export async function startWithTheme(api: NocoBaseApi, uid: 'default' | 'dark'): Promise<void> {
  const { data } = await api.call<{ id: number; uid: string }[]>('themeConfig:list');
  for (const theme of data) {
    const values = { query: { filterByTk: String(theme.id) }, body: { default: theme.uid === uid } };
    await api.call('themeConfig:update', values);
  }
}
