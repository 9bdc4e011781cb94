/**
 * The redirect_uri with code and state behind what it has already. Text is appended instead of parsed, so that the
 * application gets its own query back byte by byte.
 * @param code left out when the person refused
 */
export function redirectBack(redirectUri: string, state: string, code?: string): string {
  const separator = redirectUri.includes('?') ? '&' : '?';
  const codePart = code === undefined ? '' : `code=${encodeURIComponent(code)}&`;
  return `${redirectUri}${separator}${codePart}state=${encodeURIComponent(state)}`;
}
