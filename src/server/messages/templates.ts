import { Handlebars } from '@nocobase/utils';

type Fields = Record<string, unknown>;

/**
 * A message whose templates have been filled in, once. NocoBase leaves it alone: it fills in texts, arrays and plain
 * objects only, and would otherwise read people's data for templates, and write `&amp;` for `&`.
 *
 * @see NocoBase plugin-notification-manager/src/server/utils/compile.ts
 */
export class FilledMessage {
  readonly #written: Fields;
  readonly #broken: string[];

  private constructor(fields: Fields, written: Fields, broken: string[]) {
    // What NocoBase's message log keeps are the own properties.
    Object.assign(this, fields);
    this.#written = written;
    this.#broken = broken;
  }

  /** As the administrator, or a program, has written it: with the variables in it. */
  get written(): Fields {
    return this.#written;
  }

  /** Which fields hold a template that cannot be read; they are filled in as they are. */
  get broken(): string[] {
    return this.#broken;
  }

  /**
   * @param message - with `{{ variables }}` or `{{{ variables }}}`, which mean the same here; `receivers` is no text
   * @param data - what the variables stand for
   */
  static of({ receivers, ...message }: Fields, data: unknown): FilledMessage {
    const broken: string[] = [];
    const filled = fill(message, data, '', broken) as Fields;
    return new FilledMessage({ ...filled, ...(receivers !== undefined && { receivers }) }, message, broken);
  }
}

function fill(value: unknown, data: unknown, path: string, broken: string[]): unknown {
  if (typeof value === 'string') return value.includes('{{') ? fillText(value, data, path, broken) : value;
  if (Array.isArray(value)) return value.map((item, index) => fill(item, data, `${path}[${index}]`, broken));
  if (typeof value !== 'object' || value === null || value instanceof Date) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [name, fill(item, data, path ? `${path}.${name}` : name, broken)]),
  );
}

function fillText(template: string, data: unknown, path: string, broken: string[]): string {
  try {
    // WeCom's texts are no HTML.
    return Handlebars.compile(template, { noEscape: true })(data);
  } catch {
    // Its message repeats the text.
    broken.push(path);
    return template;
  }
}
