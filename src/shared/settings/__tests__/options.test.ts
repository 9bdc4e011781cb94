import { OPTION_NAMES, optionOf, PUBLIC_NAMES, pathOf, SECRET_NAMES } from '../options';
import { readOption } from '../read-option';

it('S-30 everybody may know five options, and none of them is a secret', () => {
  expect([...PUBLIC_NAMES].sort()).toEqual(['autoLogin', 'autoSignup', 'buttonText', 'tooltip', 'workbenchRedirect']);
  expect(SECRET_NAMES).toEqual(['secret']);
  expect(SECRET_NAMES.map(optionOf).filter((option) => option.public || option.kind !== 'text')).toEqual([]);
});

it('stores what is public apart from the rest', () => {
  expect(pathOf('autoLogin')).toEqual(['public', 'autoLogin']);
  expect(pathOf('matchEmail')).toEqual(['matchEmail']);
});

it.each(OPTION_NAMES)('S-19 %s takes nothing for a value when nothing is entered', (name) => {
  const option = optionOf(name);
  for (const nothing of [undefined, null, '', '  ', {}, []]) {
    const reading = readOption(name, { [name]: nothing, public: { [name]: nothing } });
    if (option.kind === 'switch') expect(reading).toEqual({ value: false });
    else expect(reading).toEqual(option.required ? { problem: option.required } : { value: option.default });
  }
});

it('has defaults and examples that pass the rules of their own option', () => {
  for (const name of OPTION_NAMES) {
    const option = optionOf(name);
    if (option.kind === 'switch') continue;
    for (const text of [option.default, option.placeholder]) {
      if (text !== undefined) expect(option.read?.(text, { allowHttp: false }) ?? {}).not.toHaveProperty('problem');
    }
  }
});

it('uses a harmless option as it was entered, even when it is wrong', () => {
  expect(readOption('verifyFile', { verifyFile: ' robots.txt ' })).toEqual({ value: 'robots.txt' });
  expect(readOption('workbenchRedirect', { public: { workbenchRedirect: '//evil' } })).toEqual({ value: '//evil' });
});
