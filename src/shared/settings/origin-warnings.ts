/** What may be wrong with an origin that has the right form; the form says so while one types, “Check settings” later. */
export interface OriginWarning {
  check: 'origin-https' | 'origin-browser';
  /** Locale keys. `{{address}}` is the address in the administrator's browser. */
  message: string;
  hint: string;
}

const NOT_HTTPS: OriginWarning = {
  check: 'origin-https',
  message: 'The origin does not use https.',
  hint: 'Codes and sessions are sent unencrypted, and some WeCom clients refuse such pages.',
};

const ANOTHER_ADDRESS: OriginWarning = {
  check: 'origin-browser',
  message: 'Origin differs from the address in your browser, {{address}}.',
  hint: 'After the sign-in, WeCom sends people to the origin. It has to lead to this NocoBase.',
};

/**
 * @param origin - as `URL.origin` writes it
 * @param browserOrigin - where the administrator has opened NocoBase, if that is known
 */
export function originWarnings(origin: string, browserOrigin: string | undefined): OriginWarning[] {
  return [
    ...(browserOrigin === undefined || browserOrigin === origin ? [] : [ANOTHER_ADDRESS]),
    ...(origin.startsWith('https:') ? [] : [NOT_HTTPS]),
  ];
}
