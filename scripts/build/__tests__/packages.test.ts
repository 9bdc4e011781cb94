import { isProvidedToBrowser, isProvidedToServer } from '../packages';

describe('what the server provides', () => {
  it.each(['@nocobase/server', '@nocobase/plugin-auth', 'sequelize', 'lodash', 'lodash/omit', '@koa/router', 'axios'])(
    'leaves %s out of the bundle',
    (specifier) => expect(isProvidedToServer(specifier)).toBe(true),
  );

  it.each(['https-proxy-agent', 'agent-base', '@koala/router'])('bundles %s', (specifier) =>
    expect(isProvidedToServer(specifier)).toBe(false),
  );
});

describe('what the browser clients provide', () => {
  it('shares React and antd with both', () => {
    for (const specifier of ['react', 'react/jsx-runtime', 'antd', '@nocobase/client-v2']) {
      expect(isProvidedToBrowser(specifier, 'client')).toBe(true);
      expect(isProvidedToBrowser(specifier, 'client-v2')).toBe(true);
    }
  });

  it('finds another plugin in the lane of the same client only', () => {
    expect(isProvidedToBrowser('@nocobase/plugin-auth/client', 'client')).toBe(true);
    expect(isProvidedToBrowser('@nocobase/plugin-auth/client-v2', 'client-v2')).toBe(true);
    expect(() => isProvidedToBrowser('@nocobase/plugin-auth/client', 'client-v2')).toThrow('does not share');
  });

  it('refuses a module of the legacy client in the modern one, instead of bundling a second NocoBase', () => {
    expect(isProvidedToBrowser('@nocobase/client', 'client')).toBe(true);
    expect(() => isProvidedToBrowser('@nocobase/client', 'client-v2')).toThrow('does not share');
  });

  it('bundles what nobody shares', () => {
    expect(isProvidedToBrowser('qrcode-generator', 'client')).toBe(false);
  });
});
