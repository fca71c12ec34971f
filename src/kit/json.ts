/** JSON that names a member twice: one reader takes the first, another the last (RFC 8259, section 4). */

/** A member's name with its colon, any other string, and what opens and closes an object. */
const TOKENS = /("(?:[^"\\]|\\.)*")(\s*:)?|[{}]/g;

/** The members, however spelled, that an object of the text, which is JSON, has more than once. */
export function repeatedMembers(text: string): readonly string[] {
  const open: Set<string>[] = [];
  const repeated = new Set<string>();
  for (const [token, string, colon] of text.matchAll(TOKENS)) {
    if (token === '{') open.push(new Set());
    else if (token === '}') open.pop();
    else if (string !== undefined && colon !== undefined) {
      const name = String(JSON.parse(string));
      if (open.at(-1)?.has(name)) repeated.add(name);
      open.at(-1)?.add(name);
    }
  }
  return [...repeated];
}
