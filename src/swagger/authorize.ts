/** `GET /wecom:authorize` */
export const authorize = {
  tags: ['WeCom'],
  summary: 'Start a sign-in with WeCom',
  description: [
    'Sends the browser to WeCom: to the OAuth page inside the WeCom client, to the web login page with the QR code in any other browser.',
    'Open it by navigation (a link), not by a script. A sealed HttpOnly cookie remembers the sign-in for ten minutes;',
    'WeCom then comes back to `/wecom/callback` of the client, which finishes with `POST /auth:signIn`.',
  ].join(' '),
  security: [],
  parameters: [
    {
      name: 'authenticator',
      in: 'query',
      required: true,
      description: 'Name (UID) of an enabled authenticator of the type WeCom',
      schema: { type: 'string' },
    },
    {
      name: 'redirect',
      in: 'query',
      description:
        'Page to open afterwards: a path below the origin such as `/admin` or `/v/admin`. Anything else is ignored. Default: the redirect link in the settings.',
      schema: { type: 'string', maxLength: 2048, example: '/admin' },
    },
    {
      name: 'panel',
      in: 'query',
      description: '`1` answers JSON for the panel with the QR code on a page, and `Link` with its address.',
      schema: { type: 'string', enum: ['1'] },
    },
    {
      name: 'moved',
      in: 'query',
      description: '`1`: was led from another address to the origin already, and is not led again.',
      schema: { type: 'string', enum: ['1'] },
    },
    {
      name: 'consent',
      in: 'query',
      description: '`1` asks the person, inside the WeCom client, to share phone number and e-mail address.',
      schema: { type: 'string', enum: ['1'] },
    },
  ],
  responses: {
    200: {
      description: 'With `panel=1`: what the panel takes. It sets the cookie of the state as well.',
      content: {
        'application/json': {
          schema: {
            type: 'object',
            properties: {
              appid: { type: 'string' },
              agentid: { type: 'string' },
              redirect_uri: { type: 'string', format: 'uri' },
              state: { type: 'string' },
            },
          },
        },
      },
    },
    302: {
      description:
        'To WeCom, or, when the sign-in cannot start, to the callback page with `error=WECOM_SETTINGS` or another code.',
      headers: {
        Location: { schema: { type: 'string', format: 'uri' } },
        'Set-Cookie': { schema: { type: 'string' }, description: 'State of this sign-in, readable by the server only' },
      },
    },
  },
};
