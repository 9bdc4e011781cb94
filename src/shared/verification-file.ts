/** The file with which WeCom verifies a domain; the content that WeCom wants is the part in brackets. */
export const VERIFY_FILE = /^WW_verify_([A-Za-z0-9]{8,64})\.txt$/;

/**
 * @param name - of the file, as an administrator typed it
 * @returns what WeCom wants to find in the file: the part of its name between prefix and `.txt`
 * @see WeCom help 21316
 */
export function verificationContent(name: unknown): string | undefined {
  return typeof name === 'string' ? VERIFY_FILE.exec(name.trim())?.[1] : undefined;
}

/** Lines for web servers that answer the documents themselves, so that the file never reaches Node. */
export function proxyLines(file: string, content: string): { nginx: string; caddy: string } {
  return {
    nginx: `location = /${file} {\n    default_type text/plain;\n    return 200 "${content}";\n}`,
    caddy: `handle /${file} {\n\theader Content-Type text/plain\n\trespond "${content}" 200\n}`,
  };
}
