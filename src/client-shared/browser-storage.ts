/** Storage of the browser that may be switched off or full: every access can throw in a webview. */
export interface SafeStorage {
  read(key: string): string | null;
  /** @param value - null removes the key @returns whether it was kept */
  write(key: string, value: string | null): boolean;
}

function safe(open: () => Storage): SafeStorage {
  return {
    read(key) {
      try {
        return open().getItem(key);
      } catch {
        return null;
      }
    },
    write(key, value) {
      try {
        if (value === null) open().removeItem(key);
        else open().setItem(key, value);
        return true;
      } catch {
        return false;
      }
    },
  };
}

/** Of this tab, or this session of a webview. */
export const sessionMemory = safe(() => window.sessionStorage);
/** Of this browser, for whoever uses it next as well: nothing personal. */
export const browserMemory = safe(() => window.localStorage);
