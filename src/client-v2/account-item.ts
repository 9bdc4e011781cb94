import { UserCenterActionItemModel } from '@nocobase/client-v2';
import type { ClientApp } from '../client-shared/client-app';
import { clientBase } from '../client-shared/paths';
import { translator } from '../client-shared/translate';
import { LINK_PATH } from '../shared/constants';

/** The item "WeCom account" in the user's menu. */
export const accountItem = (app: ClientApp) =>
  class WeComAccountItem extends UserCenterActionItemModel {
    static itemId = 'wecom-account';
    override section = 'profile';
    override sort = 160;

    override getLabelNode() {
      return translator(app)('WeCom account');
    }

    override onClick() {
      // The route may be younger than the router, when somebody has just signed in.
      window.location.assign(clientBase(app) + LINK_PATH.slice(1));
    }
  };
