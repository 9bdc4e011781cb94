import { useCallback, useEffect, useRef, useState } from 'react';
import { sentenceOf } from '../account/requests';
import type { ClientApp } from '../client-app';

export type Pages<Row> = {
  rows: Row[];
  total: number;
  page: number;
  pageSize: number;
  isLoading: boolean;
  problem?: string;
  turnTo(page: number): void;
  reload(): void;
};

const PAGE_SIZE = 20;

/**
 * Rows of a list of the server, page by page. Another filter or other parameters begin at the first page.
 *
 * @param more - parameters of the action besides filter and page
 */
export function usePages<Row>(app: ClientApp, url: string, filter?: object, more?: object): Pages<Row> {
  const [state, setState] = useState<{ rows: Row[]; total: number }>({ rows: [], total: 0 });
  const [page, turnTo] = useState(1);
  const [isLoading, setLoading] = useState(true);
  const [problem, setProblem] = useState<string>();
  const wanted = JSON.stringify({ ...more, filter: JSON.stringify(filter ?? {}) });

  const newest = useRef(0);

  const load = useCallback(async () => {
    newest.current += 1;
    const asked = newest.current;
    // An answer that is overtaken by one to a later question must not be shown under that question.
    const isNewest = () => asked === newest.current;
    setLoading(true);
    setProblem(undefined);
    try {
      const params = { page, pageSize: PAGE_SIZE, ...JSON.parse(wanted) };
      const response = await app.apiClient.request({ url, params, skipNotify: true });
      const { data, meta } = (response?.data ?? {}) as { data?: Row[]; meta?: { count?: number } };
      if (isNewest()) setState({ rows: data ?? [], total: meta?.count ?? 0 });
    } catch (error) {
      if (isNewest()) setProblem(sentenceOf(error) ?? 'The server did not answer. Your network may be interrupted.');
    } finally {
      if (isNewest()) setLoading(false);
    }
  }, [app, url, page, wanted]);
  useEffect(() => {
    load();
  }, [load]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another filter, another list
  useEffect(() => turnTo(1), [wanted]);
  return { ...state, page, pageSize: PAGE_SIZE, isLoading, problem, turnTo, reload: load };
}
