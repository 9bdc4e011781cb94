import { answerVerificationFile } from '../verification-file';

const NAME = 'WW_verify_a1B2c3D4e5F6g7H8.txt';
const LONGEST = `WW_verify_${'a'.repeat(64)}.txt`;

it('S-37 answers the configured name with the part between, as plain text without a line break', () => {
  expect(answerVerificationFile(`/${NAME}`, [NAME])).toEqual({
    status: 200,
    headers: {
      'Content-Type': 'text/plain; charset=utf-8',
      'Content-Length': '16',
      'X-Content-Type-Options': 'nosniff',
      'Cache-Control': 'no-store',
    },
    body: 'a1B2c3D4e5F6g7H8',
  });
});

it.each([
  ['a query behind it', `/${NAME}?x=1`, NAME],
  ['the longest name', `/${LONGEST}`, LONGEST],
])('S-37 answers with %s', (_what, url, name) => {
  const answer = answerVerificationFile(url, ['WW_verify_another0.txt', name]);
  expect(answer?.status).toBe(200);
  expect(answer?.body.length).toBeLessThanOrEqual(1024);
});

it.each([
  ['another name', '/WW_verify_b1B2c3D4e5F6g7H8.txt', [NAME]],
  ['the name in other case', '/WW_verify_A1b2C3d4E5f6G7h8.txt', [NAME]],
  ['the name in a folder', `/files/${NAME}`, [NAME]],
  ['the name after a way up', `/../${NAME}`, [NAME]],
  ['the name with an encoded way up', `/%2e%2e%2f${NAME}`, [NAME]],
  ['an encoded letter', '/WW_verify_%611B2c3D4e5F6g7H8.txt', [NAME]],
  ['two slashes', `//${NAME}`, [NAME]],
  ['a slash at the end', `/${NAME}/`, [NAME]],
  ['a name after it', `/${NAME}.html`, [NAME]],
  ['an absolute address', `http://evil.example/${NAME}`, [NAME]],
  ['nothing configured', `/${NAME}`, []],
  ['a configured name that is too short', '/WW_verify_a1.txt', ['WW_verify_a1.txt']],
  ['a configured name that is too long', `/WW_verify_${'a'.repeat(65)}.txt`, [`WW_verify_${'a'.repeat(65)}.txt`]],
  ['a configured name with markup', '/WW_verify_<b>aaaaaaa.txt', ['WW_verify_<b>aaaaaaa.txt']],
  ['a configured name with a way up', '/../secret.txt', ['../secret.txt']],
  ['a configured name with a line break', `/${NAME}\n`, [`${NAME}\n`]],
  ['an empty path', '', [NAME]],
])('S-37 does not answer %s', (_what, url, configured) => {
  expect(answerVerificationFile(url, configured)).toBeUndefined();
});
