/** What the descriptions of actions are made of. */

const json = (schema: object) => ({ content: { 'application/json': { schema } } });
export const data = (schema: object) => json({ type: 'object', properties: { data: schema } });
export const body = (properties: Record<string, object>, required: string[] = []) => ({
  required: true,
  ...json({ type: 'object', properties, required }),
});
export const text = (description: string) => ({ type: 'string', description });
export const page = json({
  type: 'object',
  properties: { data: { type: 'array', items: { type: 'object' } }, meta: { type: 'object' } },
});
const refusals = {
  403: { description: 'Refused', ...json({ $ref: '#/components/schemas/WeComRefusal' }) },
  409: { description: '`WECOM_LINK_CONFLICT`', ...json({ $ref: '#/components/schemas/WeComRefusal' }) },
};

export const operation = (summary: string, answer: object, more: object = {}) => ({
  tags: ['WeCom'],
  summary,
  responses: { 200: { description: 'Done', ...answer }, ...refusals },
  ...more,
});

/** The link in question, by its id. */
export const one = {
  parameters: [{ name: 'filterByTk', in: 'query', required: true, schema: { type: 'string' } }],
};
export const pages = {
  parameters: [
    { name: 'page', in: 'query', schema: { type: 'integer', minimum: 1 } },
    { name: 'pageSize', in: 'query', schema: { type: 'integer', minimum: 1, maximum: 500 } },
  ],
};
