import { authorizePath } from '../api-paths';

it.each([
  ['/api/', 'main', { authenticator: 'wecom' }, '/api/wecom:authorize?authenticator=wecom'],
  [
    '/nocobase/api/',
    'a1',
    { authenticator: 's_1 ü+' },
    '/nocobase/api/__app/a1/wecom:authorize?authenticator=s_1%20%C3%BC%2B',
  ],
  ['/api/', 'a/../b', { authenticator: 'w' }, '/api/__app/a%2F..%2Fb/wecom:authorize?authenticator=w'],
  [
    'https://api.example.com/api/',
    'main',
    { authenticator: 'w', redirect: '/v/admin?tab=1&x=2', consent: '1' },
    'https://api.example.com/api/wecom:authorize?authenticator=w&redirect=%2Fv%2Fadmin%3Ftab%3D1%26x%3D2&consent=1',
  ],
])('the link below %s that starts a sign-in in the app %s', (api, app, query, path) => {
  expect(authorizePath(api, app, query)).toBe(path);
});
