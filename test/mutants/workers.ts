/** Breakages of several processes that are one server, and of the store that they share. */
import type { Mutant } from './mutant.ts';

const mutant = (
  name: string,
  file: string,
  from: string,
  to: string,
  ...tests: readonly string[]
): Mutant => ({
  name,
  file: `src/${file}.ts`,
  breakage: { from, to },
  tests: tests.map((test) => `test/${test}.test.ts`),
});

export const workers: readonly Mutant[] = [
  mutant(
    'each worker counts its own clients',
    'workers/windows',
    '      const { count, endsAtMs } = await this.#ask({ limit: this.#limit, ms: this.#ms }, key);\n      return { totalHits: count, resetTime: new Date(endsAtMs) };',
    '      return this.#own.increment(key);',
    'e2e/workers',
  ),
  mutant(
    'requests of one moment are told the same count',
    'http/limits',
    'this.#before.then(() => this.#count(key))',
    'this.#count(key)',
    'unit/workers/windows',
  ),
  mutant(
    'the metrics are those of the worker that was asked',
    'app',
    'metrics: together?.metricsText ?? metrics.text,',
    'metrics: metrics.text,',
    'e2e/workers',
  ),
  mutant(
    'what a lost worker had counted is lost',
    'workers/gathered-metrics',
    'summed([before, counted])',
    'summed([before, []])',
    'unit/workers/gatherer',
  ),
  mutant(
    'a dead worker is not replaced',
    'workers/supervisor',
    'place.timer = setTimeout(() => void this.#fillSometime(place), pauseMs);',
    '',
    'e2e/workers-lost',
  ),
  mutant(
    'workers that cannot start are tried without a pause',
    'workers/backoff',
    'FIRST_MS * 2 ** this.#early',
    '0',
    'unit/workers/backoff',
  ),
  mutant(
    'old workers end before new ones serve',
    'workers/supervisor',
    '        clearTimeout(place.timer);\n        await this.#fill(place)',
    "        clearTimeout(place.timer);\n        place.worker?.tell({ kind: 'stop', forGood: false });\n        await place.worker?.ended;\n        await this.#fill(place)",
    'e2e/reload',
  ),
  mutant(
    'a reload is called done while old workers answer',
    'workers/supervisor',
    '      await killedIfLate(old);\n',
    '',
    'e2e/reload',
  ),
  mutant(
    'settings that are wrong end what serves',
    'primary',
    '    log.error(`not reloaded;',
    '    if (error) throw error;\n    log.error(`not reloaded;',
    'e2e/reload',
  ),
  mutant(
    'a worker forgets to stop with the others',
    'workers/channel',
    '        onStop(message.forGood);\n',
    '',
    'e2e/workers',
  ),
  mutant(
    'a store that is locked by another process holds everything up',
    'stores/sqlite/store',
    '    neverWaits(db);\n',
    '',
    'store/faults',
  ),
  mutant(
    'what finds the store locked fails at once',
    'stores/sqlite/patience',
    'return isBusy(error) && performance.now() < this.#untilMs;',
    'return false;',
    'store/faults',
  ),
  mutant(
    'a worker keeps a verdict for a moment',
    'sessions/check-session',
    '  const begun = knownGood.begin();\n  const nowMs = deps.now();\n  try {\n    const outcome = await askStore(deps, token, nowMs);\n',
    '  const begun = knownGood.begin();\n  const nowMs = deps.now();\n  const all = globalThis as { kept?: Map<string, [number, CheckSessionOutcome]> };\n  all.kept ??= new Map();\n  const [untilMs = 0, kept] = all.kept.get(token.sessionId) ?? [];\n  if (kept && nowMs < untilMs) return kept;\n  try {\n    const outcome = await askStore(deps, token, nowMs);\n    all.kept.set(token.sessionId, [nowMs + 20, outcome]);\n',
    'e2e/linearizability',
  ),
  mutant(
    'an end is acknowledged before Redis has it',
    'stores/redis/updates',
    '        const answer = await this.#apply(',
    "        if ('result' in made) resolve(made.result);\n        const answer = await this.#apply(",
    'e2e/redis-faults',
  ),
  mutant(
    'what another process has written goes unnoticed',
    'stores/sqlite/known-standings',
    'if (version === this.#version) return true;',
    'return true;',
    'store/known-standings',
  ),
  mutant(
    'what a process has written is to it as it was before',
    'stores/sqlite/store',
    '        this.#known.changes(change);\n',
    '',
    'store/known-standings',
  ),
  mutant(
    'what was forgotten is known all the same',
    'stores/sqlite/store',
    '      this.#known.forgets(sessionIds, cutOffs > 0);\n',
    '',
    'store/known-standings',
  ),
  mutant(
    'another tenant is answered as the one that asked before',
    'stores/sqlite/known-standings',
    'query.tenant === tenant;',
    'query.sessionIds.length === 1;',
    'store/known-standings',
  ),
];
