import type { Finding } from './findings.ts';

const headings = { breaking: 'Breaking', added: 'Added', changed: 'Changed' } as const;

/** Markdown for CHANGELOG.md: by heading, contract and operation. Empty where there is nothing to say. */
export function fragment(findings: readonly Finding[]): string {
  return (Object.keys(headings) as Finding['kind'][])
    .map((kind) => ({ kind, found: findings.filter((finding) => finding.kind === kind) }))
    .filter(({ found }) => found.length > 0)
    .map(({ kind, found }) => `### ${headings[kind]}\n\n${contracts(found)}\n`)
    .join('\n');
}

function contracts(findings: readonly Finding[]): string {
  return [...Map.groupBy(findings, ({ contract }) => contract)]
    .map(([contract, found]) => `- ${contract}\n${operations(found)}`)
    .join('\n');
}

function operations(findings: readonly Finding[]): string {
  return [...Map.groupBy(findings, ({ operation }) => operation)]
    .flatMap(([operation, found]) =>
      merged(found.map(({ text }) => text)).map((text) =>
        operation === undefined ? `  - ${text}` : `  - \`${operation}\`: ${text}`,
      ),
    )
    .join('\n');
}

/** What is said of one status after the other is said once, of all of them. */
function merged(texts: readonly string[]): string[] {
  const status = /`(\d{3})`/;
  return [...Map.groupBy(new Set(texts), (text) => text.replace(status, '``'))].map(([without, alike]) =>
    without.replace('``', () => alike.map((text) => status.exec(text)?.[0] ?? '').join(', ')),
  );
}
