/** This machine's clock, against all that can be known of another time. */
import { roughly, stamp } from '../output/times.ts';
import { type Finding, ok, warn, wrong } from './finding.ts';

/** So far may a login's clock be ahead of the server's. */
const TOLERATED_MS = 30_000;
/** `Date` has whole seconds, and the answer was under way for a while. */
const UNCERTAIN_MS = 3000;

export interface OtherClocks {
  readonly serverMs: number | null;
  /** The newest time in the store, and when its files were written. */
  readonly newestMs: number | null;
  readonly writtenMs: number | null;
}

export function checkClock(
  nowMs: number,
  { serverMs, newestMs, writtenMs }: OtherClocks,
): readonly Finding[] {
  const seenMs = Math.max(newestMs ?? 0, writtenMs ?? 0);
  const behindMs = seenMs - (serverMs ?? nowMs);
  const findings: Finding[] = [];
  if (behindMs > UNCERTAIN_MS) {
    const says = `it is ${roughly(behindMs)} behind the newest time in the store. Set it right before a server starts: what is issued now counts as issued before ends that are stored.`;
    findings.push(wrong('clock', says));
  }
  if (serverMs !== null && Math.abs(nowMs - serverMs) > UNCERTAIN_MS) {
    const apart = Math.abs(nowMs - serverMs);
    const says = `the server’s differs from this one by ${roughly(apart)}. Have both set by NTP: tokens that are issued more than 30 s ahead are refused.`;
    findings.push((apart > TOLERATED_MS ? wrong : warn)('clock', says));
  }
  if (findings.length > 0) return findings;
  return [
    ok(
      'clock',
      `${stamp(new Date(nowMs).toISOString())}${serverMs === null ? '' : ', as the server has it'}`,
    ),
  ];
}
