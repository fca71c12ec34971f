/** The bytes of answers, taken apart after RFC 9112 with nothing left out: a parser of Node's would tidy. */

export interface Answer {
  readonly status: number;
  /** As they came, with repetitions. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  /** Without its framing. */
  readonly body: Buffer;
  /** A sentence for each thing that no answer of a document has: interim answers but 100, trailers. */
  readonly besides: readonly string[];
}

/** What is known of the connection. */
interface About {
  readonly isHead: boolean;
  /** Nothing more comes. */
  readonly isOver: boolean;
}

/** The first answer in these bytes (as Latin-1), and what follows it; `undefined`: it is not whole, or none. */
export function takeAnswer(
  text: string,
  about: About,
): { readonly answer: Answer; readonly rest: string } | undefined {
  const end = text.indexOf('\r\n\r\n');
  const [first = '', ...lines] = text.slice(0, end).split('\r\n');
  const [, digits] = /^HTTP\/1\.[01] ([1-5]\d\d)(?: |$)/.exec(first) ?? [];
  if (end < 0 || digits === undefined) return undefined;
  const behind = text.slice(end + 4);
  const status = Number(digits);
  if (status < 200) {
    const taken = takeAnswer(behind, about);
    if (taken === undefined || status === 100) return taken;
    const besides = [`an interim answer ${status}`, ...taken.answer.besides];
    return { ...taken, answer: { ...taken.answer, besides } };
  }
  const headers = lines.map(field);
  const content = hasContent(status, about)
    ? takeContent(headers, behind, about)
    : { body: '', rest: behind };
  if (content === undefined) return undefined;
  const { body, rest, trailers = [] } = content;
  const besides = trailers.map((line) => `trailer ${field(line)[0].toLowerCase()} is not declared`);
  return { answer: { status, headers, body: Buffer.from(body, 'latin1'), besides }, rest };
}

const hasContent = (status: number, { isHead }: About): boolean =>
  !isHead && status !== 204 && status !== 304;

const field = (line: string): readonly [name: string, value: string] => [
  line.slice(0, line.indexOf(':')),
  line.slice(line.indexOf(':') + 1).trim(),
];

interface Content {
  readonly body: string;
  readonly rest: string;
  readonly trailers?: readonly string[];
}

/** RFC 9112, section 6.3. */
function takeContent(headers: Answer['headers'], text: string, { isOver }: About): Content | undefined {
  const value = (name: string) => headers.find(([key]) => key.toLowerCase() === name)?.[1];
  if (value('transfer-encoding')?.toLowerCase() === 'chunked') return takeChunks(text);
  const length = value('content-length');
  if (length === undefined) return isOver ? { body: text, rest: '' } : undefined;
  if (text.length < Number(length)) return undefined;
  return { body: text.slice(0, Number(length)), rest: text.slice(Number(length)) };
}

function takeChunks(text: string): Content | undefined {
  let [body, left] = ['', text];
  for (;;) {
    const [head, size] = /^([0-9a-f]{1,8})(?:;[^\r\n]*)?\r\n/i.exec(left) ?? [];
    if (head === undefined || size === undefined) return undefined;
    const bytes = Number.parseInt(size, 16);
    left = left.slice(head.length);
    if (bytes === 0) break;
    if (left.length < bytes + 2) return undefined;
    body += left.slice(0, bytes);
    left = left.slice(bytes + 2);
  }
  const trailers: string[] = [];
  for (;;) {
    const end = left.indexOf('\r\n');
    if (end < 0) return undefined;
    const line = left.slice(0, end);
    left = left.slice(end + 2);
    if (line === '') return { body, rest: left, trailers };
    trailers.push(line);
  }
}
