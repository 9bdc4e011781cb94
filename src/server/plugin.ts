import type { Model, Transaction } from '@nocobase/database';
import { Plugin } from '@nocobase/server';
import { parse, tval } from '@nocobase/utils';
import { AUTH_TYPE, CHECK_SETTINGS_ACTION, NAMESPACE } from '../constants';
import { keepContacts, registerContactFields } from './accounts/contacts/wiring';
import { authorize } from './actions/authorize';
import { checkSettings } from './actions/check-settings';
import { authenticatorList, knowOtherNodesAuthenticators } from './authenticators/other-nodes';
import { maskSecret } from './authenticators/secret-mask';
import { renderSettingsRefused, SettingsRefused } from './authenticators/settings-refused';
import { assertSingleAutoLogin } from './authenticators/single-auto-login';
import { serveDocuments } from './gateway';
import { refuseMisroutedSignIn } from './misrouted-sign-in';
import { maskCheckSettingsLog } from './privacy/check-settings-log';
import { stripCallbackReferer } from './privacy/referer';
import { maskSignInLog } from './privacy/sign-in-log';
import { isRefusal, renderRefusal } from './refusal-response';
import { publicOptions } from './settings/parse';
import { WeComAuth } from './wecom-auth';
import { WeComService } from './wecom-service';

type InTransaction = { transaction?: Transaction };

export class PluginAuthWeComServer extends Plugin {
  /** Made anew at each load of the application. */
  service!: WeComService;

  override async beforeLoad() {
    registerContactFields(this.db);
  }

  override async load() {
    const { app, db } = this;
    this.service = await WeComService.create(app);
    const { accounts, secrets } = this.service;

    app.authManager.registerTypes(AUTH_TYPE, {
      auth: WeComAuth,
      title: tval('WeCom', { ns: NAMESPACE }),
      // Whoever may write the settings may not publish what NocoBase keeps secret (S-30). Before 2.2 it does not tell.
      getPublicOptions: (options) => {
        const $env = app.environment.getNonSecretVariables?.() ?? {};
        return publicOptions({ public: parse(options?.public ?? {})({ $env }) });
      },
    });
    app.resourceManager.define({ name: 'wecom', actions: { authorize, checkSettings } });
    app.acl.allow('wecom', 'authorize', 'public');
    // Added to what the permission of the authenticators page allows already.
    app.acl.registerSnippet({ name: 'pm.auth.authenticators', actions: [CHECK_SETTINGS_ACTION] });

    app.use(stripCallbackReferer, { tag: 'wecom-referer', before: 'logger' });
    app.dataSourceManager.use(maskSignInLog, { tag: 'wecom-sign-in-log', before: 'auth' });
    app.dataSourceManager.use(knowOtherNodesAuthenticators, { tag: 'wecom-other-nodes', after: 'auth' });
    app.dataSourceManager.use(refuseMisroutedSignIn, { tag: 'wecom-misrouted', after: 'wecom-other-nodes' });
    app.dataSourceManager.use(maskCheckSettingsLog, { tag: 'wecom-check-settings-log', before: 'auth' });
    app.dataSourceManager.use(maskSecret, { tag: 'wecom-secret-mask', before: 'auth' });

    db.on('authenticators.beforeSave', async (row: Model, { transaction }: InTransaction) => {
      await assertSingleAutoLogin(db, row, transaction);
      // A row that somebody read without its options is saved without them.
      const options = row.get('authType') === AUTH_TYPE && row.get('options');
      if (options) row.set('options', secrets.close(options));
    });
    db.on('users.afterDestroy', (user: Model, { transaction }: InTransaction) =>
      accounts.links.removeOf(user.get('id') as number, transaction),
    );
    keepContacts(app, this.service.contacts);
    // NocoBase deletes a user's old tokens at each sign-in, and has no index for it: the cost would grow with all sessions
    // ever begun. The index is made when this plugin is enabled or upgraded.
    db.getCollection('issuedTokens')?.addIndex({ fields: ['userId'] });
    this.registerErrors();
    serveDocuments(app);

    // NocoBase fills its list of authenticators when it is first asked for. A row saved before that would be the only one
    // in it, and would serve every way of signing in (NocoBase plugin-auth/src/server/storer.ts).
    app.on('afterStart', () => authenticatorList(app)?.get('basic'));
  }

  /** While it was disabled nobody saw who wrote what: users of that time are taken for those from before. */
  override async afterEnable() {
    await this.service.contacts.progress.restart();
  }

  private registerErrors() {
    const { errorHandler } = this.app.pm.get('error-handler') as unknown as {
      errorHandler: { register(guard: (error: unknown) => boolean, render: (error: never, ctx: never) => void): void };
    };
    errorHandler.register(isRefusal, renderRefusal);
    errorHandler.register((error) => error instanceof SettingsRefused, renderSettingsRefused);
  }
}

export default PluginAuthWeComServer;
