import { defineCollection } from '@nocobase/database';
import { PROGRESS } from '../accounts/contacts/names';

/** How far work has come that goes through all users and may be interrupted, one row for each kind of work. */
export default defineCollection({
  name: PROGRESS,
  dumpRules: { group: 'log' },
  migrationRules: ['schema-only', 'skip'],
  dataCategory: 'business',
  autoGenId: false,
  timestamps: false,
  fields: [
    { name: 'name', type: 'string', length: 64, primaryKey: true, allowNull: false },
    { name: 'stage', type: 'string', length: 32, allowNull: false },
    /** Id of the last row that is done. */
    { name: 'position', type: 'bigInt', allowNull: false, defaultValue: 0 },
    /** How many rows are done, and how many there were at the beginning. */
    { name: 'done', type: 'bigInt', allowNull: false, defaultValue: 0 },
    { name: 'total', type: 'bigInt', allowNull: false, defaultValue: 0 },
    /** Which process does it, and when it was last seen, in ms since 1970. */
    { name: 'runner', type: 'string', length: 64 },
    { name: 'seenAt', type: 'bigInt' },
  ],
});
