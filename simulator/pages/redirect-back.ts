interface Came {
  /** Left out when the person refused. */
  code?: string;
  state: string;
  /** Corp id. The web login appends it, which document 91019 does not mention; the link inside WeCom does not. */
  appid?: string;
}

/**
 * The redirect_uri with what comes back, behind what it has already. Text is appended instead of parsed, so that the
 * application gets its own query back byte by byte.
 */
export function redirectBack(redirectUri: string, { code, state, appid }: Came): string {
  const parts = Object.entries({ code, state, appid }).filter(
    (part): part is [string, string] => part[1] !== undefined,
  );
  const query = parts.map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join('&');
  return `${redirectUri}${redirectUri.includes('?') ? '&' : '?'}${query}`;
}
