import { matching } from '../validation/checks';

/** A userid as WeCom allows it; outsiders go by ids of the same form. @see document path 90195 */
export const personId = matching(
  /^[0-9A-Za-z][0-9A-Za-z_\-@.]{0,63}$/,
  '1 to 64 characters of 0-9 A-Z a-z _ - @ . of which the first is a letter or digit',
);
