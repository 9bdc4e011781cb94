import { percentOf, shownCounts } from '../counts';
import type { Run, Stage } from '../requests';

const at = (stage: Stage, done = 0, total = 0, kind: Run['kind'] = 'run') => percentOf({ kind, stage, done, total });

describe('how far a run is', () => {
  it('never goes back from stage to stage', () => {
    const way = [
      at('reading'),
      at('reading', 5, 10),
      at('reading', 10, 10),
      at('planning'),
      at('departments'),
      at('members', 1, 2),
      at('leavers'),
      at('end'),
    ];
    expect(way).toEqual([...way].sort((a, b) => a - b));
    expect(way.at(-1)).toBe(100);
  });

  it.each([
    ['nothing is known of its stage', at('reading', 3, 0), 0],
    ['more came than was counted', at('reading', 30, 10), 40],
    ['a preview is at its plan', at('planning', 1, 1, 'preview'), 100],
    ['a newer server has another stage', at('else' as Stage), 0],
  ])('when %s', (_when, percent, expected) => expect(percent).toBe(expected));
});

describe('the numbers of a run', () => {
  const labels = (kind: Run['kind'], counts: Run['counts']) =>
    shownCounts({ kind, counts, trigger: 'button' }).map(({ label, value }) => `${label}: ${value}`);

  it('are what would happen of a preview, and what happened of a run', () => {
    const counts = { members: 312, departments: 24, known: 280, made: 32 };
    expect(labels('preview', counts)).toEqual([
      'Members in WeCom: 312',
      'Departments in WeCom: 24',
      'Are users already: 280',
      'Users that will be made: 32',
    ]);
    expect(labels('run', counts)).toContain('Users made: 32');
  });

  it('leave out what is nothing, and mark what needs somebody', () => {
    const shown = shownCounts({ kind: 'run', trigger: 'schedule', counts: { waiting: 3, failed: 0 } });
    expect(shown.map(({ name }) => name)).toEqual(['members', 'departments', 'known', 'made', 'waiting']);
    expect(shown.filter(({ needsWork }) => needsWork).map(({ name }) => name)).toEqual(['waiting']);
  });

  it('of a look at single members are only those that are something', () => {
    const shown = shownCounts({ kind: 'run', trigger: 'event', counts: { left: 1 } });
    expect(shown.map(({ name }) => name)).toEqual(['left']);
  });
});
