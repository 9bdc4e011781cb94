/**
 * First module of each browser bundle: tells the bundler's runtime from where its further parts are loaded.
 *
 * The address is known only in the browser: NocoBase may be served below a path (`APP_PUBLIC_PATH`), its modern client
 * below a prefix, and its files from another host (`CDN_BASE_URL`, which arrives as `window.__webpack_public_path__`).
 * `document.currentScript` cannot be asked, since the AMD loader runs a bundle after its script has ended.
 *
 * `PLUGIN_FILES` is filled in by the build: `static/plugins/<package>/dist/<lane>/`.
 */
const prefix = window.__nocobase_modern_client_prefix__ || 'v';
const root = window.__nocobase_public_path__ || '/';
const base =
  window.__webpack_public_path__ || (root.endsWith(`/${prefix}/`) ? root.slice(0, -prefix.length - 1) : root);

__webpack_public_path__ = base.replace(/\/*$/, '/') + PLUGIN_FILES;
