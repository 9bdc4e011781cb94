import { body, data, one, operation, page, pages, text } from './operation';

const link = { $ref: '#/components/schemas/WeComLink' };

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
  '/wecomLinks:suggestions': {
    get: operation('Members without a user, with the users who may be meant', page, pages),
  },
  '/wecomLinks:confirm': {
    post: operation('Links suggested pairs; more than one only where exactly one user fits', data({ type: 'object' }), {
      requestBody: body({
        pairs: {
          type: 'array',
          maxItems: 50,
          items: { type: 'object', properties: { corpId: text(''), memberId: text(''), userId: text('') } },
        },
      }),
    }),
  },
  '/wecomLinks:confirmLeavers': {
    post: operation(
      'The word that as many people as a run has counted have left indeed',
      data({ type: 'object', properties: { run: text('') } }),
      { requestBody: body({ run: text('The run that waits') }, ['run']) },
    ),
  },
  '/wecomLinks:journal': { get: operation('What happened to links in the last 180 days', page, pages) },
  '/wecomLinks:export': {
    get: operation('All links as CSV', { content: { 'text/csv': { schema: { type: 'string' } } } }),
  },
};

/** `GET /wecom:settingsRights` */
export const settingsRights = {
  tags: ['WeCom'],
  summary: 'Whether the session may change the options that decide who people are',
  responses: {
    200: { description: 'Yes or no', ...data({ type: 'object', properties: { mayChange: { type: 'boolean' } } }) },
  },
};

export const links = { ...own, ...administration };
