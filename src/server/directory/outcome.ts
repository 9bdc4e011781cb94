/** What a run has counted; a missing number is 0. */
const COUNTS = [
  'members',
  'departments',
  'known',
  'made',
  'linked',
  'changed',
  'unchanged',
  'waiting',
  'failed',
  'left',
  'disabled',
  'outOfRange',
  'back',
  'renamed',
  'departmentsMade',
  'departmentsChanged',
  'departmentsRemoved',
  'departmentsKept',
  'leaving',
  'links',
] as const;
export type Count = (typeof COUNTS)[number];
export type Counts = Partial<Record<Count, number>>;

export type ResultKind =
  | 'made'
  | 'linked'
  | 'changed'
  | 'failed'
  | 'left'
  | 'disabled'
  | 'out-of-range'
  | 'back'
  | 'renamed'
  | 'kept-department'
  | 'waiting'
  | 'leaving';

/** One line of the results, for an administrator. */
export interface Result {
  kind: ResultKind;
  memberId?: string;
  memberName?: string;
  /** WeCom's id. */
  departmentId?: string;
  userId?: string;
  /** For programs. */
  reason?: string;
}

/** Lines of one kind that are kept: more nobody reads. */
const MOST_RESULTS = 1_000;

/** What a run has done so far: true numbers, and names to find the people by. */
export class Outcome {
  readonly counts: Counts = {};
  private readonly results: Result[] = [];
  private readonly kept = new Map<ResultKind, number>();

  /** @param log - gets the name of an error, never what was written: it is somebody's data (S-31) */
  constructor(private readonly log: (line: string, meta: object) => void) {}

  add(count: Count, by = 1): void {
    this.counts[count] = (this.counts[count] ?? 0) + by;
  }

  set(count: Count, value: number): void {
    this.counts[count] = value;
  }

  note(result: Result): void {
    const kept = this.kept.get(result.kind) ?? 0;
    if (kept >= MOST_RESULTS) return;
    this.kept.set(result.kind, kept + 1);
    this.results.push(result);
  }

  /** Whether anything has happened that somebody may want to know. */
  hasNews(): boolean {
    const { unchanged: _unchanged, members: _members, known: _known, waiting: _waiting, ...rest } = this.counts;
    return Object.keys(rest).length > 0;
  }

  /** A row that could not be written. */
  failed(who: Omit<Result, 'kind' | 'reason'>, error: unknown): void {
    this.add('failed');
    const reason = reasonOf(error);
    this.note({ kind: 'failed', ...who, reason });
    const { memberId, departmentId } = who;
    this.log('wecom: a row of the directory could not be written', { memberId, departmentId, error: reason });
  }

  /** What was noted since the last time. */
  take(): Result[] {
    return this.results.splice(0);
  }
}

/** A name of the error that tells nobody's data. */
function reasonOf(error: unknown): string {
  const name = error instanceof Error ? error.name : typeof error;
  if (name === 'SequelizeUniqueConstraintError') return 'taken';
  if (/Timeout|Connection/.test(name)) return 'database';
  return name.slice(0, 32);
}
