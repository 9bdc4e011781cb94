/** Whether this page stands inside another one, where no sign-in can end (S-12). */
export function isFramed(): boolean {
  return window.top !== window;
}
