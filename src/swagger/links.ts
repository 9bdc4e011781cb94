const json = (schema: object) => ({ content: { 'application/json': { schema } } });
const data = (schema: object) => json({ type: 'object', properties: { data: schema } });
const body = (properties: Record<string, object>, required: string[] = []) => ({
  required: true,
  ...json({ type: 'object', properties, required }),
});
const text = (description: string) => ({ type: 'string', description });
const link = { $ref: '#/components/schemas/WeComLink' };
const page = json({
  type: 'object',
  properties: { data: { type: 'array', items: { type: 'object' } }, meta: { type: 'object' } },
});
const refusals = {
  403: { description: 'Refused', ...json({ $ref: '#/components/schemas/WeComRefusal' }) },
  409: { description: '`WECOM_LINK_CONFLICT`', ...json({ $ref: '#/components/schemas/WeComRefusal' }) },
};

const operation = (summary: string, answer: object, more: object = {}) => ({
  tags: ['WeCom'],
  summary,
  responses: { 200: { description: 'Done', ...answer }, ...refusals },
  ...more,
});

/** The link in question, by its id. */
const one = {
  parameters: [{ name: 'filterByTk', in: 'query', required: true, schema: { type: 'string' } }],
};
const pages = {
  parameters: [
    { name: 'page', in: 'query', schema: { type: 'integer', minimum: 1 } },
    { name: 'pageSize', in: 'query', schema: { type: 'integer', minimum: 1, maximum: 500 } },
  ],
};

/** What signed-in people do with their own links, and the member who waits in a browser. */
const own = {
  '/wecom:links': {
    get: operation(
      'Own links, the authenticators that can be linked, and the member who waits to be confirmed in this browser',
      data({
        type: 'object',
        properties: {
          links: { type: 'array', items: link },
          authenticators: { type: 'array', items: { type: 'object' } },
          pending: { type: 'object', properties: { memberId: text(''), memberName: text(''), corpId: text('') } },
        },
      }),
    ),
  },
  '/wecom:startLink': {
    post: operation('Where to go to link a WeCom account', data({ type: 'object', properties: { url: text('') } }), {
      requestBody: body({ authenticator: text('Name of the authenticator'), redirect: text('Page to come back to') }, [
        'authenticator',
      ]),
    }),
  },
  '/wecom:link': {
    post: operation(
      'With `code` and `state`: who came back from WeCom, nothing is linked yet. With `pending: true`: the click that links',
      data({ oneOf: [link, { type: 'object', properties: { pending: { type: 'object' } } }] }),
      { requestBody: body({ code: text('From WeCom'), state: text('From WeCom'), pending: { type: 'boolean' } }) },
    ),
  },
  '/wecom:cancelLink': { post: operation('The member who waits in this browser is not linked', data({})) },
  '/wecom:unlink': {
    post: operation('Ends the own link of a company, unless it is the last way in', data({}), {
      requestBody: body({ corpId: text('Company ID') }, ['corpId']),
    }),
  },
  '/wecom:askAdministrator': { post: operation('The member who waits in this browser asks for help', data({})) },
};

/** For the permission `pm.users.wecom`. */
const administration = {
  '/wecomLinks:list': {
    get: operation('All links, newest first; `filter` `{search, state, corpId}`, `sort`, pages', page, pages),
  },
  '/wecomLinks:member': {
    get: operation('What WeCom says of a member', data({ type: 'object' }), {
      parameters: ['authenticator', 'memberId'].map((name) => ({
        name,
        in: 'query',
        required: true,
        schema: { type: 'string' },
      })),
    }),
  },
  '/wecomLinks:create': {
    post: operation('Links a member to a user', data(link), {
      requestBody: body({ authenticator: text(''), memberId: text('userid'), userId: text('') }, [
        'authenticator',
        'memberId',
        'userId',
      ]),
    }),
  },
  '/wecomLinks:move': {
    post: operation('Gives the member another user', data({}), {
      ...one,
      requestBody: body({ userId: text('') }, ['userId']),
    }),
  },
  '/wecomLinks:destroy': { post: operation('Unlinks; the pair matches no more by itself', data({}), one) },
  '/wecomLinks:block': { post: operation('Signs the member out and keeps the member out', data({}), one) },
  '/wecomLinks:unblock': { post: operation('Lets the member in again', data({}), one) },
  '/wecomLinks:check': {
    post: operation(
      'Asks WeCom whether it still knows the member',
      data({ type: 'object', properties: { hasLeft: { type: 'boolean' } } }),
      one,
    ),
  },
  '/wecomLinks:waiting': {
    get: operation('Members who were refused; with `kind=contacts` numbers without a trustworthy writer', page, {
      parameters: [{ name: 'kind', in: 'query', schema: { type: 'string', enum: ['contacts'] } }, ...pages.parameters],
    }),
  },
  '/wecomLinks:accept': {
    post: operation('The word that numbers or addresses belong to the users who have them', data({ type: 'object' }), {
      requestBody: body({
        contacts: {
          type: 'array',
          maxItems: 100,
          items: {
            type: 'object',
            properties: {
              userId: text(''),
              kind: { type: 'string', enum: ['phone', 'email'] },
              key: text('As listed'),
            },
          },
        },
      }),
    }),
  },
  '/wecomLinks:journal': { get: operation('What happened to links in the last 180 days', page, pages) },
  '/wecomLinks:export': {
    get: operation('All links as CSV', { content: { 'text/csv': { schema: { type: 'string' } } } }),
  },
};

export const links = { ...own, ...administration };
