/** Express middleware as a promise, so that a request's way reads from top to bottom. */
import type { Request, RequestHandler, Response } from 'express';

/** Resolves to `null` when the middleware lets the request pass, else to the error that it gave. */
export function completes(middleware: RequestHandler, req: Request, res: Response): Promise<unknown> {
  return new Promise((resolve) => {
    const next = (error?: unknown): void => resolve(error ?? null);
    const returned: unknown = middleware(req, res, next);
    if (returned instanceof Promise) returned.catch(next);
  });
}
