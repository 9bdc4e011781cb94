import { defineCollection } from '@nocobase/database';

/**
 * Which member of which corp is which user. The unique indexes are the arbiter of simultaneous first sign-ins, on every
 * database and node (S-20); the corp id keeps members of different corps apart (S-14).
 */
export default defineCollection({
  name: 'wecomAccounts',
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
    /** The member's `userid` in lower case: WeCom compares ids regardless of case. Not called `userid` because of `userId`. */
    { name: 'memberId', type: 'string', length: 64, allowNull: false },
    { name: 'userId', type: 'bigInt', allowNull: false },
  ],
  indexes: [
    { unique: true, fields: ['corpId', 'memberId'] },
    // One user is at most one member of a corp: two members with one phone must not share an account (S-18).
    { unique: true, fields: ['corpId', 'userId'] },
    { fields: ['userId'] },
  ],
});
