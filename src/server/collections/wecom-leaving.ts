import { defineCollection } from '@nocobase/database';

/** Linked members whom WeCom does not show any more, where the guard waits for an administrator's word (S-63). */
export default defineCollection({
  name: 'wecomLeaving',
  dumpRules: { group: 'user' },
  migrationRules: ['schema-only', 'overwrite'],
  dataCategory: 'business',
  shared: true,
  autoGenId: false,
  timestamps: false,
  fields: [
    { name: 'id', type: 'bigInt', autoIncrement: true, primaryKey: true, allowNull: false },
    { name: 'runId', type: 'bigInt', allowNull: false },
    { name: 'corpId', type: 'string', length: 64, allowNull: false },
    { name: 'linkId', type: 'bigInt', allowNull: false, unique: true },
  ],
  indexes: [{ fields: ['runId'] }],
});
