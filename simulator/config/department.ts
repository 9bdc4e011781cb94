import { z } from 'zod';
import { filledText, id, personId, text, wholeNumber } from './check';

const MAX_ORDER = 2 ** 32 - 1;

/** The fields carry WeCom's own names. Who leads a department is said by its members. @see document path 90208 */
export const departmentSchema = z.strictObject({
  id,
  name: filledText,
  name_en: text.default(''),
  /** 0 for the root department, whose id is 1. */
  parentid: wholeNumber,
  /** The larger stands first. */
  order: wholeNumber.max(MAX_ORDER).default(0),
});

export type Department = z.output<typeof departmentSchema>;

/** People and departments under one name. @see document path 90349 */
export const tagSchema = z.strictObject({
  tagid: id,
  tagname: filledText,
  userlist: z.array(personId).default([]),
  partylist: z.array(id).default([]),
});

export type Tag = z.output<typeof tagSchema>;
