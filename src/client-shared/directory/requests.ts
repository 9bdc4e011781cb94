/** What the server answers about the directory. @see docs/api.md */

export const CHECK_SOURCE = 'wecomDirectory:check';

export type RunState = 'running' | 'done' | 'failed' | 'waiting';
export type Stage = 'reading' | 'planning' | 'departments' | 'members' | 'leavers' | 'end';
export type Trigger = 'button' | 'schedule' | 'event' | 'leavers';

/** One synchronisation, or the preview of one. */
export type Run = {
  id: string;
  source: string;
  corpId: string;
  kind: 'preview' | 'run';
  trigger: Trigger;
  state: RunState;
  stage: Stage;
  /** Of the stage; a total of 0 is not known. */
  done: number;
  total: number;
  /** What is missing is 0. */
  counts: Partial<Record<string, number>>;
  problem?: string;
  /** The sentence of a problem, translated. */
  message?: string;
  startedAt: string;
  finishedAt?: string;
};

export type Source = {
  name: string;
  displayName?: string;
  enabled: boolean;
  authenticator?: string;
  corpId?: string;
  schedule?: string;
  nextAt?: string;
  running: Run | null;
  last: Run | null;
  problem?: string;
};

type UserName = { id: string; nickname?: string; username?: string };

export type Result = {
  id: string;
  kind: string;
  memberId?: string;
  memberName?: string;
  departmentId?: string;
  userId?: string;
  user?: UserName | null;
  reason?: string;
  message?: string;
};

export type Leaver = {
  id: string;
  memberId: string;
  memberName?: string;
  state: string;
  away: 'disabled' | 'out-of-range' | null;
  leftAt?: string;
  user: UserName | null;
  hasPassword: boolean;
  apiKeys: number;
  lockedOut: boolean;
  privileged: boolean;
};

export type Candidate = UserName & { privileged?: boolean };

export type Suggestion = {
  id: string;
  corpId: string;
  memberId: string;
  memberName?: string;
  departments?: string[];
  reason: string;
  message?: string;
  unique: boolean;
  candidates?: Candidate[];
};

export type Pair = { corpId: string; memberId: string; userId: string };

export type Confirmed = { confirmed: number; refused?: { memberId: string; userId: string; message?: string }[] };
