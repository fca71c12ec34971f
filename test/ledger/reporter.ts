import { mkdirSync, writeFileSync } from 'node:fs';
import type { Reporter, TestModule } from 'vitest/node';
import { declarations } from '../../src/kit/documents.ts';
import {
  type Entry,
  type Exception,
  entriesOf,
  exceptionsOf,
  failuresOf,
  junitOf,
  tableOf,
} from './ledger.ts';
import { differencesOf } from './sides.ts';
import type { WireReport } from './wire.ts';

/** The file whose run fills both sides of the ledger. */
const CONTRACT = 'test/contract/contract.test.ts';

/** Of the gaps: the first tell as much as all. */
const SHOWN = 20;

/**
 * Prints what each declaration was answered by, and where mock and server differ; writes it to `reports/`. A gap in
 * either makes the run fail.
 */
export default class LedgerReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    // It runs on each store, so there may be several.
    const contract = modules.filter(({ relativeModuleId }) => relativeModuleId === CONTRACT);
    const tests = contract.flatMap((module) => [...module.children.allTests()]);
    // A part of them, chosen by name, says nothing of the whole.
    if (tests.length === 0 || tests.some((test) => test.result().state === 'skipped')) return;
    const shapes = tests.flatMap((test) => test.meta().shape ?? []);
    const wire = modules.flatMap((module) => module.meta().wire ?? []);
    const exceptions: readonly Exception[] = exceptionsOf();
    const entries: readonly Entry[] = entriesOf(
      declarations,
      shapes,
      wire.map(({ answers }) => answers),
    );
    const differences = differencesOf(shapes);
    const failures = failuresOf(entries, exceptions, differences);
    const undeclared = [...new Set(wire.flatMap((one: WireReport) => one.undeclared))];
    mkdirSync('reports', { recursive: true });
    writeFileSync('reports/ledger.json', `${JSON.stringify({ entries, exceptions, undeclared }, null, 2)}\n`);
    writeFileSync('reports/ledger.xml', junitOf(entries, exceptions));
    writeFileSync('reports/parity.json', `${JSON.stringify(differences, null, 2)}\n`);
    console.log(tableOf(entries, exceptions, differences, undeclared));
    if (failures.length === 0) return;
    console.log(failures.slice(0, SHOWN).join('\n'));
    if (failures.length > SHOWN) console.log(`… and ${failures.length - SHOWN} more`);
    process.exitCode = 1;
  }
}
