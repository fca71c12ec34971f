/** The way of each contract's requests, from the credentials to the answer. */
import type { Request, Response } from 'express';
import { type ContractName, operations } from '../../generated/operations.ts';
import { controlOperations, methodNotAllowed } from '../contracts/control/registry.ts';
import { presentVerification } from '../contracts/control/verify.ts';
import type { About, Answer } from '../contracts/presenter.ts';
import type { Soon } from '../sessions/soon.ts';
import { bodyValidator } from './body-schema.ts';
import { control } from './control.ts';
import { isOwnSite } from './cross-site.ts';
import type { EdgeDeps } from './edge-deps.ts';
import type { Answered, Asked } from './exchange.ts';
import { limiter } from './limits.ts';
import { logout } from './logout.ts';
import { type Validate, validator } from './validate.ts';
import { verify } from './verify.ts';

/** A contract's way: its operations, and what it says where it has none. */
export interface Way {
  answer(req: Request, res: Response, asked: Asked): Soon<Answered>;
  fault(asked: Asked): Answer;
  methodNotAllowed(about: About): Answer;
}

export function waysOf(deps: EdgeDeps): Readonly<Record<ContractName, Way>> {
  const { settings } = deps;
  const ownSite = (req: Request): boolean => {
    const { origin } = req.headers;
    const fetchSite = single(req.headers['sec-fetch-site']);
    // Express works the host out anew each time, and few requests need it.
    const host = origin === undefined ? undefined : req.host;
    return isOwnSite({ origin, fetchSite, host }, settings.allowedOrigins);
  };
  const logoutWays = deps.contracts.map((contract): [ContractName, Way] => {
    const limit = limiter(contract.name, settings.limits[contract.name], deps.countsOf);
    const validate = validator(deps.documents[contract.name]);
    return [
      contract.name,
      {
        answer: logout(contract, limit, validate, { ...deps.logout, isOwnSite: ownSite }),
        fault: ({ about }) => contract.present({ kind: 'fault' }, about),
        methodNotAllowed: contract.methodNotAllowed,
      },
    ];
  });
  return Object.fromEntries([...logoutWays, ['control', controlWay(deps, ownSite)]]) as Record<
    ContractName,
    Way
  >;
}

function controlWay(deps: EdgeDeps, isOwnSite: (req: Request) => boolean): Way {
  const document = deps.documents.control;
  const validate = validator(document);
  const introspection = operations.control.find(({ operationId }) => operationId === 'introspectToken');
  const validatorOf = (operationId: string): Validate =>
    introspection?.operationId === operationId ? bodyValidator(document, introspection) : validate;
  const { verifier } = deps.logout;
  const verifySession = verify(deps.contracts, { sessions: deps.control, verifier, isOwnSite });
  const ways = new Map<string, (req: Request, res: Response, asked: Asked) => Soon<Answered>>([
    ['verifySession', (req, _res, asked) => verifySession(req, asked)],
    ...Object.entries(controlOperations).map(
      ([operationId, operation]) =>
        [operationId, control(operation, validatorOf(operationId), deps.identifyKey, deps.control)] as const,
    ),
  ]);
  return {
    answer: (req, res, asked) => {
      const way = ways.get(asked.operation.operationId);
      if (way === undefined) throw new Error(`no such operation: ${asked.operation.operationId}`);
      return way(req, res, asked);
    },
    fault: ({ operation: { operationId }, about }) =>
      isOwnName(controlOperations, operationId)
        ? controlOperations[operationId].refuse({ kind: 'fault' }, about)
        : presentVerification({ kind: 'fault' }, about),
    methodNotAllowed,
  };
}

const isOwnName = <T extends object>(object: T, name: PropertyKey): name is keyof T =>
  Object.hasOwn(object, name);

const single = (value: string | string[] | undefined): string | undefined =>
  typeof value === 'string' ? value : value?.join(', ');
