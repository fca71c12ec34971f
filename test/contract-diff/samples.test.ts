/** The gate's verdict about one small change at a time. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseDocument } from 'yaml';
import { judge } from '../../scripts/contract-diff/judge.ts';
import { contractNames, documentUrl } from '../../scripts/contracts/documents.ts';
import type { Sample } from './changes.ts';
import { maskedSamples } from './masked-samples.ts';
import { BUILD_MS, oasdiffFor } from './program.ts';
import { samples } from './samples.ts';
import { strictSamples } from './strict-samples.ts';

const real = new Map(contractNames.map((name) => [name as string, readFileSync(documentUrl(name), 'utf8')]));
const never = () => {
  throw new Error('oasdiff was asked for');
};

describe('of a change in a contract', () => {
  it.for([...samples, ...maskedSamples, ...strictSamples])(
    '$contract: $change — $verdict',
    { timeout: BUILD_MS },
    async (sample, context) => {
      const oasdiff = await oasdiffFor(context);
      const document = parseDocument(real.get(sample.contract) ?? '');
      sample.first?.(document);
      const before = new Map(real).set(sample.contract, document.toString());
      sample.make(document);
      const after = new Map(real).set(sample.contract, document.toString());
      const findings = judge(before, after, () => oasdiff);
      const said = JSON.stringify(findings, null, 2);
      if (sample.verdict === 'nothing') expect(findings).toStrictEqual([]);
      else expect(findings, said).toContainEqual(expected(sample));
      // What is not breaking must not be called so by any other line either.
      expect(
        findings.some(({ kind }) => kind === 'breaking'),
        said,
      ).toBe(sample.verdict === 'breaking');
      expect(
        findings.map(({ contract }) => contract).filter((name) => name !== sample.contract),
      ).toStrictEqual([]);
    },
  );
});

const expected = ({ contract, operation, verdict, says }: Sample) => ({
  contract,
  operation,
  kind: verdict,
  text: expect.stringMatching(says ?? /./),
});

describe('of a whole contract', () => {
  const without = new Map([...real].filter(([name]) => name !== 'tenant'));

  it('the removal is breaking', () => {
    expect(judge(real, without, never)).toStrictEqual([
      { contract: 'tenant', operation: undefined, kind: 'breaking', text: 'the contract was removed' },
    ]);
  });

  it('the addition is not', () => {
    expect(judge(without, real, never)).toStrictEqual([
      { contract: 'tenant', operation: undefined, kind: 'added', text: 'the contract itself' },
    ]);
  });

  it('nothing is said where every document is the same, and no tool is needed to see that', () => {
    expect(judge(real, new Map(real), never)).toStrictEqual([]);
  });
});
