import { defineCollection } from '@nocobase/database';

/** What a run did, and what failed, with names that an administrator can find; at most a thousand of a kind. */
export default defineCollection({
  name: 'wecomRunResults',
  dumpRules: { group: 'log' },
  migrationRules: ['schema-only', 'skip'],
  dataCategory: 'business',
  autoGenId: false,
  timestamps: false,
  fields: [
    { name: 'id', type: 'bigInt', autoIncrement: true, primaryKey: true, allowNull: false },
    { name: 'runId', type: 'bigInt', allowNull: false },
    { name: 'kind', type: 'string', length: 24, allowNull: false },
    { name: 'memberId', type: 'string', length: 64 },
    { name: 'memberName', type: 'string' },
    /** Of WeCom. */
    { name: 'departmentId', type: 'string', length: 32 },
    { name: 'userId', type: 'bigInt' },
    /** For programs; the sentence is made when it is read. */
    { name: 'reason', type: 'string', length: 32 },
  ],
  indexes: [{ fields: ['runId', 'kind', 'id'] }],
});
