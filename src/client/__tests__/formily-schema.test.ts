import { LEAVE_FIELDS } from '../../client-shared/directory/source-fields';
import { ADVANCED_FIELDS, APP_FIELDS, SIGN_IN_FIELDS } from '../../client-shared/settings/fields';
import { formilySchema } from '../formily-schema';

type Leaf = { type: string; title?: string; 'x-validator': (value: unknown) => string } & Record<string, unknown>;

const translate = (sentence: string) => `<${sentence}>`;

describe('formilySchema', () => {
  const app = formilySchema(APP_FIELDS, translate, () => ({})).properties as Record<string, Leaf>;

  it('masks the secret and takes variables, as NocoBase offers it', () => {
    expect(app.secret).toMatchObject({
      title: '<Secret>',
      required: true,
      'x-component': 'TextAreaWithGlobalScope',
      'x-component-props': { password: true },
    });
  });

  it('keeps what is public in an object of its own', () => {
    const { properties } = formilySchema(SIGN_IN_FIELDS, translate, () => ({}));
    expect(properties).toEqual({ public: expect.objectContaining({ type: 'object' }) });
    expect((properties.public as { properties: Record<string, Leaf> }).properties.autoLogin).toMatchObject({
      type: 'boolean',
      'x-component': 'Checkbox',
      'x-content': '<Automatic login>',
    });
  });

  it('offers a choice, the first of which is the usual one', () => {
    const { deployment } = formilySchema(ADVANCED_FIELDS, translate, () => ({})).properties as Record<string, Leaf>;
    expect(deployment).toMatchObject({
      'x-component': 'Select',
      default: 'cloud',
      enum: [
        { value: 'cloud', label: '<WeCom (public cloud)>' },
        { value: 'private', label: '<Private deployment>' },
      ],
    });
  });

  it('has a component of its own for what no input of NocoBase is for', () => {
    const { schedule } = formilySchema(LEAVE_FIELDS, translate, () => ({})).properties as Record<string, Leaf>;
    expect(schedule).toMatchObject({ title: '<Schedule>', 'x-component': 'Own_schedule' });
    expect(schedule?.['x-validator']('every night')).toMatch(/^<Please enter a cron expression/);
    expect(['0 3 * * *', '*/10 8-18 * * 1-5', ''].map((text) => schedule?.['x-validator'](text))).toEqual(['', '', '']);
  });

  it('says in words what is wrong with a value', () => {
    expect(app.agentId?.['x-validator']('abc')).toBe('<An AgentId has only digits, such as 1000002.>');
    expect(app.agentId?.['x-validator']('1000002')).toBe('');
    expect(app.agentId?.['x-validator']('{{ $env.AGENT }}')).toBe('');
  });
});
