import { body, data, operation, page, pages, text } from './operation';

const query = (...names: string[]) => names.map((name) => ({ name, in: 'query', schema: { type: 'string' } }));
const source = body({ source: text('Name of the source') }, ['source']);
const started = data({ type: 'object', properties: { run: text('Id of the run, which goes on by itself') } });

/** The company's directory, for the permission `pm.users.wecom`. */
export const directory = {
  '/wecomDirectory:sources': { get: operation('The sources of type `wecom`, with their newest runs', page) },
  '/wecomDirectory:preview': {
    post: operation('Begins to read the company and to say what would happen', started, { requestBody: source }),
  },
  '/wecomDirectory:run': { post: operation('Begins a synchronisation', started, { requestBody: source }) },
  '/wecomDirectory:progress': {
    get: operation('One run, or the newest of a source', data({ type: 'object' }), {
      parameters: query('run', 'source'),
    }),
  },
  '/wecomDirectory:runs': {
    get: operation('The runs of a source, newest first', page, {
      parameters: [...query('source'), ...pages.parameters],
    }),
  },
  '/wecomDirectory:results': {
    get: operation('What a run has done to whom, and why not', page, {
      parameters: [...query('run', 'kind'), ...pages.parameters],
    }),
  },
  '/wecomDirectory:leavers': {
    get: operation('People who left, and what they still have: a password, API keys', page, pages),
  },
  '/wecomDirectory:check': {
    post: operation('Tries the settings of a source, saved or not', page, {
      requestBody: body({ source: text('Name of a saved source'), options: { type: 'object' } }),
    }),
  },
  '/wecomDirectory:eventSettings': {
    get: operation('The address for events, and whether its keys are saved', data({ type: 'object' }), {
      parameters: query('source', 'authenticator'),
    }),
  },
  '/wecomDirectory:newKeys': {
    post: operation('A new Token and EncodingAESKey; nothing is saved', data({ type: 'object' })),
  },
};
