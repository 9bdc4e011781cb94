import { defineCollection } from '@nocobase/database';

/** What happened to links, for administrators, 180 days long (S-47). No phone number, no e-mail address, no secret. */
export default defineCollection({
  name: 'wecomJournal',
  dumpRules: { group: 'user' },
  migrationRules: ['schema-only', 'overwrite'],
  dataCategory: 'business',
  shared: true,
  autoGenId: false,
  createdAt: true,
  fields: [
    { name: 'id', type: 'bigInt', autoIncrement: true, primaryKey: true, allowNull: false },
    { name: 'event', type: 'string', length: 32, allowNull: false },
    { name: 'corpId', type: 'string', length: 64 },
    { name: 'memberId', type: 'string', length: 64 },
    { name: 'memberName', type: 'string' },
    { name: 'userId', type: 'bigInt' },
    /** Who did it; empty: the plugin by itself, or the person concerned without a session. */
    { name: 'byUserId', type: 'bigInt' },
    { name: 'details', type: 'json' },
  ],
  indexes: [{ fields: ['createdAt'] }, { fields: ['userId'] }],
});
