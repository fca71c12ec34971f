/**
 * Every secret that a test sends or sets is a canary: none may come back in an answer, or show up in what a server
 * prints, measures or stores.
 */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** So long a beginning of a secret is taken for the secret. */
const MARK_CHARACTERS = 20;
/** What can stand in a part of a token; a part begins where a run of these does. */
const RUN = /[\w-]{20,}/g;
/** Where a request has its secrets. */
const SENT =
  /\b(?:eyJ[\w-]{10,}\.[\w.-]{20,})|(?<=\b(?:Bearer +|x-token: *|gsm_token=|refresh_token=))[^\s;,]{20,}/gi;

const marks = new Set<string>();
/** Of any characters, and few: looked for everywhere. */
const settings = new Set<string>();
const found: string[] = [];
let lookedThroughBytes = 0;

/** The secrets of a request as it goes out. */
export function rememberSent(bytes: string): void {
  for (const [secret] of bytes.matchAll(SENT)) rememberCredential(secret);
}

/** A token, by its payload and its signature (a header is no secret), or another credential as a whole. */
export function rememberCredential(credential: string): void {
  const parts = credential.startsWith('eyJ') ? credential.split('.').slice(1) : [credential];
  for (const part of parts) {
    const mark = part.slice(0, MARK_CHARACTERS);
    if (/^[\w-]+$/.test(mark) && mark.length === MARK_CHARACTERS) marks.add(mark);
  }
}

/** The secrets and keys among a server's settings. */
export function rememberSettings(env: Readonly<Record<string, string | undefined>>): void {
  for (const [name, value = ''] of Object.entries(env)) {
    if (/_(SECRET|KEY)$/.test(name) && value.length >= MARK_CHARACTERS) settings.add(value);
  }
}

/** Notes every secret that stands in the text; `where` says where that was. */
export function lookThrough(where: string, text: string): void {
  lookedThroughBytes += text.length;
  const seen = [...text.matchAll(RUN)].filter(([run]) => marks.has(run.slice(0, MARK_CHARACTERS)));
  const set = [...settings].flatMap((secret) => (text.includes(secret) ? [text.indexOf(secret)] : []));
  for (const at of [...seen.map(({ index }) => index), ...set]) {
    found.push(`${where}: …${text.slice(Math.max(0, at - 60), at + MARK_CHARACTERS)}…`);
  }
}

/** Looks through what a server keeps in its working folder, as it lies there. */
export const lookThroughStore = (folder: string): void => lookThroughFiles(join(folder, 'data'));

/** Looks through the files of a folder that a store is in. */
export function lookThroughFiles(folder: string): void {
  if (!existsSync(folder)) return;
  for (const name of readdirSync(folder)) {
    // The file that keeps made-up secrets is the one place for them.
    if (name.startsWith('development-secrets.json') || !statSync(join(folder, name)).isFile()) continue;
    lookThrough(name, readFileSync(join(folder, name), 'latin1'));
  }
}

/** What a server has printed; the lines to paste are there to show a token. */
export function lookThroughOutput(output: string): void {
  const lines = output.split('\n').filter((line) => !line.startsWith('  curl '));
  lookThrough('the output', lines.join('\n'));
}

export interface CanaryReport {
  /** How many different ones were looked for. */
  readonly canaries: number;
  readonly lookedThroughBytes: number;
  /** A line for each place where one was found. */
  readonly found: readonly string[];
}

export const canaryReport = (): CanaryReport => ({
  canaries: marks.size + settings.size,
  lookedThroughBytes,
  found: [...new Set(found)],
});

/** For the tests of this watch itself: what was found so far, and then no longer counts. */
export const forgetFound = (): readonly string[] => [...new Set(found.splice(0))];
