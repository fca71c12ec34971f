/** The composition root: settings in, a server out. */
import { randomUUID } from 'node:crypto';
import type { Server } from 'node:http';
import type { ContractName } from '../generated/operations.ts';
import { DEVELOPMENT_SECRETS_FILE } from './config/development.ts';
import type { Settings } from './config/settings.ts';
import type { ControlDeps } from './contracts/control/operation.ts';
import { logoutContracts } from './contracts/registry.ts';
import { readDocuments } from './documents.ts';
import { forgettingOf } from './forgetting.ts';
import { createEdge } from './http/edge.ts';
import type { EdgeDeps } from './http/edge-deps.ts';
import { keyRing } from './http/key-ring.ts';
import { type CountsOf, WindowStore } from './http/limits.ts';
import { createHttpServer } from './http/server.ts';
import { knownIssuers } from './issuers.ts';
import { type Logger, pseudonyms, warnAtOnce } from './observe/log.ts';
import { metered } from './observe/metered-store.ts';
import type { Metrics } from './observe/metrics.ts';
import { requestLog } from './observe/request-log.ts';
import { withActivity } from './sessions/activity.ts';
import { closedPosture, openPosture } from './sessions/known-good.ts';
import { buildSite } from './site/site.ts';
import { openStore } from './stores/open.ts';
import { digest } from './tokens/digest.ts';
import { createTokenVerifier } from './tokens/verifier.ts';

export interface App {
  readonly server: Server;
  /** From now on the server says that it is not ready. */
  drain(): void;
  /** After the last answer: finishes background work, and closes the store. */
  close(): Promise<void>;
}

/** Of several processes that are one server: what is not theirs alone. */
export interface Together {
  readonly countsOf: CountsOf;
  /** Prometheus text, of all of them. */
  readonly metricsText: () => Promise<string>;
}

/**
 * @param together `null`: this process is the whole server. Else another one has opened the store, and forgets.
 * @throws {StoreOpenError} {KeyError}
 */
export async function createApp(
  settings: Settings,
  { log, metrics, together }: { log: Logger; metrics: Metrics; together: Together | null },
): Promise<App> {
  const now = Date.now;
  const verifier = await createTokenVerifier(settings.issuers, {
    now,
    onFetchFailed: (issuer, error) => log.warn({ issuer, err: error }, 'the JWK set could not be fetched'),
  });
  const { storeUrl, redisDurability } = settings;
  const opened = await openStore(storeUrl, {
    redisDurability,
    isOpen: together !== null,
    tell: warnAtOnce(log),
  });
  if (together === null) for (const notice of opened.notices) log.warn(notice);
  const knownGood =
    settings.openPostureMs === null
      ? closedPosture
      : openPosture(settings.openPostureMs, {
          onPresumed: (sinceMs) => {
            metrics.presumedActive();
            log.warn({ sinceMs }, 'the store cannot say; a token found active before is taken for active');
          },
        });
  const store = withActivity(metered(opened.store, metrics), {
    knownGood,
    onError: (err) => log.error({ err }, 'what was seen could not be written'),
  });
  const issuers = knownIssuers(settings.issuers);
  const documents = readDocuments();
  const background = together === null ? forgettingOf(store, settings, log) : null;
  let draining = false;

  const control: ControlDeps = {
    store,
    now,
    digest,
    newSessionId: randomUUID,
    verify: async (token) => {
      const verified = await verifier.verify(token);
      if (verified.ok) return verified.credential;
      return verified.reason === 'keys_unavailable' ? 'unavailable' : 'invalid';
    },
    issuer: (name) => issuers.get(name),
    issuerNames: [...issuers.keys()],
    isReady: async () => {
      if (draining) return false;
      return store.check().then(
        () => true,
        (err: unknown) => {
          log.error({ err }, 'the store does not answer');
          return false;
        },
      );
    },
    metrics: together?.metricsText ?? metrics.text,
  };
  const deps: EdgeDeps = {
    settings: settings.edge,
    contracts: logoutContracts(settings.contracts),
    documents: Object.fromEntries(documents.map(({ name, content }) => [name, content])) as Record<
      ContractName,
      unknown
    >,
    site: buildSite(documents, {
      production: settings.production,
      hasTokens: settings.madeUp.jwtSecret,
      keyFile: settings.madeUp.adminKey ? DEVELOPMENT_SECRETS_FILE : null,
      marking: settings.contracts.tenantLogout === 'mark' ? ['tenant'] : [],
    }),
    logout: {
      sessions: { store, now },
      verifier,
      speaksFor: (issuer, tenant) => issuers.get(issuer)?.speaksFor(tenant) ?? false,
      countEnd: metrics.sessionEnded,
    },
    control,
    identifyKey: keyRing(settings.keys),
    countsOf: together?.countsOf ?? (() => new WindowStore()),
    onAnswered: requestLog(log, metrics, pseudonyms(opened.identity)),
    onFault: (err, about) => log.error({ err, requestId: about?.requestId }, 'a request failed'),
    warn: (message) => log.warn(message),
  };
  const server = createHttpServer(createEdge(deps));
  return {
    server,
    drain: () => {
      draining = true;
    },
    close: async () => {
      verifier.close();
      await background?.stop();
      await store.close();
    },
  };
}
