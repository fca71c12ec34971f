/** Media types, with what may stand behind them. */
import { headerOf } from './headers.ts';
import type { Seen } from './send.ts';

/** What parameters a type may have; RFC 8259 knows none for JSON, and a charset that says what holds anyway is no fault. */
const PARAMETERS: Readonly<Record<string, RegExp>> = {
  // Prometheus text: docs/instrumenting/exposition_formats.md of prometheus/docs.
  'text/plain': /^(?:version=0\.0\.4|charset=utf-8)$/,
};
const USUAL = /^charset=utf-8$/;

export function mediaTypeOf(seen: Pick<Seen, 'headers'>): string | null {
  return headerOf(seen, 'content-type')?.split(';', 1)[0]?.trim().toLowerCase() ?? null;
}

/** @param wanted `null`: there is to be none */
export function mediaTypeFaults(wanted: string | null, seen: Seen): readonly string[] {
  const found = mediaTypeOf(seen);
  if (found !== wanted) return [`media type ${found ?? 'none'}, not ${wanted ?? 'none'}`];
  const [, ...parameters] = (headerOf(seen, 'content-type') ?? '').split(';');
  return parameters
    .map((one) => one.trim().toLowerCase().replaceAll('"', ''))
    .filter((one) => !(PARAMETERS[wanted ?? ''] ?? USUAL).test(one))
    .map((one) => `media type ${wanted} with ${one}`);
}
