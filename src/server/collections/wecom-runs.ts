import { defineCollection } from '@nocobase/database';

/** Synchronisations and previews of the directory, one row each, the last fifty of a source. */
export default defineCollection({
  name: 'wecomRuns',
  dumpRules: { group: 'log' },
  migrationRules: ['schema-only', 'skip'],
  dataCategory: 'business',
  autoGenId: false,
  timestamps: false,
  fields: [
    { name: 'id', type: 'bigInt', autoIncrement: true, primaryKey: true, allowNull: false },
    /** Name of the source; empty where events alone made it. */
    { name: 'source', type: 'string', allowNull: false },
    { name: 'corpId', type: 'string', length: 64, allowNull: false },
    /** `preview` or `run`. */
    { name: 'kind', type: 'string', length: 16, allowNull: false },
    /** `button`, `schedule`, `event` or `leavers`. */
    { name: 'trigger', type: 'string', length: 16, allowNull: false },
    /** `running`, `done`, `failed` or `waiting` (for an administrator's word, S-63). */
    { name: 'state', type: 'string', length: 16, allowNull: false },
    { name: 'stage', type: 'string', length: 16, allowNull: false },
    { name: 'done', type: 'integer', allowNull: false, defaultValue: 0 },
    { name: 'total', type: 'integer', allowNull: false, defaultValue: 0 },
    { name: 'counts', type: 'json' },
    /** Why it failed, and what the sentence has in it. */
    { name: 'problem', type: 'string', length: 16 },
    { name: 'values', type: 'json' },
    /** The company while it runs: one run at a time over all nodes, whatever database. */
    { name: 'running', type: 'string', length: 64, unique: true },
    /** Which process does it, and when it was last seen, in ms since 1970. */
    { name: 'runner', type: 'string', length: 64 },
    { name: 'seenAt', type: 'bigInt' },
    /** NocoBase's task, which must not say "processing" for ever. */
    { name: 'taskId', type: 'bigInt' },
    { name: 'startedAt', type: 'date', allowNull: false },
    { name: 'finishedAt', type: 'date' },
  ],
  indexes: [{ fields: ['source', 'id'] }, { fields: ['state'] }],
});
