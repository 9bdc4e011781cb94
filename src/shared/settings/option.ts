/** Where an option stands in the form. */
export type Group = 'app' | 'domain' | 'sign-in' | 'accounts' | 'advanced';

/** What a text means: the value to use, or what is wrong with it (a locale key). */
export type Reading = { value: string } | { problem: string };

/** Reads a text that is not empty, without blanks around it and with its variables replaced. */
export type Read = (text: string, context: ReadContext) => Reading;

export interface ReadContext {
  /** Whether the administrator allows unencrypted http (the option of this name). */
  allowHttp: boolean;
}

interface Shown {
  group: Group;
  /** Locale keys. */
  label: string;
  help?: string;
  /** Stored below `options.public`, and told to everybody who opens the sign-in page (S-30). */
  public?: true;
}

export interface SwitchOption extends Shown {
  kind: 'switch';
}

export interface TextOption extends Shown {
  /** `text` may hold variables and is picked with NocoBase's variable input; `plain` is for words that people read. */
  kind: 'text' | 'plain';
  /** An example; a locale key for `plain`. The default stands there where this is missing. */
  placeholder?: string;
  /** What counts while nothing is entered. */
  default?: string;
  /** Nobody can sign in without a value: what to say then (a locale key). */
  required?: string;
  /** Never shown, logged or stored in clear (S-30, S-53). */
  secret?: true;
  read?: Read;
  /** A wrong value stops nobody from signing in. It is used as entered, and “Check settings” warns. */
  harmless?: true;
}

export type Option = SwitchOption | TextOption;
