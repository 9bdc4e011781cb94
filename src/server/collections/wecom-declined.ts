import { defineCollection } from '@nocobase/database';

/**
 * Pairs of member and user that a person or an administrator has separated: matching and synchronisation leave them
 * alone (S-48). Of a member whose user was deleted the pair stays too, and keeps sign-up from making a new one (S-46).
 */
export default defineCollection({
  name: 'wecomDeclined',
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
    { name: 'userId', type: 'bigInt', allowNull: false },
    /** `unlinked` or `deleted`. */
    { name: 'reason', type: 'string', length: 16, allowNull: false },
  ],
  indexes: [{ unique: true, fields: ['corpId', 'memberId', 'userId'] }],
});
