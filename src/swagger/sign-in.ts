const refusal = (description: string) => ({
  description,
  content: { 'application/json': { schema: { $ref: '#/components/schemas/WeComRefusal' } } },
});

/**
 * `POST /auth:signIn` with an authenticator of this type. NocoBase's own documentation describes the same path, and both
 * are merged: lists are joined there, so the header stands beside the operation, where a second one does no harm.
 */
export const signIn = {
  parameters: [
    {
      name: 'X-Authenticator',
      in: 'header',
      required: true,
      description: 'Name (UID) of the authenticator',
      schema: { type: 'string' },
    },
  ],
  post: {
    tags: ['WeCom'],
    summary: 'Sign in',
    description: [
      'With an authenticator of the type WeCom, the body is what WeCom brought back to the callback page: `code` and `state`.',
      'It has to come from the browser that started the sign-in, whose cookie belongs to the state. Each state works once.',
    ].join(' '),
    security: [],
    requestBody: {
      content: {
        'application/json': {
          schema: {
            type: 'object',
            properties: {
              code: {
                type: 'string',
                maxLength: 512,
                description: 'WeCom: the code; absent when the person cancelled',
              },
              state: { type: 'string', pattern: '^[0-9a-f]{48}$', description: 'WeCom: the state' },
            },
          },
        },
      },
    },
    responses: {
      200: {
        description: 'Signed in',
        content: {
          'application/json': {
            schema: {
              type: 'object',
              properties: {
                token: { type: 'string' },
                user: { type: 'object' },
                redirect: {
                  type: 'string',
                  description: 'WeCom: the page to open, a checked path below the origin',
                  example: '/admin',
                },
              },
            },
          },
        },
      },
      400: refusal('The body has a wrong form'),
      401: refusal('State unknown, used or expired; code expired; cancelled; or consent is needed'),
      403: refusal('Not allowed, no account, or wrong settings'),
      409: refusal('Of linking: the member or the user is taken'),
      429: refusal('Too many codes have failed'),
      500: refusal('Something went wrong here'),
      503: refusal('WeCom cannot be reached, is busy, or refused for an unknown reason'),
    },
  },
};
