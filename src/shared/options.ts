import { DEFAULT_API_BASE_URL } from './constants';

/**
 * Which options an authenticator of WeCom has. Nothing else is saved, read, published or rendered: names of options are
 * never data (S-50).
 */
export interface OptionTraits {
  /**
   * - `text`: takes public variables, and is missing when one of them does not exist
   * - `address`: the same, but refused then, because leaving it out would send secrets another way
   * - `secret`: takes any variable; sealed, masked and bound (S-53)
   * - `switch`: on only when it is exactly `true`
   */
  kind: 'text' | 'address' | 'secret' | 'switch';
  /** Stored below `options.public`, and told to everybody who opens the sign-in page (S-30). */
  public?: true;
  /** What counts while nothing is entered, where that is a value. */
  default?: string;
  /** Whoever changes it could become somebody else by it, so the page of authenticators is not enough (S-52). */
  guarded?: true;
}

export const OPTIONS = {
  corpId: { kind: 'text', guarded: true },
  agentId: { kind: 'text', guarded: true },
  secret: { kind: 'secret', guarded: true },
  origin: { kind: 'text' },
  apiBaseUrl: { kind: 'address', guarded: true, default: DEFAULT_API_BASE_URL },
  oauthBaseUrl: { kind: 'address' },
  loginBaseUrl: { kind: 'address' },
  proxyUrl: { kind: 'address', guarded: true },
  allowHttp: { kind: 'switch', guarded: true },
  deployment: { kind: 'text', guarded: true, default: 'cloud' },
  matchEmail: { kind: 'switch', guarded: true },
  signupWithoutPhone: { kind: 'switch', guarded: true },
  verifyFile: { kind: 'text' },
  eventToken: { kind: 'secret', guarded: true },
  eventAesKey: { kind: 'secret', guarded: true },
  autoSignup: { kind: 'switch', public: true, guarded: true },
  autoLogin: { kind: 'switch', public: true },
  showQrCode: { kind: 'switch', public: true },
  workbenchRedirect: { kind: 'text', public: true },
  buttonText: { kind: 'text', public: true },
  tooltip: { kind: 'text', public: true },
} as const satisfies Record<string, OptionTraits>;

export type OptionName = keyof typeof OPTIONS;

type Options = Record<string, unknown>;

const NAMES = Object.keys(OPTIONS) as OptionName[];

export const GUARDED_NAMES = NAMES.filter((name) => traitsOf(name).guarded);

export function traitsOf(name: OptionName): OptionTraits {
  return OPTIONS[name];
}

/** What is stored as an option: anything. */
export function rawOption(options: Options, name: OptionName): unknown {
  const group = traitsOf(name).public ? options.public : options;
  return isGroup(group) && Object.hasOwn(group, name) ? group[name] : undefined;
}

/**
 * Makes other options out of these, one by one.
 *
 * @param change - gets each value that can be one of the option; what it answers takes its place, `undefined` leaves it out
 * @returns known names only, whatever else was there
 */
export function mapOptions(
  options: Options,
  change: (name: OptionName, value: string | number | boolean) => unknown,
): Options {
  const mapped: Options = {};
  const shown: Options = {};
  for (const name of NAMES) {
    const raw = rawOption(options, name);
    const value = canBe(name, raw) ? change(name, raw) : undefined;
    if (value !== undefined) (traitsOf(name).public ? shown : mapped)[name] = value;
  }
  return isGroup(options.public) ? { ...mapped, public: shown } : mapped;
}

/** @returns a copy with the known options, and with values that they can have */
export function knownOptions(options: unknown): Options {
  return isGroup(options) ? mapOptions(options, (_name, value) => value) : {};
}

/** Numbers are texts here: an AgentId is often stored as one. */
function canBe(name: OptionName, value: unknown): value is string | number | boolean {
  const type = typeof value;
  return traitsOf(name).kind === 'switch' ? type === 'boolean' : type === 'string' || type === 'number';
}

function isGroup(value: unknown): value is Options {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
