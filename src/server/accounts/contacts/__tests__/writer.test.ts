import { setTimeout as sleep } from 'node:timers/promises';
import { markedAs, markedWriter } from '../mark';
import { isTrusted, WRITERS, type Writer, writerOf } from '../writer';

const request = (id: unknown, actionName = 'update') => ({ state: { currentUser: { id } }, action: { actionName } });

const CASES: [origin: string, context: unknown, userId: unknown, marked: Writer | undefined, writer: Writer][] = [
  ['another person, whom NocoBase let write', request(1), 5, undefined, 'administrator'],
  ['another person, whose id is a text', request('1'), 5, undefined, 'administrator'],
  ['somebody who makes a user', request(1, 'create'), undefined, undefined, 'administrator'],
  ['somebody who imports', request(1, 'importXlsx'), undefined, undefined, 'import'],
  ['the person', request(5), 5, undefined, 'self'],
  ['the person, whose id is a text here and a number there', request('5'), 5, undefined, 'self'],
  ['the person who imports the own row', request(5, 'importXlsx'), 5, undefined, 'self'],
  ['a workflow', { stack: [7] }, 5, undefined, 'workflow'],
  ['a request with a field called stack, without a person', { state: {}, stack: [7] }, 5, undefined, 'unknown'],
  ['a request without a person, such as a public form', { state: {} }, undefined, undefined, 'unknown'],
  ['a request whose person has no id', request(undefined), 5, undefined, 'unknown'],
  ['a request whose person has null for an id', request(null), 5, undefined, 'unknown'],
  ['the profile form, sign-up, a timer, another plugin', undefined, 5, undefined, 'unknown'],
  ['a context that says nothing', {}, 5, undefined, 'unknown'],
  ['the synchronisation', undefined, 5, 'sync', 'sync'],
  ['a sign-in with WeCom, in the request of somebody else', request(1), 5, 'wecom', 'wecom'],
];

it.each(CASES)('S-39 names the writer: %s', (_, context, userId, marked, writer) => {
  expect(writerOf(context, userId, marked)).toBe(writer);
});

it('S-39 trusts everybody for whom there is evidence', () => {
  expect(WRITERS.filter((writer) => !isTrusted(writer))).toEqual(['self', 'unknown']);
});

describe('a mark', () => {
  it('is there while the marked function runs, also after waiting, and for nobody else', async () => {
    const marked = markedAs('sync', async () => {
      await sleep(1);
      return markedWriter();
    });
    expect(markedWriter()).toBeUndefined();
    expect(await marked).toBe('sync');
    expect(markedWriter()).toBeUndefined();
  });

  it('S-39 lasts until the end of its function, whoever ends before', async () => {
    let end = () => {};
    const first = markedAs('sync', async () => {
      await new Promise<void>((resolve) => {
        end = resolve;
      });
      return markedWriter();
    });
    expect(await markedAs('wecom', async () => markedWriter())).toBe('wecom');
    end();
    expect(await first).toBe('sync');
  });

  it('S-39 ends with the function: what it has started is not its own, also while another is marked', async () => {
    let later: Promise<Writer | undefined> | undefined;
    await markedAs('sync', async () => {
      later = sleep(5).then(markedWriter);
    });
    await markedAs('wecom', async () => expect(await later).toBeUndefined());
  });

  it('ends also when the function fails', async () => {
    let later: Promise<Writer | undefined> | undefined;
    const failing = markedAs('wecom', async () => {
      later = sleep(5).then(markedWriter);
      throw new Error('failed');
    });
    await expect(failing).rejects.toThrow('failed');
    expect(await later).toBeUndefined();
  });
});
