import { defineCollection } from '@nocobase/database';

/** Members without a user, for an administrator's word, one row each. */
export default defineCollection({
  name: 'wecomUnmatched',
  dumpRules: { group: 'user' },
  migrationRules: ['schema-only', 'overwrite'],
  dataCategory: 'business',
  shared: true,
  autoGenId: false,
  timestamps: false,
  fields: [
    { name: 'id', type: 'bigInt', autoIncrement: true, primaryKey: true, allowNull: false },
    { name: 'corpId', type: 'string', length: 64, allowNull: false },
    { name: 'memberId', type: 'string', length: 64, allowNull: false },
    /** As WeCom writes it. */
    { name: 'wecomUserId', type: 'string', length: 64, allowNull: false },
    { name: 'memberName', type: 'string' },
    /** Names of the departments. */
    { name: 'departments', type: 'json' },
    { name: 'reason', type: 'string', length: 16, allowNull: false },
    /** Ids of the users who may be meant. */
    { name: 'candidates', type: 'json' },
    /** One candidate with exactly this name, whom no other member has: many may be confirmed together. */
    { name: 'isUnique', type: 'boolean', allowNull: false, defaultValue: false },
    { name: 'authenticator', type: 'string', allowNull: false },
    /** The run that saw it last. */
    { name: 'runId', type: 'bigInt', allowNull: false },
  ],
  indexes: [{ unique: true, fields: ['corpId', 'memberId'] }, { fields: ['runId'] }],
});
