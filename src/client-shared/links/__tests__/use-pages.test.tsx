/** @jest-environment jsdom */
import { act, cleanup, renderHook, waitFor } from '@testing-library/react';
import { fakeApp, refusal } from '../../__tests__/support/fake-app';
import { usePages } from '../use-pages';

afterEach(cleanup);

type Row = { id: string };

/** A server that answers when it is told to. */
function slowServer() {
  const waiting: { params: Record<string, unknown>; answer: (rows: Row[] | Error) => void }[] = [];
  const app = fakeApp({
    answer: ({ params }) =>
      new Promise((resolve, reject) => {
        waiting.push({ params, answer: (rows) => (rows instanceof Error ? reject(rows) : resolve(rows)) });
      }),
  });
  const asked = async (number: number) => {
    await waitFor(() => expect(waiting.length).toBeGreaterThan(number));
    return waiting[number] as (typeof waiting)[number];
  };
  return { app, asked };
}

const open = (app: ReturnType<typeof fakeApp>) =>
  renderHook(({ kind }) => usePages<Row>(app, 'wecomDirectory:results', { search: 'li' }, { kind }), {
    initialProps: { kind: 'made' },
  });

it('asks with page, filter and what the action wants besides', async () => {
  const { app, asked } = slowServer();
  open(app);
  expect((await asked(0)).params).toEqual({ page: 1, pageSize: 20, filter: '{"search":"li"}', kind: 'made' });
});

it('shows no answer under a question that came later', async () => {
  const { app, asked } = slowServer();
  const { result, rerender } = open(app);
  const first = await asked(0);
  rerender({ kind: 'failed' });
  const second = await asked(1);
  await act(async () => second.answer([{ id: 'failed' }]));
  await waitFor(() => expect(result.current.rows).toEqual([{ id: 'failed' }]));
  await act(async () => first.answer([{ id: 'made' }]));
  expect(result.current).toMatchObject({ rows: [{ id: 'failed' }], isLoading: false });
});

it('says what is wrong, until it is asked again', async () => {
  const { app, asked } = slowServer();
  const { result } = open(app);
  const first = await asked(0);
  await act(async () => first.answer(refusal('WECOM_FAILED', { message: 'The database is gone.' }, 500)));
  await waitFor(() => expect(result.current.problem).toBe('The database is gone.'));
  act(() => void result.current.reload());
  const second = await asked(1);
  await act(async () => second.answer([{ id: 'x' }]));
  await waitFor(() => expect(result.current).toMatchObject({ rows: [{ id: 'x' }], problem: undefined }));
});
