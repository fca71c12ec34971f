/** Whether a request is the site's own, so that its cookies are credentials: ruling "cross-site". */

export interface Provenance {
  readonly origin: string | undefined;
  /** Sec-Fetch-Site. */
  readonly fetchSite: string | undefined;
  /** `Host`, or a trusted proxy's `X-Forwarded-Host`. */
  readonly host: string | undefined;
}

/** An allowed origin passes; else the browser's own word decides; else an origin has to match the host. */
export function isOwnSite(provenance: Provenance, allowedOrigins: ReadonlySet<string>): boolean {
  const { origin, fetchSite } = provenance;
  if (origin !== undefined && allowedOrigins.has(origin)) return true;
  if (fetchSite !== undefined) return fetchSite === 'same-origin' || fetchSite === 'none';
  return origin === undefined || sameHost(origin, provenance.host);
}

function sameHost(origin: string, host: string | undefined): boolean {
  if (host === undefined || !URL.canParse(origin)) return false;
  const { protocol, host: originHost } = new URL(origin);
  const own = `${protocol}//${host}`;
  return originHost !== '' && URL.canParse(own) && new URL(own).host === originHost;
}
