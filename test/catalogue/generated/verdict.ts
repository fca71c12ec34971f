/** Whether what came back for a conversation is what may come back. */
import type { RawReply } from '../../support/raw.ts';
import { ADMIN_KEY, CHECK_KEY } from '../../support/server.ts';
import { type Asked, answerFaults, pathOf, refusalFaults, spelledOut } from '../judged.ts';
import { owned } from '../owner.ts';
import { MARK } from './credentials.ts';
import type { Rendered } from './render.ts';
import type { Heard } from './wire.ts';

/** A sentence for each fault; none when all is well. */
export function conversationFaults({ whole, broken }: Rendered, heard: Heard): readonly string[] {
  const { replies, rest, isStuck } = heard;
  const faults: string[] = isStuck ? ['it never ended'] : [];
  for (const [at, bytes] of whole.entries()) {
    const reply = replies[at];
    if (reply === undefined) {
      if (!replies.slice(0, at).some(isLast)) faults.push(`request ${at + 1} has no answer`);
      break;
    }
    faults.push(
      ...faultsOf(bytes, reply).map((fault) => `request ${at + 1}: ${fault}\n${spelledOut(reply.seen)}`),
    );
  }
  const late = replies.slice(whole.length);
  // The answer to what was read of it, and the refusal of what was left.
  if (late.length > 2) faults.push(`${late.length} answers to one broken request`);
  for (const reply of late) {
    if (refusalFaults(reply.seen).length === 0) continue;
    const own = faultsOf(broken ?? '', reply);
    faults.push(...own.map((fault) => `the broken request: ${fault}\n${spelledOut(reply.seen)}`));
  }
  return rest === '' ? faults : [...faults, `there is more than answers: ${JSON.stringify(rest)}`];
}

const isLast = ({ headers }: RawReply): boolean => headers['connection'] === 'close';

function faultsOf(bytes: string, reply: RawReply): readonly string[] {
  const asked = askedIn(bytes);
  const { method, target, hasStoreId = false } = asked;
  const whose = owned({ method, path: pathOf(target), hasStoreId });
  // The control API repeats in good faith what its operator has stored.
  const mayRepeat = whose.kind === 'operation' && whose.contract === 'control' && reply.status < 400;
  const tokens = bytes.match(/eyJ[\w-]{10,}\.[\w-]{10,}\.[\w-]{10,}/g) ?? [];
  const secrets = [...tokens, ADMIN_KEY, CHECK_KEY, ...(mayRepeat ? [] : [MARK])];
  return [
    ...(reply.status >= 500 ? [`status ${reply.status}`] : []),
    ...answerFaults({ ...asked, secrets }, reply.seen),
    ...(reply.seen.body.includes(MARK) && !mayRepeat ? [`it repeats ${MARK}`] : []),
  ];
}

/** The request as it stands in its bytes. Empty lines before it are passed over (RFC 9112, section 2.2). */
function askedIn(bytes: string): Asked {
  const head = bytes.split('\r\n\r\n', 1)[0] ?? '';
  const [, method = '', target = ''] = /^[\r\n]*(\S+) +(\S+)/.exec(head) ?? [];
  return { method, target, hasStoreId: /^x-store-id:/im.test(head) };
}
