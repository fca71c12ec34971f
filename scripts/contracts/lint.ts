import { fileURLToPath } from 'node:url';
import type { NormalizedProblem, RawUniversalConfig } from '@redocly/openapi-core';
import { BaseResolver, createConfig, getLineColLocation, lintFromString } from '@redocly/openapi-core';
import { isMap, parse, parseDocument } from 'yaml';
import { ourRules } from './rules.ts';

/** A document as it is linted: where it is, for messages and references, and its text. */
export type Source = { readonly file: URL; readonly text: string };

/** Whatever is wrong fails: there are no warnings. */
export type ContractProblem = { readonly rule: string; readonly message: string; readonly where: string };

const configuration: RawUniversalConfig = {
  extends: ['recommended'],
  plugins: [ourRules],
  rules: {
    // A licence is the owner's to choose, and the published contracts name none. An invented one would be a false
    // statement. Both rules ask for the same member.
    'info-license': 'off',
    'info-license-strict': 'off',
    // /healthz and /readyz take neither input nor key, so there is nothing of the client's to refuse. Our own rule
    // every-credential-can-be-refused asks for what matters elsewhere.
    'operation-4xx-response': 'off',
    // Said here so that nobody can lose it with another set of recommended rules: examples fit their schemas.
    'no-invalid-media-type-examples': { severity: 'error', allowAdditionalProperties: false },
    'no-invalid-schema-examples': 'error',
    'no-invalid-parameter-examples': 'error',
    ...Object.fromEntries(
      Object.keys(ourRules.rules?.oas3 ?? {}).map((rule) => [`${ourRules.id}/${rule}`, 'error' as const]),
    ),
  },
};

/** Problems of one document by itself. */
export async function lintDocument({ file, text }: Source): Promise<ContractProblem[]> {
  const unread = unreadable({ file, text });
  if (unread.length > 0) return unread;
  const config = await createConfig(configuration);
  const absoluteRef = fileURLToPath(file);
  const problems = await lintFromString({
    source: text,
    absoluteRef,
    config,
    externalRefResolver: new BaseResolver(),
  });
  return problems.map((problem) => ({
    rule: problem.ruleId,
    message: problem.message,
    where: whereIs(problem, file),
  }));
}

/** Why it is no document at all, of which nothing else can be said. */
function unreadable({ file, text }: Source): ContractProblem[] {
  const rule = 'logoutd/every-document-is-yaml';
  const { errors, contents } = parseDocument(text);
  if (errors.length === 0 && isMap(contents)) return [];
  const [{ message, linePos } = { message: 'This is no object.' }] = errors;
  const at = linePos === undefined ? '' : `:${linePos[0].line}:${linePos[0].col}`;
  return [{ rule, message: message.split('\n', 1)[0] ?? '', where: `${nameOf(file)}${at}` }];
}

/** Problems of each document, then those that only show when all are seen together. */
export async function lintDocuments(sources: readonly Source[]): Promise<ContractProblem[]> {
  const single = await Promise.all(sources.map(lintDocument));
  return [...single.flat(), ...sharedTitles(sources.filter((one) => unreadable(one).length === 0))];
}

/** Mocks, clients and pages are named by title, so no two documents may share one. */
function sharedTitles(sources: readonly Source[]): ContractProblem[] {
  const owners = new Map<string, string>();
  return sources.flatMap(({ file, text }) => {
    const title = String((parse(text) as { info?: { title?: unknown } } | null)?.info?.title ?? '');
    const owner = owners.get(title);
    owners.set(title, owner ?? nameOf(file));
    if (owner === undefined) return [];
    const message = `The title "${title}" is that of ${owner} too.`;
    return [{ rule: 'logoutd/every-title-is-unique', message, where: nameOf(file) }];
  });
}

const nameOf = (file: URL): string => file.pathname.split('/').slice(-2).join('/');

function whereIs(problem: NormalizedProblem, file: URL): string {
  const [place] = problem.location;
  if (!place) return nameOf(file);
  const { start } = getLineColLocation(place);
  const at = `${nameOf(file)}:${start.line}:${start.col}`;
  return place.pointer === undefined ? at : `${at} ${place.pointer}`;
}
