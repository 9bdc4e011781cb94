const TOKEN = /<([A-Za-z_][\w.-]{0,63})(\/?)>|<\/([A-Za-z_][\w.-]{0,63})>|<!\[CDATA\[([\s\S]*?)\]\]>|([^<]+)/y;
const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };
/** Characters. What WeCom sends has a few thousand at most. */
const LONGEST = 256 * 1024;
const DEEPEST = 8;

/**
 * Reads the flat XML of WeCom's callbacks: a root `xml` whose children hold a text. Children with elements of their own are
 * skipped. Anything that WeCom does not send is refused, above all document types and entities of one's own.
 *
 * @returns the texts of the children by name
 * @throws {SyntaxError} also when a name comes twice: readers could disagree about which one counts
 */
export function parseXml(xml: string): ReadonlyMap<string, string> {
  if (xml.length > LONGEST) throw new SyntaxError('XML is too long');
  const fields = new Map<string, string>();
  const open: string[] = [];
  let text = '';
  let isFlat = true;
  let isOver = false;

  const close = (name: string) => {
    if (open.pop() !== name) throw new SyntaxError('XML is not well-formed');
    if (open.length === 0) isOver = true;
    if (open.length !== 1 || !isFlat) return;
    if (fields.has(name)) throw new SyntaxError('XML names a field twice');
    fields.set(name, text);
  };

  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < xml.length) {
    const [, opening, isEmpty, closing, cdata, plain] = TOKEN.exec(xml) ?? malformed();
    if (opening !== undefined) {
      if (isOver || open.length >= DEEPEST || (open.length === 0 && opening !== 'xml')) malformed();
      open.push(opening);
      isFlat = open.length <= 2;
      text = '';
      if (isEmpty) close(opening);
    } else if (closing !== undefined) {
      close(closing);
    } else {
      const added = cdata ?? decoded(plain ?? '');
      if (open.length < 2 && added.trim() !== '') malformed();
      text += added;
    }
  }
  return isOver ? fields : malformed();
}

function decoded(text: string): string {
  return text.replace(/&(\w{0,8});?/g, (whole, name: string) =>
    Object.hasOwn(ENTITIES, name) && whole.endsWith(';') ? ENTITIES[name]! : malformed(),
  );
}

function malformed(): never {
  throw new SyntaxError('XML is not well-formed');
}
