/** Settings are not saved, for a reason that the administrator reads. */
export class SettingsRefused extends Error {
  override readonly name = 'SettingsRefused';
  readonly status = 400;

  constructor(
    /** A locale key. */
    readonly sentence: string,
    readonly values: Record<string, string> = {},
  ) {
    super(sentence);
  }
}
