/** JSON that names a member twice: `JSON.parse` takes the last, another reader the first (RFC 8259, section 4). */

/** A member's name with its colon, any other string, and what opens and closes an object. */
const TOKENS = /("(?:[^"\\]|\\.)*")(\s*:)?|[{}]/g;

/** Whether an object in the text, which is valid JSON, has a member twice, however it is spelled. */
export function repeatsMember(text: string): boolean {
  const open: Set<string>[] = [];
  for (const [token, string, colon] of text.matchAll(TOKENS)) {
    if (token === '{') open.push(new Set());
    else if (token === '}') open.pop();
    else if (string !== undefined && colon !== undefined) {
      const names = open.at(-1);
      const name: string = JSON.parse(string);
      if (names?.has(name)) return true;
      names?.add(name);
    }
  }
  return false;
}
