import type { Model, Transaction } from '@nocobase/database';
import { Plugin } from '@nocobase/server';
import { tval } from '@nocobase/utils';
import { AUTH_TYPE, CHECK_SETTINGS_ACTION, NAMESPACE, TEST_MESSAGE_ACTION } from '../shared/constants';
import { keepContacts, registerContactFields } from './accounts/contacts/wiring';
import { linkAdministration } from './http/administration';
import { auditLinks, keepTokensFromAudit } from './http/audit';
import { assertMaySave } from './http/authenticator-rights';
import { authorize } from './http/authorize';
import { checkSettings } from './http/check-settings';
import { contacts, events } from './http/directory/events';
import { offerDirectory } from './http/directory/offer';
import { serveDocuments } from './http/documents';
import { signInForFile } from './http/documents/file-sign-in';
import { openWaitingRoom } from './http/documents/waiting-room';
import { askAdministrator, cancelLink, link, links, startLink, unlink } from './http/links';
import {
  maskCheckSettingsLog,
  maskCheckSourceLog,
  maskLinkLog,
  maskSignInLog,
  stripCallbackReferer,
} from './http/log-masks';
import { authenticatorList, serveNamedAuthenticator } from './http/named-authenticator';
import { withOriginProbe } from './http/origin-probe';
import { dropPendingMemberAtSignOut } from './http/pending-member';
import { isRefusal, renderRefusal, renderSettingsRefused } from './http/refusals';
import { allRefusing, refusing } from './http/refusing';
import { maskSecret } from './http/secret-mask';
import { settingsRights } from './http/settings-rights';
import { testMessage } from './http/test-message';
import { WeComAuth } from './http/wecom-auth';
import { offerMessages } from './messages';
import { WeComService } from './service';
import { SettingsRefused } from './settings/settings-refused';
import { assertSingleAutoLogin } from './settings/single-auto-login';
import { optionsToStore } from './settings/to-store';
import { publicOptions } from './settings/values';
import { renderOptions } from './settings/variables';

type InTransaction = { transaction?: Transaction };

class PluginAuthWeComServer extends Plugin {
  /** Made anew at each load of the application. */
  service!: WeComService;

  override async afterAdd() {
    openWaitingRoom();
  }

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
      // Whoever may write the settings may not publish what NocoBase keeps secret (S-30). NocoBase before 2.2 has no
      // `getNonSecretVariables`.
      getPublicOptions: (options) =>
        publicOptions(
          renderOptions(
            { public: options?.public },
            { all: {}, shown: app.environment.getNonSecretVariables?.() ?? {} },
          ),
        ),
    });
    const own = allRefusing({ links, startLink, link, cancelLink, unlink });
    const actions = {
      authorize: withOriginProbe(authorize),
      checkSettings,
      settingsRights,
      testMessage,
      ...own,
      askAdministrator: refusing(askAdministrator),
      events,
      contacts,
    };
    // Nothing is added to these: NocoBase would give each resource the actions of a table.
    app.resourceManager.define({ name: 'wecom', actions, only: Object.keys(actions) as never });
    app.acl.allow('wecom', ['authorize', 'askAdministrator', 'events', 'contacts'], 'public');
    app.acl.allow('wecom', Object.keys(own), 'loggedIn');
    const linkActions = allRefusing(linkAdministration);
    app.resourceManager.define({ name: 'wecomLinks', actions: linkActions, only: Object.keys(linkActions) as never });
    app.acl.registerSnippet({ name: 'pm.users.wecom', actions: ['wecomLinks:*'] });
    // Added to what the permission of the authenticators page allows already.
    app.acl.registerSnippet({
      name: 'pm.auth.authenticators',
      actions: [CHECK_SETTINGS_ACTION, 'wecom:settingsRights'],
    });
    app.acl.registerSnippet({ name: 'pm.notification.channels', actions: [TEST_MESSAGE_ACTION] });

    keepTokensFromAudit(app.auditManager);
    auditLinks(app.auditManager);
    app.use(stripCallbackReferer, { tag: 'wecom-referer', before: 'logger' });
    app.use(signInForFile, { tag: 'wecom-file-sign-in', before: 'fileAccess' });
    app.dataSourceManager.use(maskSignInLog, { tag: 'wecom-sign-in-log', before: 'auth' });
    app.dataSourceManager.use(maskLinkLog, { tag: 'wecom-link-log', before: 'auth' });
    app.dataSourceManager.use(serveNamedAuthenticator, { tag: 'wecom-named-authenticator', after: 'auth' });
    app.dataSourceManager.use(dropPendingMemberAtSignOut, { tag: 'wecom-sign-out', after: 'auth' });
    app.dataSourceManager.use(maskCheckSettingsLog, { tag: 'wecom-check-settings-log', before: 'auth' });
    app.dataSourceManager.use(maskCheckSourceLog, { tag: 'wecom-check-source-log', before: 'auth' });
    app.dataSourceManager.use(maskSecret, { tag: 'wecom-secret-mask', before: 'auth' });

    db.on('authenticators.beforeSave', async (row: Model, saving: Parameters<typeof assertMaySave>[1]) => {
      const { transaction } = saving;
      await assertMaySave(row, saving);
      await assertSingleAutoLogin(db, row, transaction);
      // A row that somebody read without its options is saved without them.
      const options = row.get('authType') === AUTH_TYPE && row.get('options');
      if (options) row.set('options', optionsToStore(options, secrets));
    });
    db.on('users.afterDestroy', (user: Model, { transaction }: InTransaction) =>
      accounts.forgetUser(String(user.get('id')), transaction),
    );
    keepContacts(app, this.service.contacts);
    // NocoBase deletes a user's old tokens at each sign-in, and has no index for it: the cost would grow with all sessions
    // ever begun. The index is made when this plugin is enabled or upgraded.
    db.getCollection('issuedTokens')?.addIndex({ fields: ['userId'] });
    this.registerErrors();
    serveDocuments(app);
    offerMessages(app, this.service.messages);
    offerDirectory(app, this.service);

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
