import { DEFAULT_API_BASE_URL, SECRET_MASK } from '../../../shared/constants';
import { SettingsRefused } from '../settings-refused';
import { withStoredSecrets } from '../stored-secret';

const stored = { corpId: 'ww1', secret: 'S3CR3T' };

describe('S-30 a mask in the place of the stored secret', () => {
  it('S-30 keeps the stored secret, or its template', () => {
    expect(withStoredSecrets({ corpId: 'ww2', secret: SECRET_MASK }, stored)).toEqual({
      corpId: 'ww2',
      secret: 'S3CR3T',
    });
    const template = { secret: '{{ $env.WECOM_SECRET }}' };
    expect(withStoredSecrets({ secret: SECRET_MASK }, template)).toEqual(template);
  });

  it('S-30 is dropped when nothing is stored, and a typed secret stands', () => {
    expect(withStoredSecrets({ corpId: 'ww2', secret: SECRET_MASK }, undefined)).toEqual({ corpId: 'ww2' });
    expect(withStoredSecrets({ secret: 'new' }, stored)).toEqual({ secret: 'new' });
  });

  it.each([`${SECRET_MASK}x`, `new-secret-0123456789${SECRET_MASK}`])(
    'S-30 is refused when it is typed into: %s',
    (secret) => {
      expect(() => withStoredSecrets({ secret }, stored)).toThrow(SettingsRefused);
    },
  );

  it('S-30 does not follow to another API base URL, so that nobody learns it by an address of their own', () => {
    const moved = { secret: SECRET_MASK, apiBaseUrl: 'https://evil.example' };
    expect(() => withStoredSecrets(moved, stored)).toThrow(SettingsRefused);
    expect(withStoredSecrets({ ...moved, secret: 'typed' }, stored)).toEqual({ ...moved, secret: 'typed' });
  });

  it('S-30 takes an address written in another way for the same', () => {
    for (const apiBaseUrl of ['', ' ', DEFAULT_API_BASE_URL, `${DEFAULT_API_BASE_URL}/`]) {
      expect(withStoredSecrets({ secret: SECRET_MASK, apiBaseUrl }, stored)).toMatchObject({ secret: 'S3CR3T' });
    }
  });
});
