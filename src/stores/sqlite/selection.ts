/** What a cut-off selects, as parameters. */
import type { SessionId } from '../../sessions/identity.ts';
import type { CutOffScope } from '../../sessions/model.ts';
import { scopeParts } from '../../sessions/scope.ts';
import { toText, toTextOrNull } from '../text.ts';

export function selection(scope: CutOffScope, spare: SessionId | null, upToMs: number | null) {
  const { kind, issuer, name } = scopeParts(scope);
  const nextSecond = upToMs === null ? null : (Math.floor(upToMs / 1000) + 1) * 1000;
  return {
    scope: kind,
    issuer: toText(issuer),
    name: toText(name),
    spare: toTextOrNull(spare),
    upTo: upToMs,
    nextSecond,
  };
}
