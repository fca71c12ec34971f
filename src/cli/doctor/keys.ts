/** The keys of the issuers: those at hand are loaded as at a start, those at URLs are fetched. */

import type { IssuerSettings } from '../../tokens/issuer.ts';
import { KeyError } from '../../tokens/key.ts';
import { loadKeys } from '../../tokens/load-keys.ts';
import { remoteKeys } from '../../tokens/remote-keys.ts';
import { type Finding, ok, wrong } from './finding.ts';

export async function checkKeys(
  issuers: readonly IssuerSettings[],
  now: () => number,
): Promise<readonly Finding[]> {
  return (await Promise.all(issuers.map((issuer) => checkIssuer(issuer, now)))).flat();
}

async function checkIssuer(issuer: IssuerSettings, now: () => number): Promise<readonly Finding[]> {
  try {
    const { fixed, urls } = await loadKeys(issuer);
    const local = fixed.length === 0 ? [] : [ok('keys', `issuer ${issuer.name} has ${count(fixed.length)}`)];
    return [...local, ...(await Promise.all(urls.map((url) => fetched(issuer, url, now))))];
  } catch (error) {
    if (error instanceof KeyError) return [wrong('keys', error.message)];
    throw error;
  }
}

async function fetched({ name, algorithms }: IssuerSettings, url: URL, now: () => number): Promise<Finding> {
  let why = '';
  const remote = remoteKeys(url, algorithms, {
    now,
    onFetchFailed: (error) => {
      const { cause, message } = error as {
        readonly cause?: NodeJS.ErrnoException;
        readonly message: string;
      };
      // What `fetch` says of itself is only that it failed.
      why = cause?.code ?? cause?.message ?? message;
    },
  });
  const keys = await remote.current();
  remote.close();
  // Its query may hold a key of another kind.
  const which = `the keys of issuer ${name} at ${url.origin}${url.pathname}`;
  if (keys === null) {
    return wrong(
      'keys',
      `${which} cannot be fetched (${why}): its tokens are refused with 500 until they can.`,
    );
  }
  if (keys.length > 0) return ok('keys', `${which}: ${count(keys.length)}`);
  return wrong(
    'keys',
    `${which} are none that can be used with ${algorithms.join(', ')}. Look at its algorithms.`,
  );
}

const count = (keys: number): string => (keys === 1 ? '1 key' : `${keys} keys`);
