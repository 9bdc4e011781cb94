import { authorize } from './authorize';
import { checkSettings } from './check-settings';
import { directory } from './directory';
import { links, settingsRights } from './links';
import { schemas } from './schemas';
import { signIn } from './sign-in';

/**
 * The HTTP interface of this plugin, for NocoBase's API documentation.
 *
 * @see NocoBase plugin-api-doc (`server/swagger/loader.ts`)
 */
export default {
  info: { title: 'NocoBase API - WeCom authentication plugin' },
  tags: [{ name: 'WeCom', description: 'Sign in with WeCom (企业微信)' }],
  paths: {
    '/wecom:authorize': { get: authorize },
    '/auth:signIn': signIn,
    '/wecom:checkSettings': { post: checkSettings },
    '/wecom:settingsRights': { get: settingsRights },
    ...links,
    ...directory,
  },
  components: { schemas },
};
