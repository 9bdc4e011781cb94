import { defineCollection } from '@nocobase/database';

/** What was taken from a user who left, to be given back at return, one row for a user. */
export default defineCollection({
  name: 'wecomLockouts',
  dumpRules: { group: 'user' },
  migrationRules: ['schema-only', 'overwrite'],
  dataCategory: 'business',
  shared: true,
  autoGenId: false,
  timestamps: false,
  fields: [
    { name: 'id', type: 'bigInt', autoIncrement: true, primaryKey: true, allowNull: false },
    { name: 'userId', type: 'bigInt', allowNull: false, unique: true },
    { name: 'corpId', type: 'string', length: 64, allowNull: false },
    /** Names of roles, with the default one marked. */
    { name: 'roles', type: 'json' },
    /** Memberships of departments, with owners marked, and the main one. */
    { name: 'departments', type: 'json' },
    { name: 'createdAt', type: 'date', allowNull: false },
  ],
  indexes: [],
});
