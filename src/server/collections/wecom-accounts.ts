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
    /** As WeCom gave it last; tells a new holder of a userid from the former one (S-42). */
    { name: 'memberName', type: 'string' },
    /** `active`, `left` or `blocked`. */
    { name: 'state', type: 'string', length: 16, allowNull: false, defaultValue: 'active' },
    /** How the link was made: `phone`, `email`, `proof`, `profile`, `sign-up`, `sync` or `administrator`. */
    { name: 'origin', type: 'string', length: 16 },
    /** Keyed digest of the phone that WeCom gave when the link was made. */
    { name: 'phoneDigest', type: 'string', length: 64 },
    { name: 'lastSignInAt', type: 'date' },
    { name: 'leftAt', type: 'date' },
    /** Of an active link: `disabled` in WeCom, or `out-of-range` of the app; access comes back by itself. */
    { name: 'away', type: 'string', length: 16 },
    /** The userid that this row had before another person got it. */
    { name: 'formerMemberId', type: 'string', length: 64 },
  ],
  indexes: [
    { unique: true, fields: ['corpId', 'memberId'] },
    // One user is at most one member of a corp: two members with one phone must not share an account (S-18).
    { unique: true, fields: ['corpId', 'userId'] },
    { fields: ['userId'] },
    { fields: ['createdAt'] },
    { fields: ['state'] },
  ],
});
