const SPACE = 0x20;
const QUOTATION_MARK = 0x22;
const BACKSLASH = 0x5c;

/**
 * Reads JSON. Texts may hold control characters that are not escaped, as other services of WeCom's maker are known to send
 * them: a member with one in the position must be able to sign in. A byte order mark is skipped. All else is strict.
 *
 * @throws {SyntaxError}
 */
export function parseJson(json: string): unknown {
  const plain = json.startsWith('\uFEFF') ? json.slice(1) : json;
  try {
    return JSON.parse(plain);
  } catch {
    return JSON.parse(escapeControlCharacters(plain));
  }
}

/** In one pass, so that no answer takes longer than its length justifies. */
function escapeControlCharacters(json: string): string {
  let escaped = '';
  let done = 0;
  let inText = false;
  for (let at = 0; at < json.length; at += 1) {
    const character = json.charCodeAt(at);
    if (character === QUOTATION_MARK) inText = !inText;
    // What a backslash escapes is skipped. A control character there stays wrong.
    else if (inText && character === BACKSLASH) at += 1;
    else if (inText && character < SPACE) {
      escaped += `${json.slice(done, at)}\\u${character.toString(16).padStart(4, '0')}`;
      done = at + 1;
    }
  }
  return escaped + json.slice(done);
}
