import { checkLink, KINDS, MOST_ROWS } from '../../client-shared/messages/kinds';
import type { Translate } from '../../client-shared/translate';

type Node = Record<string, unknown>;

const visibleFor = (condition: string) => ({
  dependencies: ['.msgtype'],
  fulfill: { state: { visible: `{{ ${condition} }}` } },
});
const FOR_CARDS = visibleFor('["textcard", "template_card"].includes($deps[0])');
const FOR_TEMPLATES = visibleFor('$deps[0] === "template_card"');

/** The fields of a message in Formily's words. */
export function contentSchema(t: Translate, scope: unknown): Node {
  const text = (title: string, more: Node = {}): Node => ({
    type: 'string',
    title,
    'x-decorator': 'FormItem',
    'x-component': 'Variable.TextArea',
    'x-component-props': { scope },
    ...more,
  });
  const reactions = (condition: Node) => ({ 'x-reactions': condition });
  return {
    type: 'void',
    properties: {
      msgtype: {
        type: 'string',
        title: t('Kind of message'),
        default: 'text',
        enum: KINDS.map(({ value, label }) => ({ value, label: t(label) })),
        'x-decorator': 'FormItem',
        'x-component': 'Select',
      },
      title: text(t('Title'), { required: true, ...reactions(FOR_CARDS) }),
      emphasis: {
        type: 'object',
        ...reactions(FOR_TEMPLATES),
        properties: { title: text(t('Large figure')), desc: text(t('Text below the figure')) },
      },
      content: text(t('Body'), {
        'x-component': 'Variable.RawTextArea',
        'x-component-props': { scope, autoSize: { minRows: 4 }, delimiters: ['{{{', '}}}'] },
        'x-reactions': {
          dependencies: ['.msgtype'],
          fulfill: { state: { required: '{{ $deps[0] !== "template_card" }}' } },
        },
      }),
      rows: rowsSchema(t, text),
      url: text(t('Link'), {
        description: t(
          'A page of this NocoBase such as /admin/xxx, or a whole address. Who taps it in WeCom arrives signed in. Empty: the start page.',
        ),
        'x-validator': (value: unknown) => {
          const problem = checkLink(value);
          return problem ? t(problem) : '';
        },
        ...reactions(FOR_CARDS),
      }),
      btntxt: text(t('Button text'), reactions(FOR_CARDS)),
    },
  };
}

function rowsSchema(t: Translate, text: (title: string, more?: Node) => Node): Node {
  return {
    type: 'array',
    title: t('Rows'),
    maxItems: MOST_ROWS,
    'x-decorator': 'FormItem',
    'x-component': 'ArrayItems',
    'x-reactions': FOR_TEMPLATES,
    items: {
      type: 'object',
      'x-component': 'Space',
      properties: {
        keyname: text(t('Name'), { required: true }),
        value: text(t('Value')),
        remove: { type: 'void', 'x-decorator': 'FormItem', 'x-component': 'ArrayItems.Remove' },
      },
    },
    properties: { add: { type: 'void', title: t('Add row'), 'x-component': 'ArrayItems.Addition' } },
  };
}
