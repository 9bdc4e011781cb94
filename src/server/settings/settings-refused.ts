/** Settings are not saved, for a reason that the administrator reads. */
export class SettingsRefused extends Error {
  override readonly name = 'SettingsRefused';

  constructor(
    /** A locale key. */
    readonly sentence: string,
    readonly values: Record<string, string> = {},
    /** The option that it is about, if it is about one. */
    readonly field?: string,
    /** 403 where somebody else may do it. */
    readonly status: 400 | 403 = 400,
  ) {
    super(sentence);
  }
}
