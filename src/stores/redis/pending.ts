/** Cut-offs as scripts know them: JSON, all of whose values are text, since Lua would not keep numbers as they are. */
import type { SessionId } from '../../sessions/identity.ts';
import type { CutOffScope } from '../../sessions/model.ts';
import { scopeParts } from '../../sessions/scope.ts';
import type { CutOffChange } from '../pending.ts';
import { toText } from '../text.ts';
import { spell, spellOrNone } from './fields.ts';
import { indexOfScope } from './names.ts';
import { endFields } from './records.ts';

/** Which sessions a cut-off would end. */
export interface Selection {
  readonly scope: CutOffScope;
  readonly spare: SessionId | null;
  readonly upToMs: number | null;
}

export const selectionOf = ({ made, sessionsUpToMs }: CutOffChange): Selection => ({
  scope: made.scope,
  spare: made.exceptSessionId,
  upToMs: sessionsUpToMs,
});

export const selectionJson = (selection: Selection): string => JSON.stringify(spelled(selection));

export function pendingJson(change: CutOffChange): string {
  const { made } = change;
  return JSON.stringify({
    ...spelled(selectionOf(change)),
    index: indexOfScope(made.scope),
    fields: endFields(made),
    retain: spell(made.retainUntilMs),
  });
}

function spelled({ scope, spare, upToMs }: Selection) {
  const { kind, issuer, name } = scopeParts(scope);
  return {
    ...{ kind, issuer: toText(issuer), name: toText(name), upTo: spellOrNone(upToMs) },
    ...(spare === null ? {} : { spared: toText(spare) }),
  };
}
