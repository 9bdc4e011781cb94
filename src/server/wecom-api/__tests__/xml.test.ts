import fc from 'fast-check';
import { parseXml } from '../xml';

const read = (xml: string) => Object.fromEntries(parseXml(xml));

it('reads an event of WeCom', () => {
  expect(
    read(`<xml>
  <ToUserName><![CDATA[ww1234567890abcdef]]></ToUserName>
  <FromUserName><![CDATA[sys]]></FromUserName>
  <CreateTime>1403610513</CreateTime>
  <Event><![CDATA[change_contact]]></Event>
  <ChangeType>update_user</ChangeType>
  <UserID><![CDATA[李<娜>&]]></UserID>
  <Department><![CDATA[1,2]]></Department>
  <Alias></Alias><Position/>
  <ExtAttr><Item><Name><![CDATA[a]]></Name><Text><Value><![CDATA[b]]></Value></Text></Item><Item/></ExtAttr>
</xml>
`),
  ).toEqual({
    ToUserName: 'ww1234567890abcdef',
    FromUserName: 'sys',
    CreateTime: '1403610513',
    Event: 'change_contact',
    ChangeType: 'update_user',
    UserID: '李<娜>&',
    Department: '1,2',
    Alias: '',
    Position: '',
  });
});

it.each([
  ['<xml><A>&lt;a&gt; &amp;amp; &quot;&apos;</A></xml>', { A: '<a> &amp; "\'' }],
  ['<xml><A>x<![CDATA[<]]>y</A></xml>', { A: 'x<y' }],
  ['<xml><A><![CDATA[]]></A></xml>', { A: '' }],
  ['<xml><A><![CDATA[a]]>]]</A></xml>', { A: 'a]]' }],
  ['<xml><__proto__>a</__proto__></xml>', { ['__proto__']: 'a' }],
  ['<xml></xml>', {}],
  ['<xml/>', {}],
])('reads %s', (xml, fields) => expect(read(xml)).toEqual(fields));

it.each([
  '',
  'xml',
  '<xml>',
  '</xml>',
  '<xml></xml><xml></xml>',
  '<xml></xml>x',
  'x<xml></xml>',
  '<other></other>',
  '<xml><A></xml></A>',
  '<xml><A>a</B></xml>',
  '<xml>text</xml>',
  '<xml><A>a</A><A>b</A></xml>',
  '<xml><A><![CDATA[a</A></xml>',
  '<xml><A>a < b</A></xml>',
  '<xml><A x="1">a</A></xml>',
  '<xml><A>&a;</A></xml>',
  '<xml><A>&#65;</A></xml>',
  '<xml><A>&toString;</A></xml>',
  '<xml><A>&lt</A></xml>',
  '<xml><A>a & b</A></xml>',
  '<!DOCTYPE xml [<!ENTITY a "b">]><xml><A>&a;</A></xml>',
  '<xml><!ENTITY a SYSTEM "file:///etc/passwd"></xml>',
  '<xml><!-- a --></xml>',
  '<?xml version="1.0"?><xml></xml>',
  `${'<xml>'.repeat(9)}${'</xml>'.repeat(9)}`,
  `<xml><${'a'.repeat(65)}/></xml>`,
  `<xml><A>${'a'.repeat(256 * 1024)}</A></xml>`,
])('S-33 refuses %j', (xml) => expect(() => parseXml(xml)).toThrow(SyntaxError));

it('S-33 throws nothing else, whatever comes (2,000 inputs)', () => {
  const piece = fc.constantFrom(
    '<xml>',
    '</xml>',
    '<A>',
    '</A>',
    '<B/>',
    '<![CDATA[',
    ']]>',
    '&lt;',
    '&',
    'a',
    ' ',
    '<!',
  );
  const anything = fc.oneof(
    fc.string(),
    fc.array(piece).map((pieces) => `<xml>${pieces.join('')}</xml>`),
  );
  fc.assert(
    fc.property(anything, (xml) => {
      try {
        parseXml(xml);
      } catch (error) {
        if (!(error instanceof SyntaxError)) throw error;
      }
    }),
    { numRuns: 2000 },
  );
});

it('reads back what stands in CDATA (500 inputs)', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      const safe = text.replaceAll(']]>', '');
      expect(read(`<xml><A><![CDATA[${safe}]]></A></xml>`)).toEqual({ A: safe });
    }),
    { numRuns: 500 },
  );
});
