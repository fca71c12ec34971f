import { mkdirSync, writeFileSync } from 'node:fs';
import type { Reporter, TestModule } from 'vitest/node';
import { catalogue } from './catalogued.ts';

interface Entry {
  readonly number: number;
  readonly title: string;
  readonly cases: number;
  readonly failed: number;
}

const HERE = 'test/catalogue/';

/** Prints the catalogue with the cases of each number, and writes it to `reports/catalogue.json`. */
export default class CatalogueReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const tests = modules
      .filter((module) => module.relativeModuleId.startsWith(HERE))
      .flatMap((module) => [...module.children.allTests()])
      .map((test) => ({ number: Number(/^#(\d+) /.exec(test.fullName)?.[1]), state: test.result().state }));
    if (tests.length === 0) return;
    const entries: readonly Entry[] = Object.entries(catalogue).map(([number, title]) => {
      const own = tests.filter((test) => test.number === Number(number));
      const ran = own.filter(({ state }) => state !== 'skipped');
      const failed = ran.filter(({ state }) => state !== 'passed').length;
      return { number: Number(number), title, cases: ran.length, failed };
    });
    mkdirSync('reports', { recursive: true });
    writeFileSync('reports/catalogue.json', `${JSON.stringify(entries, null, 2)}\n`);
    const lines = entries.map(
      ({ number, title, cases, failed }) =>
        `${String(number).padStart(4)}  ${String(cases).padStart(5)}  ${failed === 0 ? '' : `${failed} failed: `}${title}`,
    );
    console.log(`Catalogue of bad input, with the cases of each number:\n${lines.join('\n')}`);
  }
}
