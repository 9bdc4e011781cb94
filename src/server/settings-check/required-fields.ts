import { OPTIONS, type OptionName } from '../../shared/options';
import type { SettingsProblem } from '../settings/parse';
import { type Finding, say } from './finding';

/** Whether everything is filled in as it has to be; with the labels of the form. */
export function checkRequiredFields(problems: SettingsProblem[]): Finding {
  const check = 'required-fields';
  if (problems.length === 0) {
    return { check, status: 'ok', message: say('All required settings are filled in.') };
  }
  return {
    check,
    status: 'failed',
    message: say('Some settings are missing or cannot be used. Nobody can sign in.'),
    hint: problems.map(({ field, message }) =>
      say('{{field}}: {{problem}}', {
        field: say(OPTIONS[field as OptionName]?.label ?? field),
        problem: say(message),
      }),
    ),
    data: { fields: problems.map(({ field }) => field) },
  };
}
