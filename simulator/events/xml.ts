/** The inner fields of an event, with WeCom's own names. */
export type EventFields = Record<string, string | number>;

/** Text that WeCom sends without CDATA. */
const PLAIN = ['ChangeType'];

const element = ([name, value]: [string, string | number]): string => {
  const isPlain = typeof value === 'number' || PLAIN.includes(name);
  return `<${name}>${isPlain ? value : cdata(value)}</${name}>`;
};

/** `]]>` would end it. */
const cdata = (value: string): string => `<![CDATA[${value.replaceAll(']]>', ']]]]><![CDATA[>')}]]>`;

export const toXml = (fields: EventFields): string => `<xml>${Object.entries(fields).map(element).join('')}</xml>`;
