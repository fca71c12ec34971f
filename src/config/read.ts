/** Reads single settings out of the environment; collects every problem instead of stopping at the first. */
import { BlockList, isIP } from 'node:net';
import type { RateLimit } from '../http/limits.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

/** Each line names its variable and says what to do. */
export type Report = (variable: string, problem: string) => void;

/** An empty variable counts as absent: that is what `docker run -e NAME=` and its like leave behind. */
export function text(env: Environment, name: string): string | null {
  const value = env[name];
  return value === undefined || value === '' ? null : value;
}

export function oneOf<T extends string>(
  env: Environment,
  name: string,
  values: readonly T[],
  fallback: T,
  report: Report,
): T {
  const given = text(env, name);
  const found = values.find((value) => value === given);
  if (given !== null && found === undefined) report(name, `must be one of ${values.join(', ')}`);
  return found ?? fallback;
}

export function port(env: Environment, name: string, fallback: number, report: Report): number {
  const given = text(env, name);
  if (given === null) return fallback;
  if (/^\d{1,5}$/.test(given) && Number(given) <= 65535) return Number(given);
  report(name, 'must be a port from 0 to 65535 (0: any free one)');
  return fallback;
}

const MOST_WORKERS = 64;

/** `null`: none, one process does it all. */
export function workers(env: Environment, name: string, storeUrl: string, report: Report): number | null {
  const given = text(env, name);
  if (given === null) return null;
  if (storeUrl === 'memory:') {
    report(name, 'must not be set while LOGOUTD_STORE is memory:, which only one process can use');
  } else if (/^[1-9]\d?$/.test(given) && Number(given) <= MOST_WORKERS) return Number(given);
  else report(name, `must be a number from 1 to ${MOST_WORKERS}, or be left out for a single process`);
  return null;
}

/** Whole days, or `forever`. */
export function days(env: Environment, name: string, fallback: number, report: Report): number {
  const given = text(env, name);
  if (given === null) return fallback;
  if (given === 'forever') return Number.POSITIVE_INFINITY;
  if (/^[1-9]\d{0,4}$/.test(given)) return Number(given);
  report(name, 'must be a number of days from 1 to 99999, or forever');
  return fallback;
}

/** `closed`, or `open/30` for 30 seconds, here in milliseconds; `null`: closed. */
export function posture(env: Environment, name: string, report: Report): number | null {
  const given = text(env, name) ?? 'closed';
  const [, seconds] = /^open\/([1-9]\d{0,4})$/.exec(given) ?? [];
  if (given === 'closed' || (seconds !== undefined && Number(seconds) <= 86_400)) {
    return seconds === undefined ? null : Number(seconds) * 1000;
  }
  report(name, 'must be closed, or open/ and a number of seconds from 1 to 86400, like open/30');
  return null;
}

function list(env: Environment, name: string): readonly string[] {
  const items = (text(env, name) ?? '').split(',').map((item) => item.trim());
  return items.filter((item) => item !== '');
}

export function cidrs(env: Environment, name: string, report: Report): readonly string[] {
  const given = list(env, name);
  if (!given.every(isCidr)) report(name, 'must be addresses or CIDRs, comma-separated, like 10.0.0.0/8,::1');
  return given;
}

function isCidr(item: string): boolean {
  const [address = '', bits, ...more] = item.split('/');
  const family = isIP(address);
  if (family === 0 || more.length > 0) return false;
  if (bits === undefined) return true;
  return /^[1-9]\d{0,2}$/.test(bits) && Number(bits) <= (family === 4 ? 32 : 128);
}

export function origins(env: Environment, name: string, report: Report): ReadonlySet<string> {
  const given = list(env, name);
  const good = given.every(
    (item) => URL.canParse(item) && /^https?:/.test(item) && new URL(item).origin === item,
  );
  if (!good)
    report(
      name,
      'must be origins, comma-separated, like https://app.example.com (no path, no slash at the end)',
    );
  return new Set(given);
}

/** Longer windows do not fit the timer of the limiter's store. */
const MAX_WINDOW_SECONDS = 2_000_000;

export function rateLimit(
  env: Environment,
  name: string,
  fallback: RateLimit,
  report: Report,
): RateLimit | null {
  const given = text(env, name);
  if (given === null) return fallback;
  if (given === 'off') return null;
  const [, count = '', seconds = ''] = /^([1-9]\d{0,8})\/([1-9]\d{0,6})$/.exec(given) ?? [];
  if (count !== '' && Number(seconds) <= MAX_WINDOW_SECONDS) {
    return { count: Number(count), windowSeconds: Number(seconds) };
  }
  report(name, `must be <count>/<seconds>, like 600/60 (at most ${MAX_WINDOW_SECONDS} seconds), or off`);
  return fallback;
}

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8, 'ipv4');
loopback.addAddress('::1', 'ipv6');

export function isLoopback(host: string): boolean {
  const family = isIP(host);
  return family === 0 ? host === 'localhost' : loopback.check(host, family === 4 ? 'ipv4' : 'ipv6');
}
