import { expect, it } from 'vitest';
import type { Finding } from '../../scripts/contract-diff/findings.ts';
import { fragment } from '../../scripts/contract-diff/fragment.ts';

const finding = (kind: Finding['kind'], contract: string, operation: string | undefined, text: string) => ({
  contract,
  operation,
  kind,
  text,
});

it('a fragment of the changelog goes by kind, contract and operation', () => {
  expect(
    fragment([
      finding('changed', 'gsm', 'POST /logout', 'endpoint deprecated'),
      finding('added', 'tenant', undefined, 'the contract itself'),
      finding('breaking', 'gsm', 'POST /logout', 'removed the status `401`'),
      finding('breaking', 'control', 'GET /v1', 'gone'),
      finding('breaking', 'gsm', 'GET /logout', 'gone'),
      finding('breaking', 'gsm', 'POST /logout', 'the body became required'),
    ]),
  ).toBe(`### Breaking

- gsm
  - \`POST /logout\`: removed the status \`401\`
  - \`POST /logout\`: the body became required
  - \`GET /logout\`: gone
- control
  - \`GET /v1\`: gone

### Added

- tenant
  - the contract itself

### Changed

- gsm
  - \`POST /logout\`: endpoint deprecated
`);
});

it('what happened to many statuses is said once', () => {
  const removed = ['200', '401', '401', '500'].map((status) =>
    finding('breaking', 'gsm', 'POST /logout', `the header \`x\` removed for the status \`${status}\``),
  );
  expect(fragment(removed)).toContain('the header `x` removed for the status `200`, `401`, `500`\n');
});

it('no change is no text', () => {
  expect(fragment([])).toBe('');
});
