import type { IncomingMessage } from 'node:http';
import { isCallbackPage } from '../../../shared/constants';

/** What the paths of this installation are (see `installationPaths`). */
export interface Installation {
  publicPath: string;
  modernPrefix: string;
  apiPath: string;
  apiUrl?: string;
}

/** A browser asks for a page: the HTML document of one of the clients. */
export interface DocumentRequest {
  /** Path with query, as it was asked for. */
  url: string;
  /** Path below the client's base, such as `/admin`, without query. */
  page: string;
  /** Sub-app that the path names, or `main`. */
  app: string;
  isCallback: boolean;
  /** Inside another page, where nobody is sent away from: the sign-in could not end there (S-12). */
  isFramed: boolean;
}

export type IncomingDocument = Pick<IncomingMessage, 'method' | 'url' | 'headers'>;

/**
 * Makes the function that tells documents from everything else that passes the gateway, by what is cheap to look at: it
 * runs for each request of the process.
 *
 * NocoBase itself does not say which sub-app a document is for, so the path is read as its clients read it.
 */
export function documentReader({ publicPath, modernPrefix, apiPath }: Installation) {
  const root = publicPath.slice(0, -1);
  const prefix = modernPrefix.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const clientAndApp = new RegExp(`^(/${prefix}(?=/|$))?(/apps/([\\w-]+)(?=/|$))?`);

  return ({ method, url = '', headers }: IncomingDocument): DocumentRequest | undefined => {
    if (method !== 'GET' || !headers.accept?.includes('text/html')) return undefined;
    if (!`${url}/`.startsWith(publicPath) || url.startsWith(apiPath) || url.startsWith('//')) return undefined;

    const [path = ''] = url.split('?', 1);
    const below = path.slice(root.length);
    const [matched = '', , , app = 'main'] = clientAndApp.exec(below) ?? [];
    const page = below.slice(matched.length) || '/';
    return {
      url,
      page,
      app,
      isCallback: isCallbackPage(page),
      // Older webviews do not say.
      isFramed: (headers['sec-fetch-dest'] ?? 'document') !== 'document',
    };
  };
}
