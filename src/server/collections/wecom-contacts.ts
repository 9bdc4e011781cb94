import { defineCollection } from '@nocobase/database';
import { CONTACTS, EXACT_STRING } from '../accounts/contacts/names';

/**
 * Phone numbers and e-mail addresses of users in their normal form, and who wrote them. It proposes users; what their own
 * rows say at that moment decides. Several rows for a user: a number that an SMS verifier knows stands beside the column's.
 */
export default defineCollection({
  name: CONTACTS,
  dumpRules: { group: 'user' },
  migrationRules: ['schema-only', 'overwrite'],
  dataCategory: 'business',
  shared: true,
  autoGenId: false,
  timestamps: false,
  fields: [
    { name: 'id', type: 'bigInt', autoIncrement: true, primaryKey: true, allowNull: false },
    { name: 'userId', type: 'bigInt', allowNull: false },
    /** `phone` or `email` */
    { name: 'kind', type: 'string', length: 8, allowNull: false },
    /** Where it stands: `user` for the column of users, `sms:<name>` for a verifier. */
    { name: 'source', type: 'string', length: 200, allowNull: false },
    { name: 'key', type: EXACT_STRING, length: 254, allowNull: false },
    { name: 'writer', type: 'string', length: 16, allowNull: false },
    /** Whether the writer is not trusted, so that an administrator's word is waited for. */
    { name: 'waiting', type: 'boolean', allowNull: false },
  ],
  indexes: [
    { unique: true, fields: ['userId', 'kind', 'source'] },
    { fields: ['kind', 'key'] },
    { fields: ['waiting', 'id'] },
  ],
});
