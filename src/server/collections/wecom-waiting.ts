import { defineCollection } from '@nocobase/database';

/** Members who were refused in the last 30 days and wait for an administrator's word, one row for a member. */
export default defineCollection({
  name: 'wecomWaiting',
  dumpRules: { group: 'user' },
  migrationRules: ['schema-only', 'overwrite'],
  dataCategory: 'business',
  shared: true,
  autoGenId: false,
  createdAt: true,
  updatedAt: true,
  fields: [
    { name: 'id', type: 'bigInt', autoIncrement: true, primaryKey: true, allowNull: false },
    { name: 'corpId', type: 'string', length: 64, allowNull: false },
    { name: 'memberId', type: 'string', length: 64, allowNull: false },
    { name: 'memberName', type: 'string' },
    { name: 'authenticator', type: 'string', allowNull: false },
    /** Error code and reason of the refusal. */
    { name: 'code', type: 'string', length: 32, allowNull: false },
    { name: 'reason', type: 'string', length: 32 },
    /** Ids of the users who may be meant. */
    { name: 'candidates', type: 'json' },
    /** Whether the person has asked the administrator. */
    { name: 'asked', type: 'boolean', allowNull: false, defaultValue: false },
  ],
  indexes: [{ unique: true, fields: ['corpId', 'memberId'] }, { fields: ['updatedAt'] }],
});
