/** `POST /wecom:checkSettings` */
export const checkSettings = {
  tags: ['WeCom'],
  summary: 'Check the settings of a WeCom authenticator',
  description: [
    'Tries saved or unsaved settings against WeCom, the origin and this NocoBase: no code is consumed, no message sent, nothing saved.',
    'Needs the permission of the authenticators page. The answer never holds the secret or a token. It takes at most eight seconds.',
  ].join(' '),
  requestBody: {
    required: true,
    content: {
      'application/json': {
        schema: {
          type: 'object',
          description: 'At least one of the two',
          properties: {
            authenticator: { type: 'string', description: 'Name (UID) of a saved authenticator' },
            options: {
              type: 'object',
              description:
                'Unsaved settings, checked instead of the saved ones. `secret: "********"` stands for the saved secret.',
              additionalProperties: true,
            },
          },
        },
        example: { authenticator: 'wecom' },
      },
    },
  },
  responses: {
    200: {
      description: 'One entry for each check that was possible',
      content: {
        'application/json': {
          schema: {
            type: 'object',
            properties: { data: { type: 'array', items: { $ref: '#/components/schemas/WeComCheckedSetting' } } },
          },
        },
      },
    },
    400: { description: 'Neither a name nor options' },
    401: { description: 'Not signed in' },
    403: { description: 'No permission for the authenticators page' },
    404: { description: 'There is no such WeCom authenticator' },
  },
};
