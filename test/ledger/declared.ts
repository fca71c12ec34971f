/** Whether an answer is one that some document declares, whatever it was asked for. */
import { declarations } from '../../src/kit/documents.ts';
import { headerOf } from '../../src/kit/headers.ts';
import { mediaTypeOf } from '../../src/kit/media-type.ts';
import { faultsOf } from '../../src/kit/oracle.ts';
import type { Seen } from '../../src/kit/send.ts';
import type { Varying } from '../../src/kit/varying.ts';
import { answerFaults, pathOf, refusalFaults } from '../catalogue/judged.ts';
import { owned } from '../catalogue/owner.ts';
import type { Exchange, Line } from './exchanges.ts';

export interface Judged {
  /** Operation, status and media type, where an operation answered; else what did. */
  readonly what: string;
  /** A sentence for each way in which it is not declared. */
  readonly faults: readonly string[];
}

/** Values are the business of each test; here it is about statuses, media types, headers and members. */
const anyBody: Varying = { '': { is: 'anything that the schema admits', fits: () => true } };

export function judge({ asked, seen }: Exchange): Judged {
  if (isBare(seen)) {
    // The head may be in order, and what follows it not: then the refusal is of that.
    const strange = asked?.isPlain === true ? ['it refuses to read a request that is in order'] : [];
    return { what: `refused by the HTTP layer ${seen.status}`, faults: [...strange, ...refusalFaults(seen)] };
  }
  if (asked === null) return { what: 'behind what cannot be read', faults: [] };
  const whose = owned({ ...asked, path: pathOf(asked.target) });
  if (whose.kind !== 'operation') {
    // A route of the layer that is not there now, like the trying of the page in production, is no path at all.
    const target = seen.status === 404 ? '/no-path-of-ours' : asked.target;
    return { what: `no operation ${seen.status}`, faults: answerFaults({ ...asked, target }, seen) };
  }
  const mediaType = mediaTypeOf(seen);
  return {
    what: [whose.operationId, seen.status, mediaType].filter((part) => part !== null).join(' '),
    faults: operationFaults(whose.operationId, seen, asked),
  };
}

function operationFaults(operationId: string, seen: Seen, { method, origin }: Line): readonly string[] {
  const candidates = declarations.filter(
    (one) => one.operationId === operationId && one.status === seen.status,
  );
  const judging = { varying: anyBody, isHead: method === 'HEAD', origin };
  const judged = candidates.map((one) => faultsOf(one, seen, judging));
  const best = judged.toSorted((one, other) => one.length - other.length)[0];
  return best ?? [`${operationId} does not declare ${seen.status}`];
}

/** What the HTTP layer says before there is an operation: a status and nothing else. */
function isBare(seen: Seen): boolean {
  const hasType = headerOf(seen, 'content-type') !== undefined;
  return [400, 408, 431].includes(seen.status) && seen.body.length === 0 && !hasType;
}
