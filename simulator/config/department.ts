import type { Department } from '../corp';
import { filledText, wholeNumber } from '../validation/checks';
import { type Checks, fieldsOf, nameOf, requireFields } from '../validation/fields';

const CHECKS: Checks<Department> = { id: wholeNumber(1), name: filledText, parentid: wholeNumber(0) };

/** @throws ConfigError */
export function completeDepartment(given: unknown): Department {
  const what = nameOf('department', given, 'id');
  const fields = fieldsOf(what, given, CHECKS);
  requireFields(what, fields, 'id', 'name', 'parentid');
  return { ...fields };
}
