/**
 * Pages for people who need no account, or cannot get into theirs: nobody is sent away from them to WeCom, and what they
 * have in their address (a token to set a new password) is nobody else's business.
 *
 * @param path of a page, with or without what stands before it: public path, modern prefix, sub-app
 * @see NocoBase plugin-public-forms and plugin-auth (routes)
 */
export function isPublicPage(path: string): boolean {
  // The page where an administrator sets up public forms is none of them.
  return (
    !/\/admin\/settings\//.test(path) && /\/(?:(?:forgot-password|reset-password)\/*$|public-forms(?:\/|$))/.test(path)
  );
}
